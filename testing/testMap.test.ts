import assert from "node:assert/strict";
import { controls } from "../controls";
import { testFiles } from "./testFiles";
import { gatherTests, keysIn, metByPostgres, printedMap, strayKeys, testMap, withoutTest } from "./testMap";

describe("the map of controls and tests", function () {
    // Every file of tests is read anew.
    this.timeout(120_000);

    let tests: Awaited<ReturnType<typeof gatherTests>> = [];

    before("mocha lists the tests", async () => {
        tests = await gatherTests(testFiles());
    });

    it("knows every test, by file and title", () => {
        const own = tests.find(({ title }) => title.endsWith("knows every test, by file and title"));
        assert.deepEqual(own, {
            file: "testing/testMap.test.ts",
            title: "the map of controls and tests knows every test, by file and title",
        });
    });

    it("knows those that start an engine too, and starts none for it", () => {
        assert.ok(tests.some(({ file }) => file.endsWith(".engine.test.ts")));
    });

    it("has a test in provider/ or examples/ for each control that a rule decides and PostgreSQL can meet", () => {
        const missing = withoutTest(testMap(tests), metByPostgres(), ["provider", "examples"]);
        assert.deepEqual(missing, [], "controls whose key no title carries; write it where the control is proven");
    });

    it("has the test that each native answer of PostgreSQL names, and that test carries the control's key", () => {
        const named = controls.flatMap(({ key, answers }) => {
            const answer = answers.postgres;
            return answer.how === "native" && answer.shownBy !== undefined ? [{ key, ...answer.shownBy }] : [];
        });
        for (const { key, file, title } of named) {
            const found = tests.find((test) => test.file === file && test.title === title);
            assert.ok(found, `${key} names "${title}" of ${file}, which is not there: name the test that shows it now`);
            assert.ok(keysIn(title).includes(key), `${title} says in brackets that it shows ${key}`);
        }
    });

    it("is named by every control that PostgreSQL meets by itself and a rule decides", () => {
        const native = controls.filter(({ check, answers }) => check === "rules" && answers.postgres.how === "native");
        const silent = native.filter(({ answers }) => !("shownBy" in answers.postgres));
        assert.deepEqual(
            silent.map(({ key }) => key),
            [],
            "give these answers a test in shownBy",
        );
    });

    it("knows the controls that the titles name", () => {
        assert.deepEqual(strayKeys(tests), [], "keys that no control has");
    });
});

describe("a title", () => {
    it("names controls in brackets, one or several", () => {
        const title = "TLS [NM-4] refuses 1.2 [NM-5, NM-6] not NM-1, not [0-9], not [nm-2]";
        assert.deepEqual(keysIn(title), ["NM-4", "NM-5", "NM-6"]);
    });

    it("with a key that no control has is told with its file", () => {
        const test = { file: "provider/a.test.ts", title: "refuses [NM-99]" };
        assert.deepEqual(strayKeys([test]), [`[NM-99] of "${test.title}" in provider/a.test.ts`]);
    });
});

describe("the map, printed", () => {
    const test = (file: string, title: string) => ({ file, title });
    const map = testMap([
        test("provider/b.test.ts", "refuses md5 [UM-3]"),
        test("provider/a.test.ts", "the server [UM-3, UM-4] refuses plaintext"),
        test("rules/c.test.ts", "roles [UM-1]"),
    ]);

    it("lists each control with its tests by file, and says of what has none why that may be", () => {
        const text = printedMap(map);
        assert.ok(
            text.includes(
                [
                    "UM-3 Prevent Insecure Passwords: 2 tests",
                    "    provider/a.test.ts",
                    "        the server [UM-3, UM-4] refuses plaintext",
                    "    provider/b.test.ts",
                    "        refuses md5 [UM-3]",
                    "UM-4 Local User Accounts: 1 test",
                ].join("\n"),
            ),
            text,
        );
        assert.match(text, /^UM-5 Authentication Provider Support: no test$/m);
        assert.match(text, /^UM-7 Secure Local User Storage: no test \(evidence shows it\)$/m);
        assert.match(text, /^NM-10 FIPS Compatibility: no test \(impossible with PostgreSQL\)$/m);
        assert.equal(text.match(/^\S/gm)?.length, 52, "a paragraph for each of the 52 controls");
    });

    it("counts only tests of the rooms that are asked for", () => {
        const wanted = metByPostgres().filter(({ key }) => ["UM-1", "UM-3", "UM-4"].includes(key));
        assert.deepEqual(withoutTest(map, wanted, ["provider", "examples"]), ["UM-1"]);
    });
});
