import { existsSync, readFileSync } from "node:fs";
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

/** What the build took from the verified release files (build/bundles.ts): beside the bundled plugin, or in bin/ of a checkout. */
export function postgresAssets(): PostgresAssets {
    held ??= JSON.parse(readFileSync(assetsFile(), "utf8")) as PostgresAssets;
    return held;
}

function assetsFile(): string {
    const places = ["assets", "../../bin/assets"].map((place) => join(__dirname, place, "postgres.json"));
    const file = places.find((place) => existsSync(place));
    if (file === undefined) {
        throw new Error(
            "the operator's release files are not here: run `make build`, or install the plugin with its assets/ folder",
        );
    }
    return file;
}
