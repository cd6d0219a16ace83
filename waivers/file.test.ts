import assert from "node:assert/strict";
import fc from "fast-check";
import { readWaiverFile } from "./file";

const good = "rule: a-rule\n    resource: Cluster/shop/orders\n    reason: r\n    owner: o\n    expires: 2027-03-31";

function problems(text: string, knownRules?: readonly string[]): readonly string[] {
    const reading = readWaiverFile(text, "w.yaml", knownRules === undefined ? {} : { knownRules });
    return reading.problems.map(({ place, message }) => `${place.line} ${place.path}: ${message}`);
}

describe("Reading a waiver file", () => {
    it("gives every waiver as it is written, with its place", () => {
        const text = `# ours\nwaivers:\n  - ${good}\n    ticket: 0812\n    path: spec.tls\n  - {rule: b, resource: X/y, reason: 'on: off', owner: null, expires: 2027-03-31}\n`;
        const { waivers, problems: found } = readWaiverFile(text, "w.yaml");
        assert.deepEqual(waivers, [
            {
                rule: "a-rule",
                resource: "Cluster/shop/orders",
                reason: "r",
                owner: "o",
                expires: "2027-03-31",
                ticket: "0812",
                path: "spec.tls",
                place: { file: "w.yaml", line: 3, path: "waivers[0]" },
            },
        ]);
        assert.deepEqual(
            found.map(({ place, message }) => [place.line, message]),
            [[10, "owner is missing: write the team or person who answers for it"]],
        );
    });

    it("has nothing to say of an empty one", () => {
        for (const text of ["", "\n", "# nothing\n", "---\n", "waivers:\n", "waivers: []\n", "waivers: ~", "{}"]) {
            assert.deepEqual(readWaiverFile(text, "w.yaml"), { waivers: [], problems: [] }, JSON.stringify(text));
        }
    });

    const cases: readonly (readonly [text: string, ...problems: string[]])[] = [
        ["waivers: [\n", "2 : the waiver file cannot be read as YAML: deficient indentation"],
        ["- a\n", "1 : the waiver file is not a mapping: write the list under the key waivers"],
        ["a: 1\n---\nb: 2\n", "null : the waiver file cannot be read as YAML: it has several documents; write one"],
        ["waivers: {}\n", "1 waivers: waivers is not a list: write each waiver as an item that begins with a dash"],
        ["exceptions: []\n", '1 exceptions: "exceptions" is no key here: write waivers'],
        ["waivers: []\nwaivers: []\n", "2 waivers: waivers stands here twice: remove one of them"],
        [
            "waivers:\n  - a-rule\n",
            "2 waivers[0]: a waiver is not a mapping: write rule, resource, reason, owner, expires",
        ],
        [
            `waivers:\n  - ${good}\n    controls: [UM-1]\n    until: x\n`,
            "7 waivers[0].controls: controls is no key of a waiver: a waiver is for one rule, never for a control; write rule and its id",
            '8 waivers[0].until: "until" is no key here: write rule, resource, reason, owner, expires, ticket, path',
        ],
        [
            `waivers:\n  - ${good.replace("owner: o", "owner: [o]").replace("reason: r", "reason: {a: b}")}\n`,
            "4 waivers[0].reason: reason is a mapping: write a text",
            "5 waivers[0].owner: owner is a list: write a text",
        ],
        [`waivers:\n  - ${good}\n    owner: p\n`, "7 waivers[0].owner: owner stands here twice: remove one of them"],
        [
            `waivers:\n  - ${good.replace("a-rule", "'*'")}\n`,
            '2 waivers[0].rule: rule is "*": a waiver is for one rule; write its id without *',
        ],
        [
            `waivers:\n  - ${good.replace("a-rule", "KSI-4")}\n`,
            "2 waivers[0].rule: rule is the control KSI-4: write the id of one of its rules, as the finding shows it",
        ],
        [
            `waivers:\n  - ${good.replace("Cluster/shop/orders", "'*/*/*'")}\n`,
            '3 waivers[0].resource: resource is "*/*/*", which is all there are: name its kind at least',
        ],
        [
            `waivers:\n  - ${good.replace("Cluster/shop/orders", "orders")}\n`,
            '3 waivers[0].resource: resource is "orders": write Kind/namespace/name, Kind/name for an object without a namespace, type:token:Here/name or a Pulumi URN',
        ],
        [
            `waivers:\n  - ${good}\n    path: spec..tls\n`,
            '7 waivers[0].path: path is "spec..tls": write it as the finding shows it (spec.postgresql.pg_hba[0]), or leave it out',
        ],
        [
            `waivers:\n  - ${good}\n  - ${good}\n`,
            "7 waivers[1]: this waiver stands in line 2 already: remove one of them",
        ],
    ];
    for (const [text, ...expected] of cases) {
        it(expected.join("; "), () => {
            assert.deepEqual(problems(text), expected);
        });
    }

    it("says all at once, in the order of the file", () => {
        const text = "waivers:\n  - {}\n  - rule: b\n    expires: soon\n";
        assert.equal(problems(text).length, 9);
    });

    it("leaves out what is wrong and keeps the others", () => {
        const text = `waivers:\n  - rule: b\n  - ${good}\n`;
        assert.deepEqual(
            readWaiverFile(text, "w.yaml").waivers.map(({ rule }) => rule),
            ["a-rule"],
        );
    });

    it("keeps a waiver whose date cannot be read, so that it counts as expired", () => {
        for (const date of ["", " ~", " 31.03.2027", " [2027-03-31]", " 2027-02-29"]) {
            const text = `waivers:\n  - ${good.replace(" 2027-03-31", date)}\n`;
            const { waivers, problems: found } = readWaiverFile(text, "w.yaml");
            assert.deepEqual(
                [waivers.length, found.length, found[0]?.about, found[0]?.place.line],
                [1, 1, "date", 6],
                date,
            );
        }
    });

    it("shows nothing of what stands in the place of a date unless it looks like one", () => {
        const [message = ""] = problems(`waivers:\n  - ${good.replace("2027-03-31", "hunter2")}\n`);
        assert.match(message, /expires is not a date, so the waiver counts as expired/);
    });

    it("knows the rules when it is told them", () => {
        const text = `waivers:\n  - ${good}\n`;
        assert.deepEqual(problems(text, ["a-rule"]), []);
        assert.match(problems(text, ["other"]).join(), /there is no rule "a-rule"/);
    });

    it("never fails, whatever the text", () => {
        fc.assert(
            fc.property(
                fc.string({ unit: fc.constantFrom(...Array.from("waivers:-\n {}[]&*!|>'\"#,?\t%@ab")) }),
                (text) => {
                    readWaiverFile(text, "w.yaml");
                    readWaiverFile(`waivers:\n  - ${text}`, "w.yaml");
                },
            ),
            { numRuns: 2000 },
        );
    });
});
