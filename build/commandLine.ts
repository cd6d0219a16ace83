import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { metafileOf } from "./bundled";

/** Puts the command line beside the plugin, as one file: `hardened-db` is quick to start, and needs nothing installed but Node.js. Answers what went into it. */
export async function buildCommandLine(target: string): Promise<Metafile> {
    const bundled = await metafileOf({
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
    return bundled;
}
