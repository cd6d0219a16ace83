import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules";
import { examplesOf, folderOf } from "../../rules/examples";
import { auditForTests } from "../../testing/audit";
import { audit } from "../audit";
import { divide } from "../read/documents";
import { readSource } from "../read/source";
import { editFile } from "./editFile";

/** The failing examples as a file of somebody's, mended and read again. */
function mended(text: string, id: string): { text: string; refused: readonly { reason: string }[]; edits: number } {
    const { repairs } = audit(readSource("f.yaml", text), {
        rules: rules.filter((rule) => rule.id === id),
        complete: true,
        waivers: {
            file: { waivers: [], problems: [] },
            knownRules: [],
            activeRules: new Set(),
            partial: true,
            now: new Date(),
        },
    });
    const edits = repairs.flatMap(({ origin: { place }, edits: ours }) =>
        place === undefined ? [] : ours.map((edit) => ({ place, edit })),
    );
    return { ...editFile(text, edits), edits: edits.length };
}

describe("the fix of", () => {
    for (const rule of rules) {
        const examples = examplesOf(rule).filter(({ expectation }) => expectation === "fail");
        const file = join(folderOf(rule), `${rule.id}.fail.yaml`);
        const text = examples.length === 0 ? "" : readFileSync(file, "utf8");
        if (mended(text, rule.id).edits === 0) {
            continue;
        }
        it(`${rule.id} removes what it can, keeps the comments, and changes nothing the second time`, () => {
            const once = mended(text, rule.id);
            assert.deepEqual(once.refused, []);
            assert.equal(divide(once.text).length, divide(text).length);
            assert.deepEqual(once.text.match(/#.*$/gm), text.match(/#.*$/gm), "comments");
            const twice = mended(once.text, rule.id);
            assert.deepEqual([twice.edits, twice.text], [0, once.text]);
            const { findings } = auditForTests(readSource("f.yaml", once.text), {
                rules: rules.filter(({ id }) => id === rule.id),
                complete: true,
            });
            assert.deepEqual(
                findings.filter(({ fix }) => fix !== undefined),
                [],
            );
        });
    }
});
