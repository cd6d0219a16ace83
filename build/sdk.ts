import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { ensureToolchain } from "../sandbox/toolchain/build";
import type { PartName } from "../sandbox/toolchain/parts";
import { contentOf } from "./files";

/** Languages whose SDKs are checked in. */
const languages = ["nodejs", "python", "go"];

/** go.mod and go.sum of the Go SDK, by which it compiles in its own folder. */
const goModule = join(__dirname, "goModule");

/** Languages whose SDKs are made on demand. */
const others = ["dotnet", "java"] as const;

type OtherLanguage = (typeof others)[number];

/** Generates the SDKs from schema.json into a folder of their own and hands it to `use`, which need not clean up. */
async function withGenerated<T>(use: (folder: string) => T): Promise<T> {
    const path = await pathOf("pulumi", "language-hosts");
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-sdk-"));
    try {
        for (const language of languages) {
            generate(language, scratch, path);
        }
        // The generator's own go.mod asks for a Pulumi that its code does not compile with, and has no go.sum.
        cpSync(goModule, join(scratch, "go"), { recursive: true });
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

export function isOther(language: string): language is OtherLanguage {
    return others.some((other) => other === language);
}

/** Generates an SDK that is not checked in, below `into`; refuses when this machine has no generator for it. */
export async function writeOtherSdk(language: OtherLanguage, into: string): Promise<void> {
    rmSync(join(into, language), { recursive: true, force: true });
    if (language === "dotnet") {
        const path = await pathOf("dotnet-generator");
        execFileSync("generate-dotnet", ["schema.json", join(into, language)], { env: { ...process.env, PATH: path } });
        return;
    }
    const path = await pathOf("pulumi");
    const host = `pulumi-language-${language}`;
    if (!path.split(delimiter).some((folder) => existsSync(join(folder, host)))) {
        throw new Error(
            `there is no ${host} on PATH, and it is in no Go module that could be built here; it comes with an official Pulumi (https://www.pulumi.com/docs/install)`,
        );
    }
    generate(language, into, path);
}

/** PATH with the programs of these parts of the toolchain before everything else. */
async function pathOf(...parts: readonly PartName[]): Promise<string> {
    const { folders } = await ensureToolchain(parts, ({ part, state, note }) => {
        if (state === "building" || state === "waiting") {
            console.log(`${state} ${part}: ${note}`);
        }
    });
    return [...parts.map((part) => folders[part]), process.env["PATH"]].join(delimiter);
}

function generate(language: string, out: string, path: string): void {
    // `--local` makes the Node.js package one that can be installed from its folder.
    const local = language === "nodejs" ? ["--local"] : [];
    const home = mkdtempSync(join(tmpdir(), "hardened-db-pulumi-"));
    try {
        execFileSync("pulumi", ["package", "gen-sdk", "schema.json", "--language", language, "--out", out, ...local], {
            env: {
                ...process.env,
                PATH: path,
                PULUMI_HOME: home,
                PULUMI_SKIP_UPDATE_CHECK: "true",
                PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            },
            stdio: ["ignore", "ignore", "pipe"],
        });
    } finally {
        rmSync(home, { recursive: true, force: true });
    }
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
