import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { shipBundles } from "./bundles";
import { absent, metafileOf } from "./bundled";
import { manifest } from "./manifest";

/**
 * Makes a folder (bin/) of the plugin as one file with its assets, as `pulumi package add` and the engine want it.
 * The engine runs `pulumi-resource-hardened-db` itself; PulumiPlugin.yaml is for where only that is looked for.
 * Answers what went into its bundles.
 */
export async function buildPlugin(target: string): Promise<Metafile[]> {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    const bundled = [
        await bundle("provider/plugin.ts", join(target, "plugin.js"), [withoutCompilers, apart(rules, rulesFile)]),
        await bundle(`${rules}.ts`, join(target, rulesFile), []),
    ];
    shipBundles(join(target, "assets", "postgres.json"));
    copyFileSync("schema.json", join(target, "schema.json"));
    copyFileSync("LICENSE", join(target, "LICENSE"));
    writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest(process.env), null, 2)}\n`);
    writeFileSync(join(target, "PulumiPlugin.yaml"), "runtime: nodejs\n");
    // Node.js follows links to its main file, so this may be linked to from anywhere.
    const executable = join(target, "pulumi-resource-hardened-db");
    writeFileSync(executable, '#!/usr/bin/env node\nrequire("./plugin.js");\n');
    chmodSync(executable, 0o755);
    return bundled;
}

/** What judges the children of a component, and the file it becomes. */
const rules = "compliance/component";
const rulesFile = "compliance.js";

async function bundle(entry: string, outfile: string, plugins: Plugin[]): Promise<Metafile> {
    return metafileOf({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        // Constructor names are what the Pulumi SDK tells resources apart by.
        keepNames: true,
        minifySyntax: true,
        minifyWhitespace: true,
        legalComments: "none",
        logLevel: "warning",
        plugins,
    });
}

/** A module in a file of its own, which is read when it is first imported: it would add a fifth to what Node.js reads at every start. */
function apart(module: string, file: string): Plugin {
    return {
        name: "apart",
        setup(bundler) {
            bundler.onResolve({ filter: new RegExp(`/${module}$`) }, () => ({ path: `./${file}`, external: true }));
        },
    };
}

/**
 * The Pulumi SDK loads the TypeScript compiler and npm's dependency tree for serialising functions, which a provider never does:
 * without them it starts in a third of the time and half the memory (bench/plugin).
 */
const withoutCompilers: Plugin = {
    name: "without-compilers",
    setup(bundler) {
        bundler.onResolve(
            { filter: /^(typescript|@npmcli\/arborist|normalize-package-data|ts-node)$|typescript-shim/ },
            ({ path }) => ({
                path,
                namespace: absent,
            }),
        );
        bundler.onLoad({ filter: /.*/, namespace: absent }, () => ({
            contents: "module.exports = {};",
            loader: "js",
        }));
    },
};
