import { isatty } from "node:tty";
import Mocha from "mocha";
import { exitWhenInterrupted } from "../sandbox/interruption";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { definitionParts, everyPart, judgeParts } from "../sandbox/toolchain/parts";
import { describeProgress } from "../sandbox/up";
import { gates, runGate } from "./gates";
import { judges, pipFromCache, pythonOf } from "./python/environment";
import { kindOf, testFiles } from "./testFiles";

interface Count {
    passed: number;
    skipped: number;
    /** What failed, one line each: said again at the end, where it is found without scrolling through thousands of lines. */
    failures: string[];
}

/**
 * Every test: the gates (types, style, formatting), the unit tests, those that start a PostgreSQL, and those that start engines
 * and API servers, quickest first.
 * Words on the command line choose the files whose path holds one of them: `npx tsx testing/run.ts hba schema`; `--unit` those that
 * start no engine and no server.
 */
async function main(choice: readonly string[]): Promise<void> {
    const unit = choice.includes("--unit");
    const words = choice.filter((word) => word !== "--unit");
    const files = testFiles()
        .filter((file) => !unit || kindOf(file) === "")
        .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
    exitWhenInterrupted();
    console.log(`Node.js ${process.version}`);
    const begin = performance.now();
    if (files.some((file) => kindOf(file) === "engine")) {
        await toolchain();
    }
    if (words.length === 0) {
        await pythonPackages();
    }
    const count = words.length === 0 && !unit ? await countGates() : { passed: 0, skipped: 0, failures: [] };
    const tests = await runMocha(files);
    const passed = count.passed + tests.passed;
    const failures = [...count.failures, ...tests.failures];
    const minutes = (performance.now() - begin) / 60_000;
    for (const failure of failures) {
        console.log(`  ✘ ${failure}`);
    }
    console.log(
        `\n${files.length} files and ${count.passed + count.failures.length} gates in ${minutes.toFixed(1)} minutes`,
    );
    console.log(`${passed} passed, ${failures.length} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`);
    process.exit(failures.length > 0 || passed === 0 ? 1 : 0);
}

/** Before the tests, since none of them may wait as long as a first build takes. */
async function toolchain(): Promise<void> {
    console.log("toolchain (from the cache or PATH; the first build takes about 15 minutes)");
    await ensureToolchain([...everyPart, ...definitionParts, ...judgeParts], (event) => {
        if (event.state !== "cached" && event.state !== "installed") {
            console.log(`  ${describeProgress(event)}`);
        }
    });
}

async function pythonPackages(): Promise<void> {
    const tell = (line: string): void => {
        console.log(`  ${line}`);
    };
    for (const judge of judges) {
        await pythonOf(judge, tell);
    }
    await pipFromCache(tell);
}

async function countGates(): Promise<Count> {
    let passed = 0;
    const failures: string[] = [];
    for (const gate of gates) {
        const complaint = await runGate(gate);
        if (complaint === undefined) {
            passed += 1;
            console.log(`  ✔ ${gate.title}`);
        } else {
            failures.push(gate.title);
            console.log(`  ✘ ${gate.title}\n${complaint}`);
        }
    }
    return { passed, skipped: 0, failures };
}

function runMocha(files: readonly string[]): Promise<Count> {
    // `--forbid-only` in spirit: a test that silences the others must not pass.
    const mocha = new Mocha({ reporter: "spec", timeout: 20_000, forbidOnly: true, color: isatty(1) });
    for (const file of files) {
        mocha.addFile(file);
    }
    return new Promise((resolve) => {
        const failures: string[] = [];
        const runner = mocha.run(() => {
            const { passes = 0, pending = 0 } = runner.stats ?? {};
            resolve({ passed: passes, skipped: pending, failures });
        });
        runner.on("fail", (test, problem: unknown) => {
            failures.push(`${test.titlePath().join(" > ")}: ${firstLine(problem)}`);
        });
    });
}

function firstLine(problem: unknown): string {
    return (problem instanceof Error ? problem.message : String(problem)).split("\n", 1)[0] ?? "";
}

main(process.argv.slice(2)).catch((problem: unknown) => {
    console.error(problem);
    console.log("0 passed, 1 failed");
    process.exit(1);
});
