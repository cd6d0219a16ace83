import assert from "node:assert/strict";
import fc from "fast-check";
import * as lifecycle from "../lifecycle";
import { schemaOf } from "../schemas-for-tests";
import type { Made, Scope, Standin } from "../standin";
import { isSecret, revealed, text, unknown, type Properties } from "../values";
import { randomText, textRules } from "./entropy";
import { randomStandin } from "./models";

const scope: Scope = { config: {}, now: new Date("2030-01-01T00:00:00Z") };
const password = "random:index/randomPassword:RandomPassword";

describe("the random stand-in", () => {
    let random: Standin;

    before(async () => {
        random = randomStandin(await schemaOf("random"));
    });

    const make = (name: string, inputs: Properties): Promise<Made> =>
        lifecycle.create(random, `random:index/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`, inputs, scope);
    const problems = (inputs: Properties): string[] =>
        lifecycle
            .check(random, password, { name: "p", seed: new Uint8Array() }, inputs, {})
            .problems.map(({ reason }) => reason);

    it("makes texts of the asked length, with at least the asked of each kind, of the asked characters only", () => {
        const kinds = fc.record({
            length: fc.integer({ min: 12, max: 64 }),
            minLower: fc.integer({ min: 0, max: 3 }),
            minUpper: fc.integer({ min: 0, max: 3 }),
            minNumeric: fc.integer({ min: 0, max: 3 }),
            minSpecial: fc.integer({ min: 0, max: 3 }),
        });
        fc.assert(
            fc.property(kinds, (inputs) => {
                const result = randomText(textRules({ ...inputs, overrideSpecial: "_-" }));
                const numberOf = (pattern: RegExp): number => (result.match(pattern) ?? []).length;
                assert.match(result, /^[a-zA-Z0-9_-]+$/);
                assert.equal(result.length, inputs.length);
                assert.ok(numberOf(/[a-z]/g) >= inputs.minLower);
                assert.ok(numberOf(/[A-Z]/g) >= inputs.minUpper);
                assert.ok(numberOf(/[0-9]/g) >= inputs.minNumeric);
                assert.ok(numberOf(/[_-]/g) >= inputs.minSpecial);
            }),
        );
    });

    it("leaves out a kind that is not wanted", () => {
        const result = randomText(textRules({ length: 500, special: false, upper: false, numeric: false }));
        assert.match(result, /^[a-z]{500}$/);
    });

    it("never makes the same password twice, and uses all characters", async () => {
        const results = await Promise.all(Array.from({ length: 50 }, () => make("RandomPassword", { length: 32 })));
        const texts = results.map(({ outputs }) => text(revealed(outputs["result"] ?? null)) ?? "");
        assert.equal(new Set(texts).size, 50);
        assert.ok(new Set(texts.join("")).size > 70);
    });

    it("keeps passwords and bytes secret and out of the id", async () => {
        const made = await make("RandomPassword", { length: 16 });
        assert.equal(made.id, "none");
        assert.ok(isSecret(made.outputs["result"]));
        const bytes = await make("RandomBytes", { length: 16 });
        assert.ok(isSecret(bytes.outputs["hex"]) && isSecret(bytes.outputs["base64"]));
        assert.equal(text(revealed(bytes.outputs["hex"]))?.length, 32);
    });

    it("writes out the defaults, as the SDK's types promise", async () => {
        const { outputs } = await make("RandomString", { length: 8, special: false });
        assert.deepEqual(
            ["lower", "upper", "numeric", "special", "minLower"].map((name) => outputs[name]),
            [true, true, true, false, 0],
        );
    });

    it("gives an id in four writings of the same bytes", async () => {
        const { id, outputs } = await make("RandomId", { byteLength: 5, prefix: "db-" });
        const hex = text(outputs["hex"])!.slice(3);
        assert.equal(Buffer.from(id, "base64url").toString("hex"), hex);
        assert.equal(outputs["dec"], `db-${BigInt(`0x${hex}`).toString()}`);
        assert.equal(Buffer.from(text(outputs["b64Std"])!.slice(3), "base64").toString("hex"), hex);
    });

    it("gives a pet name of the asked number of words", async () => {
        const { id } = await make("RandomPet", { length: 3, prefix: "the", separator: "." });
        assert.match(id, /^the\.[a-z]+\.[a-z]+\.[a-z]+$/);
    });

    it("makes anew on any change, keepers too, and nothing for the same inputs", () => {
        const old = { id: "none", inputs: { length: 8, keepers: { a: "1" } }, outputs: {} };
        const replaces = (inputs: Properties): string[] =>
            lifecycle.diff(random, password, old, inputs, scope).replaces;
        assert.deepEqual(replaces({ length: 8, keepers: { a: "2" } }), ["keepers.a"]);
        assert.deepEqual(replaces({ length: 9, keepers: { a: "1" } }), ["length"]);
        assert.equal(lifecycle.diff(random, password, old, old.inputs, scope).changes.size, 0);
    });

    it("previews what is not there yet as unknown", () => {
        const outputs = lifecycle.previewCreate(random, password, { length: 8 });
        assert.equal(revealed(outputs["result"] ?? null), unknown);
        assert.ok(isSecret(outputs["result"]));
        assert.equal(outputs["length"], 8);
    });

    it("refuses what cannot be made", () => {
        assert.match(problems({ length: 3, minUpper: 2, minLower: 2 })[0]!, /below the sum of the min\* arguments, 4/);
        assert.match(problems({ length: 0 })[0]!, /a whole number of 1 or more/);
        assert.match(
            problems({ length: 4, lower: false, upper: false, numeric: false, special: false })[0]!,
            /no character/,
        );
        assert.deepEqual(problems({ length: 4 }), []);
    });
});
