import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import type { EgressArgs } from "../kubernetes/arguments";
import { egressProblems } from "./egressProblems";

function problems(egress?: Known<EgressArgs>[]): string[] {
    return egressProblems(egress).map(({ path, reason }) => `${path}: ${reason}`);
}

const ports = [443];

describe("Further connections out", () => {
    it("go to addresses or to pods", () => {
        assert.deepEqual(problems(), []);
        assert.deepEqual(
            problems([
                { cidr: "192.0.2.10/32", ports },
                { cidr: "2001:db8::/32", ports },
                { cidr: unknown, ports },
                { podLabels: { app: "queue" }, ports },
                { namespace: "shop", podLabels: { app: "queue" }, ports: [5671, 5672] },
            ]),
            [],
        );
    });

    it("name exactly one of the two [KSI-6]", () => {
        assert.deepEqual(problems([{ ports }, { cidr: "192.0.2.10/32", podLabels: { app: "a" }, ports }]), [
            "egress[0]: needs exactly one of podLabels and cidr, not neither",
            "egress[1]: needs exactly one of podLabels and cidr, not both",
        ]);
    });

    it("never lead everywhere: no wide range, no empty labels [KSI-6]", () => {
        const found = problems([
            { cidr: "0.0.0.0/0", ports },
            { cidr: "2001::/16", ports },
            { podLabels: {}, ports },
        ]);
        assert.equal(found.length, 3);
        assert.match(
            found[0] ?? "",
            /^egress\[0\].cidr: "0.0.0.0\/0" is wider than \/8 .*write the addresses that it needs/,
        );
        assert.match(found[1] ?? "", /^egress\[1\].cidr: "2001::\/16" is wider than/);
        assert.match(found[2] ?? "", /^egress\[2\].podLabels: is empty, which would open every pod of the namespace/);
    });

    it("are written as Kubernetes reads them", () => {
        const found = problems([
            { cidr: "192.0.2.10/24", ports },
            { cidr: "192.0.2.10/32", namespace: "shop", ports },
            { namespace: "Shop", podLabels: { app: "a" }, ports: [443, 443] },
        ]);
        assert.equal(found.length, 4);
        assert.match(
            found[0] ?? "",
            /^egress\[0\].cidr: "192.0.2.10\/24" has bits set behind its prefix; write 192.0.2.0\/24/,
        );
        assert.match(found[1] ?? "", /^egress\[1\].namespace: goes with podLabels/);
        assert.match(found[2] ?? "", /^egress\[2\].namespace: /);
        assert.match(found[3] ?? "", /^egress\[2\].ports\[1\]: 443 is in the list already/);
    });
});
