import { testFiles } from "./testFiles";
import { gatherTests, metByPostgres, printedMap, testMap, withoutTest } from "./testMap";

/** Prints control -> tests; the controls that PostgreSQL can meet and that have no test come last, where they are seen. */
async function main(): Promise<void> {
    const map = testMap(await gatherTests(testFiles()));
    console.log(printedMap(map));
    const missing = withoutTest(map, metByPostgres(), ["provider", "examples"]);
    console.log(`\nwithout a test in provider/ or examples/: ${missing.length === 0 ? "none" : missing.join(", ")}`);
}

main().catch((problem: unknown) => {
    console.error(problem);
    process.exitCode = 1;
});
