import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { TestStatus, type TestResult } from "@stryker-mutator/api/test-runner";
import fc from "fast-check";
import Mocha from "mocha";
import { canNotice, filesThatReach } from "./reach";

export interface RunOptions {
    /** Stops at the first test that fails. */
    readonly bail: boolean;
    /** Full titles; every test when absent. */
    readonly only?: readonly string[];
    readonly before?: (title: string) => void;
}

/** The tests and all that they test, loaded anew from a copy of the checkout. */
export class LoadedTests {
    private readonly mocha = new ReloadableMocha();
    private before: ((title: string) => void) | undefined;

    constructor(private readonly folder: string) {
        forget(folder);
        this.mocha.suite.beforeEach(noteTest((title) => this.before?.(title)));
        this.mocha.load(testFilesIn(folder));
        for (const test of testsIn(this.mocha.suite)) {
            // Mocha asks for each title several times a run, and puts it together anew each time.
            const title = test.fullTitle();
            test.fullTitle = () => title;
        }
    }

    async run({ bail, only, before }: RunOptions): Promise<TestResult[]> {
        const { mocha } = this;
        // A run that is like the one before: the score must not depend on luck.
        fc.configureGlobal({ seed: 1 });
        this.before = before;
        setBail(mocha.suite, bail);
        mocha.grep(only === undefined ? /^/ : new OneOf(only));
        const results: TestResult[] = [];
        await new Promise<void>((resolve) => {
            let begin = 0;
            const note = (test: Mocha.Test, failure?: string): void => {
                const title = test.fullTitle();
                const result = { id: title, name: title, timeSpentMs: performance.now() - begin };
                results.push(
                    failure === undefined
                        ? { ...result, status: TestStatus.Success }
                        : { ...result, status: TestStatus.Failed, failureMessage: failure },
                );
            };
            mocha
                .run(() => {
                    resolve();
                })
                .on("test", () => {
                    begin = performance.now();
                })
                .on("pass", (test) => {
                    note(test);
                })
                .on("fail", (test, problem: unknown) => {
                    note(test, problem instanceof Error ? problem.message : String(problem));
                });
        });
        return results;
    }

    /** The full titles of the tests that a change of the file can reach; undefined when that cannot be told. */
    titlesThatReach(file: string): readonly string[] | undefined {
        const reached = filesThatReach(this.folder, file);
        return reached.size === 0
            ? undefined
            : testsIn(this.mocha.suite)
                  .filter(canNotice(reached))
                  .map((test) => test.fullTitle());
    }
}

/** Mocha asks each test's title; thousands of alternatives in one expression would take a second each time. */
class OneOf extends RegExp {
    private readonly titles: ReadonlySet<string>;

    constructor(titles: readonly string[]) {
        super("");
        this.titles = new Set(titles);
    }

    override test(title: string): boolean {
        return this.titles.has(title);
    }
}

function testsIn(suite: Mocha.Suite): readonly Mocha.Test[] {
    return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}

class ReloadableMocha extends Mocha {
    constructor() {
        super({ reporter: Mocha.reporters.Base, timeout: 0 });
        this.cleanReferencesAfterRun(false);
    }

    load(files: readonly string[]): void {
        this.files = [...files];
        this.loadFiles();
        // They are loaded; run() would do it again.
        this.files = [];
    }
}

function noteTest(note: (title: string) => void): Mocha.Func {
    return function () {
        note(this.currentTest?.fullTitle() ?? "");
    };
}

/** Takes every module below the folder out of Node's cache, so that it is read and run again, and out of memory. */
function forget(folder: string): void {
    const { cache } = createRequire(join(folder, "package.json"));
    const isInside = (file: string): boolean =>
        file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
    for (const [file, module] of Object.entries(cache)) {
        if (isInside(file)) {
            Reflect.deleteProperty(cache, file);
        } else if (module !== undefined) {
            // Mocha's module holds on to every test that it has ever loaded.
            module.children = module.children.filter(({ filename }) => !isInside(filename));
        }
    }
}

/** The tests of all rules together come last: they are many, and what a test of one file shows, it shows sooner. */
function testFilesIn(folder: string): readonly string[] {
    const rules = join(folder, "rules");
    const last = join(rules, "rules.test.ts");
    // Tests of metadata, which is not mutated.
    const left = join(rules, "controls.test.ts");
    const files = readdirSync(rules, { recursive: true, encoding: "utf8" })
        .map((file) => join(rules, file))
        .filter((file) => file.endsWith(".test.ts") && file !== last && file !== left && staysIn(folder, file))
        .sort();
    return [...files, last];
}

/** A test that holds rules to another room (what a component makes, what a report says) would be slow to load each time. */
function staysIn(folder: string, test: string): boolean {
    return [...readFileSync(test, "utf8").matchAll(/ from "(\.[^"]+)"/g)].every(([, imported = ""]) => {
        const [room] = relative(folder, join(dirname(test), imported)).split(sep);
        return room === "rules" || room === "controls";
    });
}

function setBail(suite: Mocha.Suite, bail: boolean): void {
    suite.bail(bail);
    for (const child of suite.suites) {
        setBail(child, bail);
    }
}
