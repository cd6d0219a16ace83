import * as fs from "node:fs";
import * as path from "node:path";

import { at, isRecord, textsAt } from "./json";
import { hasCode } from "./run";
import { writeWhole } from "./state";
import type { Toolchain } from "./toolchain/build";
import { everyPart } from "./toolchain/parts";

/** What a shell, a test or the agent needs to work against a sandbox. */
export interface Environment {
    /** Folders that come first on PATH. */
    path: string[];
    variables: Record<string, string>;
    toolchain: Toolchain;
}

export function environmentFile(directory: string): string {
    return path.join(directory, "environment.json");
}

export function writeEnvironment(directory: string, environment: Environment): void {
    writeWhole(environmentFile(directory), `${JSON.stringify(environment, undefined, 2)}\n`);
}

/** Undefined when no sandbox was brought up in the directory. */
export function readEnvironment(directory: string): Environment | undefined {
    let content: unknown;
    try {
        content = JSON.parse(fs.readFileSync(environmentFile(directory), "utf8"));
    } catch (error) {
        if (hasCode(error, "ENOENT")) {
            return undefined;
        }
        throw error;
    }
    const folders = texts(at(content, "toolchain", "folders"));
    return {
        path: textsAt(content, "path"),
        variables: texts(at(content, "variables")),
        toolchain: {
            folders: Object.fromEntries(
                everyPart.flatMap((part) => (folders[part] === undefined ? [] : [[part, folders[part]]])),
            ),
        },
    };
}

/** For child processes: on top of this process's own. */
export function processEnvironment(environment: Environment, own: NodeJS.ProcessEnv): Record<string, string> {
    const folders = [...environment.path, ...(own["PATH"] ?? "").split(path.delimiter)].filter(
        (folder) => folder !== "",
    );
    return { ...environment.variables, PATH: [...new Set(folders)].join(path.delimiter) };
}

/** Lines for `eval` in any POSIX shell. */
export function exportLines(environment: Environment): string[] {
    return [
        // An empty entry would put the current folder on PATH.
        ...(environment.path.length === 0
            ? []
            : [`export PATH=${quote(environment.path.join(path.delimiter))}:"$PATH"`]),
        ...Object.entries(environment.variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    ];
}

/** One word to a POSIX shell, whatever it holds. */
export function quote(value: string): string {
    return `'${value.replaceAll("'", `'\\''`)}'`;
}

function texts(value: unknown): Record<string, string> {
    return Object.fromEntries(
        Object.entries(isRecord(value) ? value : {}).flatMap(([name, text]) =>
            typeof text === "string" ? [[name, text] as const] : [],
        ),
    );
}
