import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import { stringify } from "yaml";
import { version } from "../package.json";
import { metafileOf } from "./bundled";

/** What the language host starts of a pack folder, found from the folder as a module of this name (pulumi-language-nodejs, RunPlugin). */
const entry = "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js";

/**
 * Makes the policy pack: a folder for `--policy-pack`, and in it the executable file that Pulumi 3.255 and newer also take.
 * Everything is in one file, so that nobody has to install anything. Answers what went into it.
 */
export async function buildPolicyPack(target: string): Promise<Metafile> {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(join(target, dirname(entry)), { recursive: true });
    const bundled = await metafileOf({
        entryPoints: ["policy/main.ts"],
        outfile: join(target, "pack.js"),
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        minify: true,
        legalComments: "none",
        logLevel: "warning",
    });
    const description = "Holds databases on Kubernetes to the Database Operator Security and Hardening Guide.";
    const about = { name: "hardened-db-policy", version, description, license: "Apache-2.0", main: "pack.js" };
    const write = (file: string, text: string): void => {
        writeFileSync(join(target, file), text);
    };
    write("package.json", `${JSON.stringify({ ...about, bundledDependencies: ["@pulumi/pulumi"] }, null, 2)}\n`);
    write("PulumiPolicy.yaml", stringify({ runtime: "nodejs", version, description, license: "Apache-2.0" }));
    write(
        "node_modules/@pulumi/pulumi/package.json",
        `${JSON.stringify({ name: "@pulumi/pulumi", version: "0.0.0-hardened-db", private: true, license: "Apache-2.0" }, null, 2)}\n`,
    );
    write(
        entry,
        `// Not Pulumi's SDK: the pack speaks its protocol itself, and only this file is looked for.\nrequire("${relativePack}");\n`,
    );
    copyFileSync("LICENSE", join(target, "LICENSE"));
    const executable = join(target, "hardened-db-policy");
    writeFileSync(executable, '#!/usr/bin/env node\nrequire("./pack.js");\n');
    chmodSync(executable, 0o755);
    return bundled;
}

/** From the entry to the pack. */
const relativePack = `${"../".repeat(dirname(entry).split("/").length)}pack.js`;
