import * as assert from "node:assert/strict";
import * as net from "node:net";

import { busyPorts, freePorts } from "./ports";

describe("ports on the loopback interface", () => {
    it("are all different and free", async () => {
        const ports = await freePorts(20);
        assert.equal(new Set(ports).size, 20);
        assert.deepEqual(await busyPorts(ports), []);
    });

    it("are busy while another program listens on them", async () => {
        const [taken = 0, free = 0] = await freePorts(2);
        const server = net.createServer();
        await new Promise<void>((resolve) => server.listen(taken, "127.0.0.1", resolve));
        try {
            assert.deepEqual(await busyPorts([taken, free]), [taken]);
        } finally {
            server.close();
        }
    });
});
