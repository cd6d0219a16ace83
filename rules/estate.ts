import type { Kind } from "./kinds";
import { once } from "./once";
import type { Subject } from "./subject";

export interface EstateOptions {
    /** Whether these are all there are (a whole stack, a whole cluster): only then does absence mean anything. */
    readonly complete?: boolean;
    /** Which objects the rules on clouds and on Kubernetes speak of. Default `databases`: those tied to a database. */
    readonly scope?: "databases" | "everything";
    /** Labels that tie an object to a database, besides those that the operators set. */
    readonly selectors?: readonly Readonly<Record<string, string>>[];
}

/** All subjects together. */
export class Estate {
    readonly complete: boolean;
    readonly scope: "databases" | "everything";
    readonly selectors: readonly Readonly<Record<string, string>>[];
    private readonly byKind = new Map<Kind, Subject[]>();
    private readonly byName = new Map<string, Subject>();
    private readonly byUrn = new Map<string, Subject>();

    constructor(
        readonly subjects: readonly Subject[],
        { complete = false, scope = "databases", selectors = [] }: EstateOptions = {},
    ) {
        this.complete = complete;
        this.scope = scope;
        this.selectors = selectors;
        for (const subject of subjects) {
            const same = this.byKind.get(subject.kind);
            if (same === undefined) {
                this.byKind.set(subject.kind, [subject]);
            } else {
                same.push(subject);
            }
            const name = nameKey(subject.kind, subject.namespace, subject.name);
            if (!this.byName.has(name)) {
                this.byName.set(name, subject);
            }
            if (subject.pulumi !== undefined) {
                this.byUrn.set(subject.pulumi.urn, subject);
            }
        }
    }

    of(...kinds: readonly Kind[]): readonly Subject[] {
        return kinds.flatMap((kind) => this.byKind.get(kind) ?? []);
    }

    find(kind: Kind, namespace: string, name: string): Subject | undefined {
        return this.byName.get(nameKey(kind, namespace, name));
    }

    resource(urn: string): Subject | undefined {
        return this.byUrn.get(urn);
    }
}

function nameKey(kind: Kind, namespace: string, name: string): string {
    // With their lengths, so that no names of strangers can be taken for each other.
    return `${kind.length}:${namespace.length}:${kind}${namespace}${name}`;
}

/** Something about an estate that is worked out once. */
export function oncePerEstate<Result>(work: (estate: Estate) => Result): (estate: Estate) => Result {
    return once(work);
}

/** Something about a subject that nothing around it changes, worked out once. */
export function onceAlone<Result>(work: (subject: Subject) => Result): (subject: Subject) => Result {
    return once(work, ({ all }) => all);
}

/** Something about a subject in its estate that several rules ask for, worked out once. */
export function oncePerSubject<Result>(
    work: (subject: Subject, estate: Estate) => Result,
): (subject: Subject, estate: Estate) => Result {
    const within = once((estate: Estate) => once((subject: Subject) => work(subject, estate)));
    return (subject, estate) => within(estate)(subject);
}
