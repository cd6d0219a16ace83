import { isatty } from "node:tty";
import Mocha from "mocha";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { definitionParts, everyPart, judgeParts } from "../sandbox/toolchain/parts";
import { describeProgress } from "../sandbox/up";
import { gates, runGate } from "./gates";
import { judges, pythonOf } from "./python/environment";
import { kindOf, testFiles } from "./testFiles";

interface Count {
    passed: number;
    failed: number;
    skipped: number;
}

/**
 * Every test: the gates (types, style, formatting), the unit tests, those that start a PostgreSQL, and those that start engines
 * and API servers, quickest first.
 * Words on the command line choose the files whose path holds one of them: `npx tsx testing/run.ts hba schema`.
 */
async function main(words: readonly string[]): Promise<void> {
    const files = testFiles().filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
    const begin = performance.now();
    if (files.some((file) => kindOf(file) === "engine")) {
        await toolchain();
    }
    if (words.length === 0) {
        await pythonJudges();
    }
    const count = words.length === 0 ? await countGates() : { passed: 0, failed: 0, skipped: 0 };
    const tests = await runMocha(files);
    const passed = count.passed + tests.passed;
    const failed = count.failed + tests.failed;
    const minutes = (performance.now() - begin) / 60_000;
    console.log(`\n${files.length} files and ${count.passed + count.failed} gates in ${minutes.toFixed(1)} minutes`);
    console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}`);
    process.exit(failed > 0 || passed === 0 ? 1 : 0);
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

async function pythonJudges(): Promise<void> {
    for (const judge of judges) {
        await pythonOf(judge, (line) => {
            console.log(`  ${line}`);
        });
    }
}

async function countGates(): Promise<Count> {
    let passed = 0;
    let failed = 0;
    for (const gate of gates) {
        const complaint = await runGate(gate);
        if (complaint === undefined) {
            passed += 1;
            console.log(`  ✔ ${gate.title}`);
        } else {
            failed += 1;
            console.log(`  ✘ ${gate.title}\n${complaint}`);
        }
    }
    return { passed, failed, skipped: 0 };
}

function runMocha(files: readonly string[]): Promise<Count> {
    // `--forbid-only` in spirit: a test that silences the others must not pass.
    const mocha = new Mocha({ reporter: "spec", timeout: 20_000, forbidOnly: true, color: isatty(1) });
    for (const file of files) {
        mocha.addFile(file);
    }
    return new Promise((resolve) => {
        const runner = mocha.run((failures) => {
            const { passes = 0, pending = 0 } = runner.stats ?? {};
            resolve({ passed: passes, failed: failures, skipped: pending });
        });
    });
}

main(process.argv.slice(2)).catch((problem: unknown) => {
    console.error(problem);
    console.log("0 passed, 1 failed");
    process.exit(1);
});
