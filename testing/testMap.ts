import { relative } from "node:path";
import { controlKeys, controls, type Control, type ControlKey } from "../controls";
import { run } from "../sandbox/run";

/** A test as mocha knows it. */
export interface FoundTest {
    readonly file: string;
    /** With the titles of what it stands in. */
    readonly title: string;
}

/** The tests that carry a control's key, `[NM-1]`, in their own title or in one around it. */
export type TestMap = ReadonlyMap<ControlKey, readonly FoundTest[]>;

/**
 * The tests of these files from mocha's own dry run, which evaluates the files and runs neither hooks nor tests. A process of
 * its own, since a file that is loaded already would register nothing a second time.
 */
export async function gatherTests(files: readonly string[]): Promise<FoundTest[]> {
    const mocha = require.resolve("mocha/bin/mocha.js");
    const { code, stdout, stderr } = await run(process.execPath, [mocha, "--dry-run", "--reporter", "json", ...files]);
    if (code !== 0) {
        throw new Error(`mocha cannot read the tests: ${stderr}${stdout}`);
    }
    const { tests } = JSON.parse(stdout) as { tests: { fullTitle: string; file: string }[] };
    return tests.map(({ fullTitle, file }) => ({ title: fullTitle, file: relative(process.cwd(), file) }));
}

/** What looks like a control's key in a title. */
export function keysIn(title: string): string[] {
    return [...title.matchAll(/\[([A-Z]+-\d+(?:, ?[A-Z]+-\d+)*)\]/g)].flatMap(([, keys = ""]) => keys.split(/, ?/));
}

export function testMap(tests: readonly FoundTest[]): TestMap {
    const carriers = new Map(tests.map((test) => [test, new Set(keysIn(test.title))]));
    return new Map(controlKeys.map((key) => [key, tests.filter((test) => carriers.get(test)?.has(key) === true)]));
}

/** Keys in titles that no control has, each with the test. */
export function strayKeys(tests: readonly FoundTest[]): string[] {
    const known: readonly string[] = controlKeys;
    return tests.flatMap(({ title, file }) =>
        keysIn(title)
            .filter((key) => !known.includes(key))
            .map((key) => `[${key}] of "${title}" in ${file}`),
    );
}

/** Controls that something in a cluster decides and that PostgreSQL can meet: each has a test here. */
export function metByPostgres(): readonly Control[] {
    return controls.filter(({ check, answers }) => check === "rules" && answers.postgres.how !== "impossible");
}

/** Those of the controls that have no test in these rooms. */
export function withoutTest(map: TestMap, wanted: readonly Control[], rooms: readonly string[]): ControlKey[] {
    return wanted
        .map(({ key }) => key)
        .filter((key) => !(map.get(key) ?? []).some(({ file }) => rooms.some((room) => file.startsWith(`${room}/`))));
}

/** The map as people read it, in the guide's order. */
export function printedMap(map: TestMap): string {
    return controls.map((control) => printedControl(control, map.get(control.key) ?? [])).join("\n");
}

function printedControl(control: Control, tests: readonly FoundTest[]): string {
    const count =
        tests.length === 0 ? `no test${whyNone(control)}` : tests.length === 1 ? "1 test" : `${tests.length} tests`;
    const files = [...new Set(tests.map(({ file }) => file))].sort();
    return [
        `${control.key} ${control.name}: ${count}`,
        ...files.flatMap((file) => [
            `    ${file}`,
            ...tests.filter((test) => test.file === file).map(({ title }) => `        ${title}`),
        ]),
    ].join("\n");
}

function whyNone({ check, answers }: Control): string {
    if (check === "evidence") {
        return " (evidence shows it)";
    }
    return answers.postgres.how === "impossible" ? " (impossible with PostgreSQL)" : "";
}
