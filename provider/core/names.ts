import { createHash } from "node:crypto";
import type { Problem } from "./problems";

/** RFC 1123 label, which names of namespaces, services and most else in Kubernetes must be. */
export function labelProblems(path: string, what: string, name: string, limit = 63, suffixes = ""): Problem[] {
    if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
        return [
            {
                path,
                reason: `${what} "${name}" cannot be a name in Kubernetes; write lower-case letters, digits and "-", with a letter or digit at both ends`,
            },
        ];
    }
    if (name.length > limit) {
        const why = suffixes === "" ? "" : ` (Kubernetes allows 63, and ${suffixes} is added to it)`;
        return [{ path, reason: `${what} "${name}" has ${name.length} characters; at most ${limit} fit${why}` }];
    }
    return [];
}

/** What tells one component from all others whose objects could meet in an account or a cluster. */
export interface Origin {
    project: string;
    stack: string;
    component: string;
}

/**
 * Readable words for people, then eight characters that keep the identities apart which the words do not
 * (other projects, cut-off words, characters that are not allowed).
 */
export function boundedName(words: readonly string[], identity: readonly string[], limit: number): string {
    const digest = hashOf(identity);
    const readable = words
        .map((word) => word.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"))
        .join("-")
        .slice(0, limit - digest.length - 1)
        .replaceAll(/-{2,}/g, "-")
        .replaceAll(/^-|-$/g, "");
    return readable === "" ? `x${digest}` : `${readable}-${digest}`;
}

function hashOf(identity: readonly string[]): string {
    const bytes = createHash("sha256").update(JSON.stringify(identity)).digest();
    return (bytes.readBigUInt64BE() % 36n ** 8n).toString(36).padStart(8, "0");
}

/**
 * Name of an object outside all namespaces: it carries project and stack, so that two stacks in a cluster do not meet.
 * 63 characters, so that it may also stand in a label.
 */
export function clusterWideName({ component, project, stack }: Origin): string {
    return boundedName([component, project, stack], [project, stack, component], 63);
}
