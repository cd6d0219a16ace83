import { statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Mutation tests of rules/: does a test notice when a condition, a constant or a boundary changes?
 * `make mutation`, or a part of it: `make mutation ONLY=rules/postgres`, `make mutation ONLY="rules/text.ts rules/pod.ts"`.
 */
const only = (process.env.ONLY || "rules").trim().split(/\s+/);

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
    mutate: [
        ...only.map((path) => (statSync(path).isDirectory() ? `${path.replace(/\/$/, "")}/**/*.ts` : path)),
        // Tests, what only tests use, and lists.
        "!rules/**/*.test.ts",
        "!rules/mutation/**",
        "!rules/{examples,record,record.cli}.ts",
        "!rules/**/index.ts",
    ],
    plugins: ["./rules/mutation/plugins.ts"],
    testRunner: "reloading-mocha",
    testRunnerNodeArgs: ["--import", "tsx"],
    checkerNodeArgs: ["--import", "tsx"],
    ignorers: ["rule-metadata"],
    coverageAnalysis: "perTest",
    concurrency: 2,
    // Code that is loaded again and again fills the memory.
    maxTestRunnerReuse: 500,
    // Only what the tests of rules/ read is copied.
    ignorePatterns: ["/*", "!/rules", "!/controls", "!/package.json", "!/tsconfig.json"],
    tempDirName: join(tmpdir(), "hardened-db-mutation"),
    // After a failed run too.
    cleanTempDir: "always",
    reporters: ["clear-text", process.stdout.isTTY ? "progress" : "progress-append-only"],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: process.stdout.isTTY },
    thresholds: { high: 95, low: 90, break: 90 },
    timeoutMS: 5_000,
    allowEmpty: true,
    checkers: [],
    warnings: { slow: false },
};
