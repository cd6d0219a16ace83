import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { ConfigurationError, findConfiguration, parseConfiguration, readConfiguration } from "./configuration";

const knownRules = ["postgres-open-network", "postgres-weak-auth-method"];

function problems(text: string): readonly string[] {
    try {
        parseConfiguration(text, "c.yaml", knownRules);
    } catch (problem) {
        assert.ok(problem instanceof ConfigurationError);
        assert.equal(problem.message, problem.problems.join("\n"));
        return problem.problems;
    }
    return [];
}

const defaults = {
    folder: ".",
    off: new Map(),
    severities: new Map(),
    scope: "databases",
    selectors: [],
    complete: false,
    exclude: [],
};

describe("The configuration of a repository", () => {
    it("may be none, empty or without values", () => {
        assert.deepEqual(readConfiguration(undefined), defaults);
        for (const text of ["", "\n", "# nothing yet\n", "{}", "rules:\nexclude:\n"]) {
            assert.deepEqual(parseConfiguration(text, "c.yaml", knownRules), defaults, JSON.stringify(text));
        }
    });

    it("sets every default", () => {
        const text = `
rules:
  postgres-open-network: {off: {reason: the mesh decides}}
  postgres-weak-auth-method: {severity: critical}
failOn: never
waivers: security/waivers.yaml
baseline: ../known.json
scope: everything
selectors:
  - labels: {app: orders, tier: "1"}
complete: true
exclude: [vendor/, "*.old.yaml"]
`;
        assert.deepEqual(parseConfiguration(text, "conf/c.yaml", knownRules), {
            folder: "conf",
            off: new Map([["postgres-open-network", "the mesh decides"]]),
            severities: new Map([["postgres-weak-auth-method", "critical"]]),
            failOn: "never",
            waivers: join("conf", "security", "waivers.yaml"),
            baseline: "known.json",
            scope: "everything",
            selectors: [{ app: "orders", tier: "1" }],
            complete: true,
            exclude: ["vendor/", "*.old.yaml"],
        });
    });

    const all = "rules, failOn, waivers, baseline, scope, selectors, complete or exclude";
    const cases: readonly (readonly [text: string, ...problems: string[]])[] = [
        ["\nfailon: high\n", `c.yaml:2: failon: there is no such key; write ${all}`],
        ["failOn: hihg\n", 'c.yaml:1: failOn is "hihg": write low, medium, high, critical or never'],
        ["failOn: [high]\n", "c.yaml:1: failOn is a list: write low, medium, high, critical or never"],
        ["failOn: 1\n", "c.yaml:1: failOn is 1: write low, medium, high, critical or never"],
        ["- a\n", "c.yaml:1: the file is a list: write keys with their values, as in failOn: high"],
        ["text\n", 'c.yaml:1: the file is "text": write keys with their values, as in failOn: high'],
        [
            "scope: cluster\n",
            'c.yaml:1: scope is "cluster": write databases (what is tied to a database) or everything',
        ],
        ['complete: "yes"\n', 'c.yaml:1: complete is "yes": write true (what is read is all there is) or false'],
        ["waivers: {}\n", "c.yaml:1: waivers is a mapping: write the path of the waiver file, relative to this file"],
        [
            'baseline: " "\n',
            'c.yaml:1: baseline is " ": write the path of an earlier json report, relative to this file',
        ],
        ["exclude: vendor\n", 'c.yaml:1: exclude is "vendor": write a list of patterns as in a .gitignore'],
        ["exclude:\n  - a\n  - 1\n", "c.yaml:3: exclude[1] is 1: write a pattern as in a .gitignore"],
        ["selectors: {app: a}\n", "c.yaml:1: selectors is a mapping: write a list, each item with labels"],
        [
            "selectors:\n  - app: a\n",
            "c.yaml:2: selectors[0] has no labels: write labels, and below them each label with its value",
            "c.yaml:2: selectors[0].app: there is no such key; write labels",
        ],
        [
            "selectors:\n  - labels: {}\n",
            "c.yaml:2: selectors[0].labels is empty: write at least one label with its value",
        ],
        [
            "selectors:\n  - labels:\n      tier: 1\n",
            "c.yaml:3: selectors[0].labels.tier is 1: write the label's value, in quotes",
        ],
        ["rules: []\n", "c.yaml:1: rules is a list: write rule ids, and below each off or severity"],
        [
            "rules:\n  postgres-open-networks: {severity: low}\n",
            "c.yaml:2: rules.postgres-open-networks: there is no rule of this id; write it as a finding shows it",
        ],
        [
            "rules:\n  postgres-open-network:\n",
            "c.yaml:2: rules.postgres-open-network is null: write off with a reason, or severity",
        ],
        [
            "rules:\n  postgres-open-network: {}\n",
            "c.yaml:2: rules.postgres-open-network is empty: write off with a reason, or severity",
        ],
        [
            "rules:\n  postgres-open-network:\n    off: true\n",
            "c.yaml:3: rules.postgres-open-network.off is true: write reason, and why the rule is off",
        ],
        [
            "rules:\n  postgres-open-network:\n    off: {}\n",
            "c.yaml:3: rules.postgres-open-network.off has no reason: write reason, and why the rule is off",
        ],
        [
            "rules:\n  postgres-open-network:\n    off:\n      reason: ''\n",
            'c.yaml:4: rules.postgres-open-network.off.reason is "": write why the rule is off',
        ],
        [
            "rules:\n  postgres-open-network:\n    severity: High\n    enabled: false\n",
            'c.yaml:3: rules.postgres-open-network.severity is "High": write low, medium, high or critical',
            "c.yaml:4: rules.postgres-open-network.enabled: there is no such key; write off or severity",
        ],
        [
            "failOn: low\n---\nfailOn: high\n",
            "c.yaml:1: it cannot be read as YAML: it has several documents; write one",
        ],
        ["failOn: low\nfailOn: high\n", "c.yaml:2: it cannot be read as YAML: duplicated mapping key"],
    ];
    for (const [text, ...expected] of cases) {
        it(expected.join("; "), () => {
            assert.deepEqual(problems(text), expected);
        });
    }

    it("says all that is wrong at once, in the order of the file", () => {
        const text = "complete: 1\nrules:\n  other: {severity: x}\nfailOn: y\nz: 1\n";
        assert.deepEqual(
            problems(text).map((each) => each.slice(0, "c.yaml:1".length)),
            ["c.yaml:1", "c.yaml:3", "c.yaml:3", "c.yaml:4", "c.yaml:5"],
        );
    });

    it("shows no secret", () => {
        assert.ok(!problems('failOn: "password=hunter2"\n').join().includes("hunter2"));
    });

    it("follows no alias", () => {
        assert.match(problems("a: &a [x]\nexclude: *a\n").join(), /cannot be read as YAML/);
    });
});

describe("Where the configuration lies", () => {
    let folder = "";
    const at = (...parts: readonly string[]): string => join(folder, ...parts);
    const found = (...parts: readonly string[]): string | undefined => {
        const file = findConfiguration(at(...parts));
        return file === undefined ? undefined : relative(folder, resolve(file));
    };

    beforeEach(() => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), "configuration-")));
        mkdirSync(at("repository", "a", "b"), { recursive: true });
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("is the working directory or the nearest folder above it, up to the repository's root", () => {
        mkdirSync(at("repository", ".git"));
        writeFileSync(at(".hardened-db.yaml"), "");
        assert.equal(found("repository", "a", "b"), undefined);
        writeFileSync(at("repository", ".hardened-db.yaml"), "");
        assert.equal(found("repository", "a", "b"), join("repository", ".hardened-db.yaml"));
        assert.equal(found("repository"), join("repository", ".hardened-db.yaml"));
        writeFileSync(at("repository", "a", ".hardened-db.yaml"), "");
        assert.equal(found("repository", "a", "b"), join("repository", "a", ".hardened-db.yaml"));
    });

    it("is known by a file .git too, as a worktree has it", () => {
        writeFileSync(at("repository", ".git"), "gitdir: elsewhere");
        writeFileSync(at("repository", ".hardened-db.yaml"), "");
        assert.equal(found("repository", "a"), join("repository", ".hardened-db.yaml"));
    });

    it("is only the working directory outside a repository", () => {
        writeFileSync(at("repository", ".hardened-db.yaml"), "");
        assert.equal(found("repository", "a"), undefined);
        assert.equal(found("repository"), join("repository", ".hardened-db.yaml"));
    });

    it("is said when it is not there", () => {
        assert.throws(
            () => readConfiguration(at("none.yaml")),
            /there is no such configuration file; name another with --config/,
        );
        assert.throws(() => readConfiguration(folder), /the configuration file cannot be read/);
    });

    it("is what the paths in it are relative to", () => {
        writeFileSync(at("repository", ".hardened-db.yaml"), "waivers: w.yaml\n");
        const { waivers } = readConfiguration(at("repository", ".hardened-db.yaml"));
        assert.equal(resolve(waivers ?? ""), at("repository", "w.yaml"));
    });
});
