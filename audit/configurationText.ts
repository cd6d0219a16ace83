import { CORE_SCHEMA, loadAll, YAMLException } from "js-yaml";
import type { Path } from "../rules/path";
import { linesIn } from "./read/lines";

export interface ConfigurationText {
    /** An empty file is an empty mapping, and so is a key of the first level without a value one that is not there. */
    readonly value: unknown;
    readonly lineOf: (path: Path) => number;
    readonly problem?: { readonly line: number | undefined; readonly reason: string };
}

/** Strict where manifests are read as Kubernetes reads them: a key that stands twice is a mistake. */
export function readConfigurationText(text: string): ConfigurationText {
    const lineOf = linesIn(text, 1);
    try {
        const [value, second] = loadAll(text, { schema: CORE_SCHEMA, maxAliases: 0 });
        return second === undefined
            ? { value: withoutEmpty(value ?? {}), lineOf }
            : { value, lineOf, problem: { line: undefined, reason: "it has several documents; write one" } };
    } catch (problem) {
        if (problem instanceof YAMLException) {
            const line = problem.mark === undefined ? undefined : problem.mark.line + 1;
            return { value: undefined, lineOf, problem: { line, reason: problem.reason } };
        }
        throw problem;
    }
}

function withoutEmpty(value: unknown): unknown {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null))
        : value;
}
