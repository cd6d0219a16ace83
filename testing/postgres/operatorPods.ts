import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { at, isRecord, recordsAt, textAt } from "../../sandbox/json";
import { giveToServer, serverFolder } from "../serverUser";

/** Data of ConfigMaps by their names. */
export type ConfigMaps = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Environment of `postgres`: that of its container, which CloudNativePG's instance manager hands on (pkg/management/postgres/instance.go:
 * buildPostgresEnv). This machine has no /projected (pkg/specs/volumes.go), so a path below it becomes one below `projected`.
 * `references`: what variables with a `valueFrom` hold, by their names.
 */
export function podEnvironment(
    cluster: unknown,
    projected: string,
    references: Readonly<Record<string, string>>,
): Record<string, string> {
    return Object.fromEntries(
        recordsAt(cluster, "spec", "env").map((variable) => {
            const name = textAt(variable, "name") ?? "";
            const value =
                at(variable, "valueFrom") === undefined ? (textAt(variable, "value") ?? "") : references[name];
            assert.ok(value !== undefined, `the test says what ${name} of spec.env refers to`);
            return [name, value.replace(/^\/projected(?=\/|$)/, projected)];
        }),
    );
}

/** Puts into the folder what the projected volume holds, as the kubelet does at the start and after each change of a ConfigMap. */
export function fillProjected(cluster: unknown, configMaps: ConfigMaps, folder: string): void {
    for (const source of recordsAt(cluster, "spec", "projectedVolumeTemplate", "sources")) {
        const name = textAt(source, "configMap", "name");
        assert.ok(name !== undefined, "only ConfigMaps are projected here");
        const data = configMaps[name];
        assert.ok(isRecord(data), `there is a ConfigMap ${name}`);
        for (const { key, path } of projections(source, data)) {
            const content = textAt(data, key);
            assert.ok(content !== undefined, `ConfigMap ${name} has ${key}`);
            write(folder, path, content);
        }
    }
}

/** All keys under their own names, unless some are picked. */
function projections(source: unknown, data: object): { key: string; path: string }[] {
    const items = recordsAt(source, "configMap", "items");
    return items.length === 0
        ? Object.keys(data).map((key) => ({ key, path: key }))
        : items.map((item) => ({ key: textAt(item, "key") ?? "", path: textAt(item, "path") ?? "" }));
}

function write(folder: string, path: string, content: string): void {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    serverFolder(dirname(file));
    writeFileSync(file, content, { mode: 0o600 });
    giveToServer(file);
}
