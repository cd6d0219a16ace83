import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parse, stringify } from "yaml";
import { version } from "../package.json";
import { processEnvironment } from "../sandbox/environment";
import { at } from "../sandbox/json";
import { run } from "../sandbox/run";
import { prepareEnvironment } from "../sandbox/stage";
import { endStrays } from "../sandbox/strays";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { engineParts } from "../sandbox/toolchain/parts";
import { installPacked } from "../testing/installedPackage";

/** A vault: everything that it needs of others is AWS. */
const program = {
    runtime: "yaml",
    resources: {
        backups: {
            type: "hardened-db:BackupVault",
            properties: {
                aws: {
                    podIdentityCluster: "arn:aws:eks:eu-central-1:123456789012:cluster/shop",
                    keyAdministrators: ["arn:aws:iam::123456789012:role/key-administrators"],
                },
                clients: [{ namespace: "orders", serviceAccount: "orders" }],
                retentionDays: 35,
            },
        },
    },
};

describe("the packed package under Pulumi, outside of this repository", function () {
    this.timeout(300_000);
    let directory: string;
    let env: Record<string, string>;

    before("there is an engine, and a user's own folder", async function () {
        this.timeout(30 * 60_000);
        directory = mkdtempSync(join(tmpdir(), "hardened-db-add-"));
        const toolchain = await ensureToolchain(engineParts, () => undefined);
        env = processEnvironment(await prepareEnvironment(directory, toolchain), process.env);
    });
    after(() => {
        endStrays(directory);
        rmSync(directory, { recursive: true, force: true });
    });

    /** A program in an empty folder, with the packed file installed beside it. */
    const userFolder = (name: string): { folder: string; installed: string } => {
        const folder = join(directory, "users", name);
        mkdirSync(folder, { recursive: true });
        const installed = installPacked(folder);
        writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name, ...program }));
        writeFileSync(join(folder, "Pulumi.dev.yaml"), stringify({ config: { "aws:region": "eu-central-1" } }));
        return { folder, installed };
    };
    const pulumi = async (folder: string, ...args: string[]): Promise<string> => {
        const { code, stdout, stderr } = await run("pulumi", [...args, "--non-interactive"], { cwd: folder, env });
        assert.equal(code, 0, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
        return stdout + stderr;
    };
    const packageOf = (folder: string): unknown =>
        at(parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")), "packages", "hardened-db");
    const previews = async (folder: string): Promise<void> => {
        await pulumi(folder, "stack", "init", "dev");
        const said = await pulumi(folder, "preview", "--stack", "dev", "--json");
        const steps = at(JSON.parse(said.slice(said.indexOf("{"), said.lastIndexOf("}") + 1)), "steps");
        assert.ok(Array.isArray(steps));
        const types = steps.map((step) => String(at(step, "newState", "type")));
        assert.ok(types.includes("hardened-db:index:BackupVault"), types.join(", "));
        assert.ok(types.includes("aws:kms/key:Key") && types.includes("aws:s3/bucket:Bucket"), types.join(", "));
    };

    it("is added by a path in node_modules, and runs from there", async () => {
        const { folder, installed } = userFolder("by-path");
        await pulumi(folder, "package", "add", `./${relative(folder, join(installed, "pulumi", "plugin"))}`);
        assert.equal(packageOf(folder), "./node_modules/hardened-db/pulumi/plugin");
        await previews(folder);
    });

    it("is installed among Pulumi's plugins, and runs without the folder that it came from", async () => {
        const { folder, installed } = userFolder("by-version");
        const from = relative(folder, installed);
        await pulumi(folder, "plugin", "install", "resource", "hardened-db", version, "--file", from);
        await pulumi(folder, "package", "add", `./${join(from, "pulumi-resource-hardened-db")}`);
        assert.equal(packageOf(folder), `hardened-db@${version}`);
        rmSync(dirname(installed), { recursive: true });
        await previews(folder);
    });
});
