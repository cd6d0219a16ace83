import assert from "node:assert/strict";
import fc from "fast-check";
import { Estate } from "../estate";
import { judgeOne } from "../judge";
import type { Rule } from "../rule";
import { Subject } from "../subject";
import { rule as openNetwork } from "./postgres-open-network";
import { rule as plaintext } from "./postgres-plaintext-connections";

function cluster(lines: readonly string[]): Subject {
    const manifest = {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: { name: "orders" },
        spec: { postgresql: { pg_hba: lines } },
    };
    return Subject.ofManifest(manifest) ?? assert.fail("a manifest");
}

function verdicts(rule: Rule, lines: readonly string[]): readonly string[] {
    const subject = cluster(lines);
    return judgeOne(rule, subject, new Estate([subject])).outcomes.map(({ verdict }) => verdict);
}

const line = fc
    .tuple(
        fc.constantFrom("host", "hostssl", "hostnossl", "hostnogssenc"),
        fc.constantFrom("all", "app", "app,all", '"all"'),
        fc.constantFrom("all", "app", "+team"),
        fc.constantFrom("all", "0.0.0.0/0", "::/0", "10.0.0.0/8", "fd00::/8", "example.com", "samenet"),
        fc.constantFrom("scram-sha-256", "md5", "reject"),
    )
    .map((columns) => columns.join(" "));
const lines = fc.array(line, { maxLength: 5 });

/** PostgreSQL's own way: the first line that matches decides (check_hba in hba.c), here for one stranger. */
function admits(all: readonly string[], connection: "tls" | "plain", address: "v4" | "v6"): boolean {
    const types = connection === "tls" ? ["host", "hostssl", "hostnogssenc"] : ["host", "hostnossl", "hostnogssenc"];
    const addresses = ["all", address === "v4" ? "0.0.0.0/0" : "::/0"];
    const first = [...all, "host all all all scram-sha-256"]
        .map((each) => each.split(" "))
        .find(
            ([type = "", databases = "", user, where = ""]) =>
                types.includes(type) &&
                databases.split(",").includes("all") &&
                user === "all" &&
                addresses.includes(where),
        );
    return first?.[4] !== "reject";
}

describe("what pg_hba lets through", () => {
    it("is never less than what PostgreSQL lets a stranger through with", () => {
        fc.assert(
            fc.property(lines, (all) => {
                if (admits(all, "plain", "v4") || admits(all, "plain", "v6")) {
                    assert.deepEqual(verdicts(plaintext, all), ["fail"]);
                }
                const strangers = (["tls", "plain"] as const).flatMap((connection) =>
                    (["v4", "v6"] as const).map((address) => admits(all, connection, address)),
                );
                if (strangers.includes(true)) {
                    assert.ok(verdicts(openNetwork, all).includes("fail"));
                }
            }),
            { numRuns: 500 },
        );
    });

    it("is nothing in the clear behind a line that rejects it", () => {
        fc.assert(
            fc.property(lines, (all) => {
                assert.deepEqual(verdicts(plaintext, ["hostnossl all all all reject", ...all]), []);
            }),
        );
    });

    it("is nobody behind a line that rejects everybody, and lines behind it change nothing", () => {
        fc.assert(
            fc.property(lines, lines, (before, behind) => {
                const closed = [...before, "host all all all reject"];
                assert.deepEqual(verdicts(openNetwork, [...closed, ...behind]), verdicts(openNetwork, closed));
                assert.deepEqual(verdicts(plaintext, [...closed, ...behind]), verdicts(plaintext, closed));
            }),
        );
    });

    it("is not known to fail or to pass where a line before is not known, unless that does not matter", () => {
        fc.assert(
            fc.property(lines, lines, line, (before, behind, filled) => {
                const open = verdicts(plaintext, [...before, "${LINE}", ...behind]);
                const known = verdicts(plaintext, [...before, filled, ...behind]);
                assert.ok(open.includes("unknown") || open.join() === known.join(), `${open.join()} / ${known.join()}`);
            }),
            { numRuns: 500 },
        );
    });
});
