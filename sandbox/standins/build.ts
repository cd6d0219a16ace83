import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { readSdk } from "./sdk-types";
import { providers, sdkSource, type ProviderName } from "./sources";

const root = path.resolve(__dirname, "..", "..");
const nodeModules = path.join(root, "node_modules");

/**
 * Leaves `pulumi-resource-{aws,gcp,random,tls}` in `directory`, ready to be found on PATH or through
 * `plugins.providers[].path`. Does nothing when neither our sources nor the installed SDKs have changed.
 */
export async function buildStandins(directory: string): Promise<void> {
    const stamp = path.join(directory, "standins.sha256");
    const hash = await hashOfSources();
    if ((await readFile(stamp, "utf8").catch(() => "")) === hash && products(directory).every(existsSync)) {
        return;
    }
    await mkdir(directory, { recursive: true });
    // Another process may be starting these plugins, or building them: files are only ever replaced whole.
    const workplace = await mkdtemp(path.join(directory, ".building-"));
    try {
        await Promise.all([bundle(workplace), ...providers.map((provider) => describe(provider, workplace))]);
        for (const file of await readdir(workplace)) {
            await rename(path.join(workplace, file), path.join(directory, file));
        }
        await writeFile(stamp, hash);
    } finally {
        await rm(workplace, { recursive: true, force: true });
    }
}

function products(directory: string): string[] {
    return providers
        .flatMap((name) => [`${name}.cjs`, `${name}.schema.json`, `pulumi-resource-${name}`])
        .map((file) => path.join(directory, file));
}

async function bundle(directory: string): Promise<void> {
    await build({
        entryPoints: Object.fromEntries(providers.map((name) => [name, path.join(__dirname, name, "plugin.ts")])),
        outdir: directory,
        outExtension: { ".js": ".cjs" },
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        minify: true,
        keepNames: true,
        alias: { "@grpc/proto-loader": path.join(__dirname, "proto-loader.ts") },
        logLevel: "error",
    });
}

async function describe(provider: ProviderName, directory: string): Promise<void> {
    const schema = await readSdk(sdkSource(provider, nodeModules));
    await writeFile(path.join(directory, `${provider}.schema.json`), JSON.stringify(schema));
    const executable = path.join(directory, `pulumi-resource-${provider}`);
    await writeFile(executable, launcher(provider));
    await chmod(executable, 0o755);
}

/** A plugin may be started through a symlink (PULUMI_HOME/plugins): the bundle lies beside the file linked to. */
function launcher(provider: ProviderName): string {
    return `#!/bin/sh
self=$0
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=$(dirname "$self")/$link ;;
    esac
done
exec node "$(dirname "$self")/${provider}.cjs" "$@"
`;
}

async function hashOfSources(): Promise<string> {
    const own = (await readdir(__dirname, { recursive: true, withFileTypes: true }))
        .filter(
            (entry) =>
                entry.isFile() &&
                entry.name.endsWith(".ts") &&
                !entry.name.endsWith(".test.ts") &&
                !entry.name.endsWith("-for-tests.ts"),
        )
        .filter((entry) => path.basename(entry.parentPath) !== "fixtures")
        .map((entry) => path.join(entry.parentPath, entry.name))
        .sort();
    const packages = [...providers, "pulumi"].map((name) => path.join(nodeModules, "@pulumi", name, "package.json"));
    const hash = createHash("sha256");
    for (const file of [...own, ...packages, path.join(root, "package-lock.json")]) {
        hash.update(path.relative(root, file))
            .update("\0")
            .update(await readFile(file))
            .update("\0");
    }
    return hash.digest("hex");
}
