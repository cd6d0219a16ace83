import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A CustomResourceDefinition or ConfigMap of an operator's release. */
export interface ReleaseObject {
    apiVersion: string;
    kind: string;
    metadata: {
        name: string;
        namespace?: string;
        labels?: Record<string, string>;
        annotations?: Record<string, string>;
    };
    [field: string]: unknown;
}

export interface PostgresAssets {
    customResourceDefinitions: ReleaseObject[];
    monitoringQueries: Record<string, string>;
}

let held: PostgresAssets | undefined;

/** What the build took from the verified release files (build/bundles.ts) and laid beside the plugin. */
export function postgresAssets(): PostgresAssets {
    held ??= JSON.parse(readFileSync(join(assetsDirectory(), "postgres.json"), "utf8")) as PostgresAssets;
    return held;
}

/** Beside the bundled plugin; in a checkout, where the build leaves them. */
function assetsDirectory(): string {
    return process.env["HARDENED_DB_ASSETS"] ?? join(__dirname, "assets");
}
