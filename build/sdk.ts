import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { ensureToolchain } from "../sandbox/toolchain/build";
import { contentOf } from "./files";

/** Languages whose generators can be had as Go modules; the schema is valid for dotnet and java too. */
const languages = ["nodejs", "python", "go"];

/** Generates the SDKs from schema.json into a folder of their own and hands it to `use`, which need not clean up. */
async function withGenerated<T>(use: (folder: string) => T): Promise<T> {
    const { folders } = await ensureToolchain(["pulumi", "language-hosts"], ({ part, state, note }) => {
        if (state === "building" || state === "waiting") {
            console.log(`${state} ${part}: ${note}`);
        }
    });
    const path = [folders.pulumi, folders["language-hosts"], process.env["PATH"]].join(delimiter);
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-sdk-"));
    try {
        for (const language of languages) {
            generate(language, scratch, path);
        }
        return use(scratch);
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}

export function writeSdks(): Promise<void> {
    return withGenerated(publish);
}

/** Files of sdk/ that are not what schema.json says. */
export function staleSdkFiles(): Promise<string[]> {
    return withGenerated(differences);
}

function generate(language: string, out: string, path: string): void {
    // `--local` makes the Node.js package one that can be installed from its folder.
    const local = language === "nodejs" ? ["--local"] : [];
    execFileSync("pulumi", ["package", "gen-sdk", "schema.json", "--language", language, "--out", out, ...local], {
        env: {
            ...process.env,
            PATH: path,
            PULUMI_HOME: join(out, ".home"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        },
        stdio: ["ignore", "ignore", "pipe"],
    });
}

function publish(scratch: string): void {
    for (const language of languages) {
        rmSync(join("sdk", language), { recursive: true, force: true });
        cpSync(join(scratch, language), join("sdk", language), { recursive: true });
    }
}

function differences(scratch: string): string[] {
    return languages.flatMap((language) => {
        const names = new Set([...filesBelow(join(scratch, language)), ...tracked(join("sdk", language))]);
        return [...names]
            .filter((name) => contentOf(join(scratch, language, name)) !== contentOf(join("sdk", language, name)))
            .map((name) => join("sdk", language, name));
    });
}

const incremental = ["--incremental", "--tsBuildInfoFile", "sdk/nodejs/bin/tsconfig.tsbuildinfo"];

/** Makes the Node.js SDK ready for the programs of this checkout, which find it as a workspace. */
export function compileNodejsSdk(): void {
    execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "sdk/nodejs", ...incremental], {
        stdio: "inherit",
    });
    // Its utilities read the version from beside the compiled files.
    copyFileSync("sdk/nodejs/package.json", "sdk/nodejs/bin/package.json");
}

function filesBelow(directory: string): string[] {
    return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) =>
        statSync(join(directory, name)).isFile(),
    );
}

function tracked(directory: string): string[] {
    const files = execFileSync("git", ["ls-files", "-z", directory], { encoding: "utf8" }).split("\0");
    return files.filter((file) => file !== "").map((file) => relative(directory, file));
}
