import { basename, dirname, join, resolve } from "node:path";
import { Field } from "../../rules/field";
import { isProblem, parseYaml } from "../../rules/safeYaml";
import type { AuditError } from "../finding";
import { readText } from "./text";

export interface Patches {
    /** Absolute paths of files that hold parts of objects. */
    readonly files: ReadonlySet<string>;
    /** One for each overlay, so that nothing is left out in silence. */
    readonly errors: readonly AuditError[];
}

/**
 * What kustomizations name as patches. A patch looks like a manifest and is only a part of one: judged by itself it would lack nearly
 * everything, and mended by itself it would overwrite the base.
 */
export function patchesIn(files: readonly string[]): Patches {
    const patches = new Set<string>();
    const errors: AuditError[] = [];
    for (const file of files.filter((each) => /^kustomization\.ya?ml$/i.test(basename(each)))) {
        const named = patchFiles(file).filter((path) => files.some((each) => resolve(each) === path));
        for (const path of named) {
            patches.add(path);
        }
        if (named.length > 0) {
            const what =
                named.length === 1
                    ? "a patch, which is a part of an object"
                    : `${named.length} patches, which are parts of objects`;
            errors.push({
                file,
                message: `it has ${what}, and not judged alone: kustomize build ${dirname(file)} | hardened-db audit -`,
            });
        }
    }
    return { files: patches, errors };
}

/** Undefined when it cannot be read, which reading it as a manifest will tell. */
function textOf(file: string): string | undefined {
    try {
        const text = readText(file);
        return "text" in text ? text.text : undefined;
    } catch {
        return undefined;
    }
}

function patchFiles(file: string): readonly string[] {
    const text = textOf(file);
    const parsed = text === undefined ? undefined : parseYaml(text);
    if (parsed === undefined || isProblem(parsed)) {
        return [];
    }
    const root = new Field([], parsed.documents[0]);
    const named = [
        ...root.child("patches").items.map((patch) => patch.child("path")),
        ...root.child("patchesStrategicMerge").items,
        ...root.child("patchesJson6902").items.map((patch) => patch.child("path")),
    ];
    return named.flatMap(({ text }) =>
        text === undefined || text.includes("\n") ? [] : [resolve(join(dirname(file), text))],
    );
}
