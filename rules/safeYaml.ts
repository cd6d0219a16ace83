import { CORE_SCHEMA, defineScalarTag, loadAll, mergeTag, YAMLException } from "js-yaml";
import { unknownValue } from "./value";

/** How large a text may become once its aliases are followed. A real manifest stays under some thousands. */
const mostNodes = 200_000;

/** A tag of somebody's own (`!vault`, `!Ref`): what it stands for is not known here. */
const foreignTag = defineScalarTag("!", { matchByTagPrefix: true, resolve: () => unknownValue, identify: () => false });

const schema = CORE_SCHEMA.withTags(mergeTag, foreignTag);

export interface Parsed {
    readonly documents: readonly unknown[];
}

export interface ParseProblem {
    /** From 1, where it is known. */
    readonly line: number | undefined;
    readonly reason: string;
}

/**
 * Reads YAML or JSON as Kubernetes does (a key that stands twice counts the last time), and refuses what could not be walked
 * through: cycles, and aliases that multiply without end.
 */
export function parseYaml(text: string): Parsed | ParseProblem {
    try {
        const documents = loadAll(text, { schema, json: true });
        const trouble = /[*]\w/.test(text) ? expansionProblem(documents) : undefined;
        return trouble === undefined ? { documents } : { line: undefined, reason: trouble };
    } catch (problem) {
        if (problem instanceof YAMLException) {
            return { line: problem.mark === undefined ? undefined : problem.mark.line + 1, reason: problem.reason };
        }
        throw problem;
    }
}

export function isProblem(result: Parsed | ParseProblem): result is ParseProblem {
    return "reason" in result;
}

function expansionProblem(documents: readonly unknown[]): string | undefined {
    const sizes = new Map<object, number | "open">();
    const size = (node: unknown): number => {
        if (typeof node !== "object" || node === null) {
            return 1;
        }
        const before = sizes.get(node);
        if (before === "open") {
            throw new RangeError("an alias refers to what it stands in");
        }
        if (before !== undefined) {
            return before;
        }
        sizes.set(node, "open");
        const total = Object.values(node).reduce<number>((sum, inner) => sum + size(inner), 1);
        sizes.set(node, total);
        return total;
    };
    try {
        const total = documents.reduce<number>((sum, document) => sum + size(document), 0);
        return total > mostNodes ? `its aliases multiply to more than ${mostNodes} values` : undefined;
    } catch (problem) {
        if (problem instanceof RangeError) {
            return problem.message;
        }
        throw problem;
    }
}
