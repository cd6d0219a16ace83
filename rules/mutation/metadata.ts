import type { Ignorer, NodePath } from "@stryker-mutator/api/ignore";

/**
 * The parts of a rule that are no decision: words, which nobody can test but by repeating them, and labels, of which the
 * compiler refuses every other value (rules.test.ts and controls.test.ts look at the rest). What `check` does is all that counts.
 */
const metadata = new Set(["id", "title", "why", "fix", "references", "severity", "controls", "engine", "scope"]);

interface Node {
    readonly type: string;
    readonly key?: { readonly type: string; readonly name?: string };
    readonly properties?: readonly Node[];
}

/** What Babel's path has and the interface of StrykerJS leaves out. */
interface Place extends NodePath {
    readonly node: Node;
    readonly parent?: Node;
}

export const metadataIgnorer: Ignorer = {
    shouldIgnore(path) {
        const { node, parent } = path as Place;
        const name = nameOf(node);
        return name !== undefined && metadata.has(name) && parent !== undefined && isRule(parent)
            ? "metadata of a rule"
            : undefined;
    },
};

/** An object that says why and what to do: a rule, or what one is made from. */
function isRule({ type, properties = [] }: Node): boolean {
    const names = properties.map(nameOf);
    return type === "ObjectExpression" && names.includes("why") && names.includes("fix");
}

function nameOf({ type, key }: Node): string | undefined {
    const isMember = type === "ObjectProperty" || type === "ObjectMethod";
    return isMember && key?.type === "Identifier" ? key.name : undefined;
}
