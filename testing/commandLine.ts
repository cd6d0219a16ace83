import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding, Report } from "../audit/finding";
import { buildCommandLine } from "../build/commandLine";

/** A Cluster with one weakness that many know, and a comment on it. */
export const weakCluster = `# our orders database
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata:
  name: orders
  namespace: shop
spec:
  enableSuperuserAccess: true # for the old ETL
  instances: 3
`;

/** The rule on it. */
export const superuserRule = "postgres-superuser-access";

export interface Ended {
    status: number | null;
    out: string;
    err: string;
}

export interface CommandLineForTests {
    /** Runs the bundled command line in the folder. */
    run: (args: readonly string[], input?: string, env?: NodeJS.ProcessEnv) => Ended;
    /** An audit's json report. */
    json: (...args: string[]) => Report;
    /** A path in the folder, which is empty when a test begins. */
    path: (name: string) => string;
    write: (name: string, text: string) => void;
    read: (name: string) => string;
}

/** The command line as it is shipped, bundled before the first test of one `describe`, and a folder of its own for each test. */
export function commandLineForTests(): CommandLineForTests {
    let tool = "";
    let folder = "";
    before("the command line is bundled", async () => {
        tool = mkdtempSync(join(tmpdir(), "hardened-db-tool-"));
        await buildCommandLine(tool);
    });
    after(() => {
        rmSync(tool, { recursive: true, force: true });
    });
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "hardened-db-cli-"));
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    const path = (name: string): string => join(folder, name);
    const run: CommandLineForTests["run"] = (args, input = "", env = {}) => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [join(tool, "cli.js"), ...args], {
            cwd: folder,
            input,
            encoding: "utf8",
            env: { ...process.env, NO_COLOR: "1", ...env },
            maxBuffer: 256 * 2 ** 20,
        });
        return { status, out: stdout, err: stderr };
    };
    return {
        run,
        path,
        json: (...args) => {
            const { out, err } = run(["audit", ...args, "--format", "json"]);
            assert.notEqual(out, "", err);
            return JSON.parse(out) as Report;
        },
        write: (name, text) => {
            mkdirSync(dirname(path(name)), { recursive: true });
            writeFileSync(path(name), text);
        },
        read: (name) => readFileSync(path(name), "utf8"),
    };
}

export function onlyFinding({ findings }: Report): Finding {
    const [finding] = findings;
    assert.ok(finding !== undefined && findings.length === 1, JSON.stringify(findings));
    return finding;
}

/** YYYY-MM-DD, so many days from now. */
export function inDays(days: number): string {
    return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
