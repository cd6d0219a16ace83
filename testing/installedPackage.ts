import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { packedFile } from "../build/package";

/** Installs the packed file into an empty folder, without a network and without scripts; answers where the package lies then. */
export function installPacked(into: string): string {
    assert.ok(existsSync(packedFile), `${packedFile} is not there: run \`make package\` first`);
    mkdirSync(into, { recursive: true });
    const { status, stdout, stderr } = spawnSync(
        "npm",
        ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", into, resolve(packedFile)],
        { cwd: into, encoding: "utf8" },
    );
    assert.equal(status, 0, `npm install: ${stdout}${stderr}`);
    return join(into, "node_modules", "hardened-db");
}
