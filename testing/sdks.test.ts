import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { writeOtherSdk } from "../build/sdk";
import { components } from "../provider/api/components";
import { at, textAt } from "../sandbox/json";
import { run, type RunResult } from "../sandbox/run";
import { ensureToolchain, program } from "../sandbox/toolchain/build";
import { compileGo } from "./programs";
import { installForProgram } from "./python/environment";

const programsInPython = ["examples/quickstart/python/__main__.py", "examples/aws/python/__main__.py"];

describe("The SDKs", function () {
    // Compilers of four languages, the first time with nothing compiled.
    this.timeout(20 * 60_000);
    let scratch: string;
    let python: string;
    const mypy = (...args: string[]): Promise<RunResult> =>
        run(python, ["-m", "mypy", "--config-file", "testing/python/mypy.ini", "--cache-dir", scratch, ...args]);

    before(() => {
        scratch = mkdtempSync(join(tmpdir(), "hardened-db-sdks-"));
    });
    after(() => {
        rmSync(scratch, { recursive: true, force: true });
    });

    it("for Node.js compiles", async () => {
        const tsc = require.resolve("typescript/bin/tsc");
        const { stdout, code } = await run(process.execPath, [tsc, "-p", "sdk/nodejs", "--noEmit"]);
        assert.equal(code, 0, stdout);
    });

    it("for Go compiles in its own folder, and go vet finds nothing", async () => {
        await compileGo("sdk/go");
    });

    it("for Python installs from its folder, and mypy finds nothing in it", async () => {
        python = await installForProgram(".", ["mypy", "./sdk/python"], join(scratch, "venv"));
        const { stdout, stderr, code } = await mypy("--package", "hardened_db");
        assert.equal(code, 0, stdout + stderr);
    });

    for (const file of programsInPython) {
        it(`for Python has types that ${file} keeps to`, async () => {
            const { stdout, stderr, code } = await mypy("--strict", file);
            assert.equal(code, 0, stdout + stderr);
        });
    }

    it("for Python has types that show a mistake", async () => {
        const [quickstart = ""] = programsInPython;
        const wrong = join(scratch, "wrong.py");
        writeFileSync(wrong, readFileSync(quickstart, "utf8").replace('hardened.PostgresVersion("17")', '"17"'));
        const { stdout, code } = await mypy("--strict", wrong);
        assert.equal(code, 1, stdout);
        assert.match(stdout, /wrong\.py:\d+: error: No overload variant of "PostgresDatabase" matches/);
    });

    it("for C# are generated, with a class for each component", async () => {
        await writeOtherSdk("dotnet", scratch);
        for (const { name } of components) {
            const text = readFileSync(join(scratch, "dotnet", `${name}.cs`), "utf8");
            assert.match(text, new RegExp(`public partial class ${name} : global::Pulumi.ComponentResource`));
        }
        assert.match(readFileSync(join(scratch, "dotnet", "Pulumi.HardenedDb.csproj"), "utf8"), /<Version>0\.1\.0</);
    });

    it("for Java are generated where Pulumi's host for it is, and elsewhere it is said where that comes from", async () => {
        const { folders } = await ensureToolchain(["pulumi"], () => undefined);
        const places = [folders.pulumi ?? "", ...(process.env["PATH"] ?? "").split(delimiter)];
        const host = places.some((place) => existsSync(join(place, "pulumi-language-java")));
        const made = writeOtherSdk("java", scratch);
        await (host ? made : assert.rejects(made, /^Error: there is no pulumi-language-java on PATH.*docs\/install/));
    });

    it("come from a schema in which Pulumi itself finds no error", async () => {
        const toolchain = await ensureToolchain(["pulumi"], () => undefined);
        const pulumi = program(toolchain, "pulumi", "pulumi");
        const env = { PULUMI_HOME: scratch, PULUMI_SKIP_UPDATE_CHECK: "true" };
        const { code, stdout, stderr } = await run(pulumi, ["schema", "check", "schema.json"], { env });
        assert.equal(code, 0, stdout + stderr);
    });

    it("want the Pulumi that package.json pins, in every language", () => {
        const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
        const pinned = (name: string): string => textAt(at(manifest, "dependencies"), name) ?? "";
        const goModules = ["build/goModule", "examples/quickstart/go", "examples/aws/go"];
        for (const folder of goModules) {
            const lines = readFileSync(join(folder, "go.mod"), "utf8").split("\n");
            assert.ok(lines.includes(`\tgithub.com/pulumi/pulumi/sdk/v3 v${pinned("@pulumi/pulumi")}`), folder);
        }
        const wheels = readFileSync("testing/python/requirements/programs.in", "utf8").split("\n");
        for (const name of ["pulumi", "aws", "kubernetes"]) {
            const wheel = name === "pulumi" ? name : `pulumi-${name}`;
            assert.ok(wheels.includes(`${wheel}==${pinned(`@pulumi/${name}`)}`), wheel);
        }
        // Two look-ups of AWS are all that the program in Go asks of it, by name and without its SDK.
        const version = `pulumi.Version("${pinned("@pulumi/aws")}")`;
        assert.ok(readFileSync("examples/aws/go/main.go", "utf8").includes(version), version);
        assert.match(readFileSync("README.md", "utf8"), new RegExp(` @pulumi/pulumi@${pinned("@pulumi/pulumi")}\n`));
    });
});
