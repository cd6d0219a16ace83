import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile, Plugin } from "esbuild";
import { shipBundles } from "./bundles";
import { absent, metafileOf } from "./bundled";
import { manifest } from "./manifest";

/**
 * Makes a folder (bin/) of the plugin as one file with its assets, as `pulumi package add` and the engine want it.
 * The engine runs `pulumi-resource-hardened-db` itself; PulumiPlugin.yaml is for `pulumi package add ./bin` in this checkout, where the
 * Node.js host finds the SDK that it then wants.
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
    writeFileSync(join(target, pluginFile), runtime);
    addable(join(target, "pulumi"));
    // Node.js follows links to its main file, so this may be linked to from anywhere.
    const executable = join(target, "pulumi-resource-hardened-db");
    writeFileSync(executable, '#!/usr/bin/env node\nrequire("./plugin.js");\n');
    chmodSync(executable, 0o755);
    return bundled;
}

/** By this file Pulumi takes a folder for a plugin that a language host runs. */
export const pluginFile = "PulumiPlugin.yaml";
const runtime = "runtime: nodejs\n";

/**
 * A folder that `pulumi package add` takes by its path, wherever it lies. That way the Node.js host runs it, and asks for a module of
 * Pulumi's SDK (pulumi-language-nodejs, RunPlugin); here it finds ours under that name, which starts the plugin two folders above.
 * In the folder above, since Pulumi first has npm install what the plugin depends on, and npm removes what it does not know of; and
 * without a package.json, so that no host takes it for a second SDK of a program.
 */
function addable(target: string): void {
    const folder = join(target, "plugin");
    mkdirSync(folder, { recursive: true });
    const { name, version } = manifest({});
    writeFileSync(join(folder, "package.json"), `${JSON.stringify({ name, version, private: true }, null, 2)}\n`);
    writeFileSync(join(folder, pluginFile), runtime);
    const entry = join(target, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin");
    mkdirSync(entry, { recursive: true });
    writeFileSync(
        join(entry, "index.js"),
        [
            "// Not Pulumi's SDK: only this file is looked for. The host's first argument is the plugin's folder.",
            "process.argv.splice(2, 1);",
            'require("../../../../../../plugin.js");',
            "",
        ].join("\n"),
    );
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
