import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf, forwarded, innerComponent } from "./children";
import { asWritten } from "./options";

/** As @pulumi/pulumi/provider hands timeouts on: protobuf's name for `delete`, and "" for what is not set. */
function fromTheWire(create: string, update: string, remove: string): pulumi.ComponentResourceOptions {
    const customTimeouts = { create, update, pb_delete: remove, read: "" };
    return { customTimeouts };
}

describe("Options as they come from the SDK's server", () => {
    it("lose timeouts that nobody set, which programs in Node.js always send", () => {
        assert.deepEqual(asWritten(fromTheWire("", "", "")), {});
    });

    it("keep each timeout that is set, that of a delete as well", () => {
        assert.deepEqual(asWritten(fromTheWire("1m", "", "3m")), { customTimeouts: { create: "1m", delete: "3m" } });
    });

    it("keep everything else", () => {
        const options = { protect: true, ignoreChanges: ["spec"], aliases: [{ name: "old" }] };
        assert.deepEqual(asWritten(options), options);
    });
});

describe("Options of a child", () => {
    const parent = { name: "parent" } as unknown as pulumi.Resource;
    const first = { name: "first" } as unknown as pulumi.Resource;
    const second = { name: "second" } as unknown as pulumi.Resource;

    it("hold its parent, what Pulumi does not hand on, and what every child waits for", () => {
        const handed = { customTimeouts: { create: "1m" }, ignoreChanges: ["a"], replaceOnChanges: ["b"] };
        assert.deepEqual(childrenOf(parent, { ...handed, protect: true }, [first])(), {
            parent,
            ...handed,
            dependsOn: [first],
        });
    });

    it("add up with the child's own", () => {
        const options = childrenOf(parent, {}, [first])({ dependsOn: second, protect: true });
        assert.deepEqual(options, { parent, dependsOn: [first, second], protect: true });
    });

    it("hold nothing that was not said: empty lists would be a difference to nothing", () => {
        assert.deepEqual(forwarded({ ignoreChanges: [], replaceOnChanges: [] }), {});
    });

    it("reach through a component inside a component", () => {
        const inner = innerComponent(parent, { ignoreChanges: ["a"] }, [first]);
        assert.deepEqual(inner, { parent, ignoreChanges: ["a"], dependsOn: [first] });
        assert.deepEqual(childrenOf(second, inner)().ignoreChanges, ["a"]);
    });
});
