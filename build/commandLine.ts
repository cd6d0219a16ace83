import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Puts the command line beside the plugin, as one file: `hardened-db` is quick to start, and needs nothing installed but Node.js. */
export async function buildCommandLine(target: string): Promise<void> {
    await build({
        entryPoints: ["cli/main.ts"],
        outfile: join(target, "cli.js"),
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        minify: true,
        legalComments: "none",
        logLevel: "warning",
    });
    const executable = join(target, "hardened-db");
    writeFileSync(executable, '#!/usr/bin/env node\nrequire("./cli.js");\n');
    chmodSync(executable, 0o755);
}
