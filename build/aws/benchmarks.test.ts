import assert from "node:assert/strict";
import { rules } from "../../rules";
import { builtPlugin } from "../../testing/builtPlugin";
import type { Registered } from "../../testing/fakeMonitor";
import { onAws } from "../../testing/postgresArguments";
import { notSetHere, setHere, type Setting } from "./benchmarks";

/** What stands at a dotted path. */
function valueAt(inputs: unknown, path: string): unknown {
    return path
        .split(".")
        .reduce<unknown>(
            (value, word) =>
                typeof value === "object" && value !== null ? (value as Record<string, unknown>)[word] : undefined,
            inputs,
        );
}

function holds({ property, value }: Setting, { inputs }: Registered): boolean {
    const found = valueAt(inputs, property);
    return typeof found === "string" && typeof value === "string" ? found.includes(value) : found === value;
}

describe("The table of benchmarks", function () {
    this.timeout(180_000);
    const construct = builtPlugin();
    let resources: Registered[];

    before(async () => {
        const run = await construct({ type: "PostgresDatabase", name: "orders", inputs: onAws() });
        assert.equal(run.error, undefined);
        resources = run.resources;
    });

    for (const { aspect, set = [] } of setHere) {
        for (const setting of set) {
            const { type, nameEnds = "", property, value } = setting;
            it(`says what is so: ${aspect}, ${property} is ${value} on every ${type.split(":").at(-1) ?? ""}${nameEnds}`, () => {
                const meant = resources.filter((each) => each.type === type && each.name.endsWith(nameEnds));
                assert.notEqual(meant.length, 0);
                assert.deepEqual(
                    meant.filter((each) => !holds(setting, each)).map(({ name }) => name),
                    [],
                );
            });
        }
    }

    it("names rules that there are", () => {
        const known = new Set(rules.map(({ id }) => id));
        const named = [...setHere, ...notSetHere].flatMap((aspect) => aspect.rules);
        assert.deepEqual(
            named.filter((id) => !known.has(id)),
            [],
        );
    });

    it("has a line for each rule about AWS", () => {
        const named = new Set(setHere.flatMap((aspect) => aspect.rules));
        assert.deepEqual(
            rules.map(({ id }) => id).filter((id) => id.startsWith("aws-") && !named.has(id)),
            [],
        );
    });

    it("writes each control as its benchmark does, and has something of a benchmark in each line", () => {
        for (const { aspect, fsbp, cis5, cis7 } of [...setHere, ...notSetHere]) {
            assert.ok(fsbp.length + cis5.length + cis7.length > 0, aspect);
            assert.deepEqual(
                fsbp.filter((id) => !/^(KMS|S3|EC2|EKS)\.\d+$/.test(id)),
                [],
            );
            assert.deepEqual(
                [...cis5, ...cis7].filter((id) => !/^\d+(\.\d+){1,2}$/.test(id)),
                [],
            );
        }
    });

    it("answers each control once, or says of the second time why", () => {
        const all = [...setHere, ...notSetHere].flatMap(({ fsbp }) => fsbp);
        assert.deepEqual(
            all.filter((id, index) => all.indexOf(id) !== index),
            [],
        );
    });
});
