import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { JsonStrictValidator } from "@cyclonedx/cyclonedx-library/Validation";
import { dependencies, devDependencies, version } from "../package.json";
import { bundles } from "../provider/postgres/pins";
import { startFakeEngine } from "../testing/fakeEngine";
import { installPacked } from "../testing/installedPackage";
import { startPack } from "../testing/policyPack";
import { onAws } from "../testing/postgresArguments";
import { nameOf, type Bom } from "./billOfMaterials";
import { buildCommandLine } from "./commandLine";
import { buildPlugin } from "./plugin";
import { buildPolicyPack } from "./policyPack";
import { documents, limits, overLimits, pack, packedFile, sources, staysBehind, type Packed } from "./package";
import { bomFile, noticesFile, shipNotices } from "./notices";

describe("the packed package", function () {
    this.timeout(240_000);
    let scratch: string;
    let empty: string;
    let installed: string;

    before("it is installed in an empty folder, without a network", () => {
        scratch = mkdtempSync(join(tmpdir(), "hardened-db-package-"));
        empty = join(scratch, "empty");
        installed = installPacked(empty);
    });
    after(() => {
        rmSync(scratch, { recursive: true, force: true });
    });

    it("brings nothing but itself, and runs nothing when it is installed", () => {
        const there = readdirSync(join(empty, "node_modules")).filter((name) => !name.startsWith("."));
        assert.deepEqual(there, ["hardened-db"]);
        const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as object;
        for (const key of ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "scripts"]) {
            assert.ok(!(key in manifest), key);
        }
    });

    it("is, byte by byte, what the tests run: bin/, policy/dist/ and two documents", () => {
        const expected = [
            ...sources.flatMap(({ from, to }) =>
                filesBelow(from)
                    .filter((file) => !staysBehind(file))
                    .map((file) => ({ to: join(to, relative(from, file)), file })),
            ),
            ...documents.map((file) => ({ to: file, file })),
        ];
        assert.deepEqual(
            filesBelow(installed)
                .map((file) => relative(installed, file))
                .sort(),
            expected.map(({ to }) => to).sort(),
        );
        for (const { to, file } of expected) {
            assert.ok(
                readFileSync(join(installed, to)).equals(readFileSync(file)),
                `${to} is not ${file}: run make package`,
            );
        }
        const executables = filesBelow(installed).filter((file) => (statSync(file).mode & 0o111) !== 0);
        assert.deepEqual(executables.map((file) => relative(installed, file)).sort(), [
            "hardened-db",
            "policy/hardened-db-policy",
            "pulumi-resource-hardened-db",
        ]);
    });

    it("names no machine, has no source map and no source", () => {
        const places = [process.cwd(), homedir(), tmpdir(), "/home", "file://"];
        // Not the end of a longer path, as in "node_modules/tmp/lib".
        const absolute = new RegExp(`(?<![\\w@.-])(?:${places.map(escaped).join("|")})/.{0,40}`, "g");
        for (const file of filesBelow(installed)) {
            assert.doesNotMatch(file, /\.(map|ts)$/);
            const text = readFileSync(file, "utf8");
            // A comment that leads to a map, not the name in a program that reads such comments.
            assert.doesNotMatch(text, /^\/\/[#@] sourceMappingURL=\S+$/m, file);
            if (!documents.some((document) => file.endsWith(document))) {
                assert.deepEqual(text.match(absolute) ?? [], [], relative(installed, file));
            }
        }
    });

    it("keeps to its limits, and one that does not is refused with what is largest in it", () => {
        const packed = pack(join(scratch, "again"));
        assert.deepEqual(overLimits(packed), []);
        const grown: Packed = { ...packed, size: limits.packed + 1 };
        const [problem = "", ...others] = overLimits(grown);
        assert.deepEqual(others, []);
        assert.match(
            problem,
            new RegExp(
                `^the package has ${limits.packed + 1} bytes packed, and at most ${limits.packed} are allowed.*plugin\\.js`,
            ),
        );
    });

    it("is the same file from another build", async () => {
        const bin = join(scratch, "bin");
        const bundled = [
            ...(await buildPlugin(bin)),
            await buildCommandLine(bin),
            await buildPolicyPack(join(scratch, "policy")),
        ];
        shipNotices(bin, bundled);
        for (const [made, kept] of [
            [bin, "bin"],
            [join(scratch, "policy"), "policy/dist"],
        ] as const) {
            for (const file of filesBelow(made)) {
                assert.ok(readFileSync(file).equals(readFileSync(join(kept, relative(made, file)))), file);
            }
        }
        pack(join(scratch, "once more"));
        assert.equal(sha256(join(scratch, "once more", `hardened-db-${version}.tgz`)), sha256(packedFile));
    });

    it("has a command line that audits from there", () => {
        const call = (...args: string[]): { status: number | null; out: string } => {
            const command = join(empty, "node_modules", ".bin", "hardened-db");
            const { status, stdout, stderr } = spawnSync(command, args, { cwd: empty, encoding: "utf8" });
            return { status, out: stdout + stderr };
        };
        const examples = join(__dirname, "..", "examples", "audit");
        const weak = call("audit", join(examples, "weak.yaml"));
        assert.equal(weak.status, 1, weak.out);
        assert.match(weak.out, /postgres-superuser-access/);
        assert.equal(call("audit", join(examples, "hardened.yaml")).status, 0);
        assert.equal(call("--version").out.trim(), version);
    });

    it("has a plugin that serves its schema and makes a database from there", async () => {
        const engine = await startFakeEngine(installed);
        try {
            assert.equal(await engine.schema(), readFileSync("schema.json", "utf8"));
            const made = await engine.construct({ type: "PostgresDatabase", name: "orders", inputs: onAws() });
            assert.equal(made.error, undefined, JSON.stringify(made.error));
            const definitions = made.resources.filter(({ type }) => type.endsWith(":CustomResourceDefinition"));
            assert.ok(definitions.length > 10, `${definitions.length} definitions from its assets`);
        } finally {
            await engine.close();
        }
    });

    it("has a policy pack that serves from there", async () => {
        const program = join(installed, "policy", "hardened-db-policy");
        const packProcess = await startPack({ program, cwd: empty });
        try {
            const { name, policiesList } = await packProcess.info();
            assert.equal(name, "hardened-db");
            assert.ok(policiesList.length > 100, `${policiesList.length} policies`);
        } finally {
            await packProcess.close();
        }
    });

    it("says what it is made of: a CycloneDX bill that its own validator accepts, with every dependency in its version", async () => {
        const text = readFileSync(join(installed, bomFile), "utf8");
        assert.equal(await new JsonStrictValidator(Version.v1dot6).validate(text), null);
        const bom = JSON.parse(text) as Bom;
        assert.equal(bom.metadata.component.purl, `pkg:npm/hardened-db@${version}`);
        const listed = bom.components.map((component) => `${nameOf(component)}@${component.version ?? ""}`);
        for (const [name, pinned] of Object.entries(dependencies)) {
            assert.ok(listed.includes(`${name}@${pinned}`), `${name} ${pinned}`);
        }
        for (const { module } of bundles) {
            assert.ok(listed.includes(module), module);
        }
        const never = ["typescript", "mocha", "eslint", "esbuild"];
        assert.ok(never.every((name) => name in devDependencies));
        assert.deepEqual(
            bom.components.map(nameOf).filter((name) => never.includes(name)),
            [],
        );
    });

    it("has the licence of everything that it is made of in its notices", () => {
        const text = readFileSync(join(installed, noticesFile), "utf8");
        const { components } = JSON.parse(readFileSync(join(installed, bomFile), "utf8")) as Bom;
        assert.ok(components.length > 50);
        for (const component of components) {
            assert.ok(text.includes(`\n${nameOf(component)} ${component.version ?? ""} (`), nameOf(component));
        }
        assert.ok((text.match(/Permission is hereby granted|TERMS AND CONDITIONS/g) ?? []).length > 20);
    });
});

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function filesBelow(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter((file) => lstatSync(file).isFile());
}

function sha256(file: string): string {
    return createHash("sha256").update(readFileSync(file)).digest("hex");
}
