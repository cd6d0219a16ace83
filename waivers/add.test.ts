import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { addWaiver } from "./add";
import { waivers } from "./arbitraries.test";
import { isSame, readWaiverFile } from "./file";
import type { Waiver } from "./waiver";

const now = new Date("2026-11-23T12:00:00Z");
const waiver: Waiver = {
    rule: "postgres-open-network",
    resource: "Cluster/shop/orders",
    reason: "legacy ETL until Q2",
    owner: "data-platform",
    expires: "2027-03-31",
};

function added(text: string, one: Waiver = waiver): string {
    const result = addWaiver(text, one, { now });
    assert.ok("text" in result, JSON.stringify(result));
    return result.text;
}

function refused(text: string, one: Waiver, knownRules?: readonly string[]): readonly string[] {
    const result = addWaiver(text, one, { now, ...(knownRules && { knownRules }) });
    assert.ok("problems" in result, JSON.stringify(result));
    return result.problems;
}

const item = `- rule: postgres-open-network
  resource: Cluster/shop/orders
  reason: legacy ETL until Q2
  owner: data-platform
  expires: 2027-03-31
`;
const indented = item.replace(/^(?=.)/gm, "  ");

describe("Adding a waiver to the file", () => {
    it("makes the file where there is none", () => {
        assert.equal(added(""), `waivers:\n${indented}`);
        assert.equal(added("\n"), `waivers:\n${indented}`);
        assert.equal(added("# ours\n"), `# ours\nwaivers:\n${indented}`);
    });

    it("fills an empty list", () => {
        for (const text of ["waivers:\n", "waivers: []\n", "waivers: ~\n", "# ours\nwaivers: [] # none yet\n"]) {
            const { waivers: read, problems } = readWaiverFile(added(text), "f");
            assert.deepEqual([read.length, problems], [1, []], text);
        }
        assert.match(added("# ours\nwaivers: []\n"), /^# ours\n/);
    });

    const other = `# What we accept, and why.

waivers:
  # the old importer
  -   rule:   'postgres-weak-auth-method'   # md5
      resource: Cluster/shop/*

      owner: "data"
      reason: >-
        until the importer
        is gone
      expires: 2027-01-31 # decided in May
`;

    it("leaves every character of what stands there", () => {
        assert.equal(added(other), `${other}${indented}`);
        assert.equal(added(other.trimEnd()), `${other}${indented}`);
        assert.equal(added(`${other}# the end\n`), `${other}${indented}# the end\n`);
    });

    it("keeps the file's indentation and line ends", () => {
        const flat = other.replace(/^ {2}/gm, "");
        assert.equal(added(flat), flat + item);
        const windows = other.replaceAll("\n", "\r\n");
        assert.equal(added(windows), windows + indented.replaceAll("\n", "\r\n"));
    });

    it("turns a list in brackets into lines", () => {
        const text = `waivers: [{rule: a, resource: B/c/d, reason: e, owner: f, expires: 2027-01-01}] # one\n`;
        assert.deepEqual(
            readWaiverFile(added(text), "f").waivers.map(({ rule }) => rule),
            ["a", "postgres-open-network"],
        );
    });

    it("writes whatever was given so that it is read back as it was, behind what was there", () => {
        fc.assert(
            fc.property(fc.uniqueArray(waivers, { comparator: isSame, minLength: 1, maxLength: 4 }), (all) => {
                const text = all.reduce(added, "");
                const { waivers: read, problems } = readWaiverFile(text, "f");
                assert.deepEqual(problems, []);
                assert.deepEqual(
                    read.map(({ place: _, ...written }) => written),
                    all,
                );
            }),
        );
    });

    it("leaves every character, whatever the layout", () => {
        fc.assert(
            fc.property(
                fc.array(waivers, { minLength: 1, maxLength: 3 }),
                fc.record({
                    indentSeq: fc.boolean(),
                    indent: fc.integer({ min: 2, max: 4 }),
                    lineWidth: fc.constantFrom(0, 30),
                }),
                (all, layout) => {
                    const text = stringify({ waivers: all }, { ...layout, version: "1.1" });
                    const result = addWaiver(text, { ...waiver, rule: "another-rule" }, { now });
                    assert.ok("text" in result);
                    assert.ok(result.text.startsWith(text));
                },
            ),
        );
    });

    it("refuses what is not whole, everything at once", () => {
        const empty = { rule: "", resource: "", reason: " ", owner: "", expires: "" };
        assert.equal(refused("", empty).length, 5);
        assert.match(refused("", { ...waiver, reason: "" }).join(), /^reason is missing/);
        assert.match(refused("", { ...waiver, owner: "" }).join(), /^owner is missing/);
        assert.match(refused("", { ...waiver, expires: "31.03.2027" }).join(), /^expires is "31.03.2027"/);
        assert.match(refused("", { ...waiver, rule: "*" }).join(), /a waiver is for one rule/);
        assert.match(refused("", { ...waiver, rule: "UM-2" }).join(), /is the control UM-2/);
    });

    it("refuses a day that is over, and takes today", () => {
        assert.deepEqual(refused("", { ...waiver, expires: "2026-11-22" }), [
            "expires is 2026-11-22, which is over: write a day to come",
        ]);
        added("", { ...waiver, expires: "2026-11-23" });
    });

    it("refuses a rule that there is not", () => {
        assert.match(refused("", waiver, ["other"]).join(), /there is no rule "postgres-open-network"/);
        assert.ok("text" in addWaiver("", waiver, { now, knownRules: [waiver.rule] }));
    });

    it("refuses one that stands there already, and takes one for another path", () => {
        assert.deepEqual(refused(added(""), { ...waiver, reason: "again" }), [
            "this waiver stands in line 2 already: change its date there",
        ]);
        added(added(""), { ...waiver, path: "spec.postgresql.pg_hba[0]" });
    });

    it("touches no file that it cannot read", () => {
        for (const text of ["waivers: [", "- a\n", "waivers: {}\n", "waivers: 1\n", "a: 1\n---\nb: 2\n"]) {
            assert.match(refused(text, waiver).join(), /put the waiver file right first$/, text);
        }
    });

    it("adds to a file in which another waiver is wrong", () => {
        const wrong = "waivers:\n  - rule: a\n";
        assert.equal(added(wrong), wrong + indented);
    });
});
