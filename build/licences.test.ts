import assert from "node:assert/strict";
import type { Component } from "./billOfMaterials";
import { licenceOf, licenceProblems, type Answer } from "./licences";
import { notices } from "./notices";

/** A bundled package, with the text of its licence unless it is to have none. */
function component(
    name: string,
    licences: Component["licenses"],
    text: string | undefined = `terms of ${name}`,
): Component {
    const evidence = (content: string): NonNullable<Component["evidence"]> => ({
        licenses: [
            {
                license: {
                    name: "file: LICENSE",
                    text: { content: Buffer.from(content).toString("base64"), encoding: "base64" },
                },
            },
        ],
    });
    return {
        type: "library",
        name,
        version: "1.0.0",
        ...(licences !== undefined && { licenses: licences }),
        ...(text !== "" && { evidence: evidence(text) }),
    };
}

const id = (id: string): Component["licenses"] => [{ license: { id } }];
const none: Record<string, Answer> = {};

describe("licences of what is bundled", () => {
    it("pass when they ask for no more than their text in the notices, also in expressions", () => {
        const bundled = [
            component("plain", id("MIT")),
            component("both", [{ expression: "(BSD-3-Clause AND Apache-2.0)" }]),
            component("either", [{ expression: "GPL-3.0-only OR MIT" }]),
        ];
        assert.deepEqual(licenceProblems(bundled, none), []);
    });

    for (const licence of ["AGPL-3.0-only", "GPL-2.0-or-later", "MPL-2.0", "CC-BY-3.0", "LGPL-3.0-only"]) {
        it(`are refused under ${licence}, by the package's name and with what to do`, () => {
            const [problem, ...others] = licenceProblems([component("strict", id(licence))], none);
            assert.deepEqual(others, []);
            assert.equal(
                problem,
                `strict 1.0.0 is under ${licence}, which is not in \`allowed\` (build/licences.ts): keep it out of the bundle, ` +
                    "or add the licence if it asks for no more than its text in the notices",
            );
        });
    }

    it("are refused when one part of a whole is not allowed", () => {
        assert.match(
            licenceProblems([component("mixed", [{ expression: "MIT AND GPL-3.0-only" }])], none)[0] ?? "",
            /^mixed 1\.0\.0 is under MIT AND GPL-3\.0-only, which is not in `allowed`/,
        );
        assert.equal(licenceProblems([component("pair", [...id("MIT")!, ...id("GPL-3.0-only")!])], none).length, 1);
    });

    it("are refused when nobody knows them: nothing said, or something that is no licence", () => {
        assert.deepEqual(licenceProblems([component("silent", undefined)], none), [
            "silent 1.0.0 says nothing of its licence: read its files, and write what it is into `answers` (build/licences.ts)",
        ]);
        assert.match(
            licenceProblems([component("elsewhere", [{ license: { name: "SEE LICENSE IN LICENSE" } }])], none)[0] ?? "",
            /^elsewhere 1\.0\.0 says .*SEE LICENSE IN LICENSE.*: read its files/,
        );
        assert.equal(licenceProblems([component("strange", [{ expression: "whatever you like" }])], none).length, 1);
    });

    it("are refused when the package carries no text, unless a sibling's is named", () => {
        const bare = component("bare", id("MIT"), "");
        assert.match(
            licenceProblems([bare], none)[0] ?? "",
            /^bare 1\.0\.0 \(MIT\) carries no licence text, and the notices need one: name in `answers`/,
        );
        const read = { bare: { licence: "MIT", version: "1.0.0", why: "the same author", textOf: "sibling" } };
        assert.deepEqual(licenceProblems([bare, component("sibling", id("MIT"))], read), []);
        assert.equal(licenceProblems([bare], read).length, 1, "the sibling must be there");
    });

    it("may be answered for one version, and an answer that is no longer needed is told", () => {
        const unclear = component("unclear", [{ license: { name: "custom" } }]);
        const read = { unclear: { licence: "MIT", version: "1.0.0", why: "its file says so" } };
        assert.equal(licenceOf(unclear, read), "MIT");
        assert.deepEqual(licenceProblems([unclear], read), []);
        const newer = { ...unclear, version: "1.1.0" };
        assert.deepEqual(
            licenceProblems([newer], read).map((line) => line.split(":")[0]),
            ['unclear 1.1.0 says {"license"', "`answers` (build/licences.ts) has unclear 1.0.0, which is not bundled"],
        );
    });

    it("stand in the notices, a text once under all names that carry it", () => {
        const text = notices([
            component("one", id("MIT"), "the terms\r\n"),
            component("two", id("MIT"), "the terms"),
            component("three", id("ISC"), "other terms"),
        ]);
        assert.match(text, /one 1\.0\.0 \(MIT\), LICENSE\ntwo 1\.0\.0 \(MIT\), LICENSE\n-+\n\nthe terms\n/);
        assert.match(text, /three 1\.0\.0 \(ISC\), LICENSE\n-+\n\nother terms/);
        assert.equal(text.split("the terms").length, 2);
    });
});
