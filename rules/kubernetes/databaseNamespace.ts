import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { kubernetes } from "../kinds";
import type { Subject } from "../subject";
import { namespacesOfDatabases } from "../ties";
import { operatorKinds, operatorOf } from "./operators";

export interface DatabaseNamespace {
    readonly name: string;
    /** Where a finding about the namespace stands: its own name, or where the custom resource names it. */
    readonly field: Field;
    /** Undefined when the subject is a custom resource that speaks for its namespace. */
    readonly object: Subject | undefined;
}

/**
 * The namespace that a subject speaks for: a Namespace that holds a database's custom resource for itself (every one where
 * everything is asked for); the first custom resource of a namespace for that one, when its object is not in the estate.
 */
export function databaseNamespaceOf(subject: Subject, estate: Estate): DatabaseNamespace | undefined {
    const first = namespacesOfDatabases(estate);
    if (subject.kind === kubernetes.namespace) {
        return first.has(subject.name) || estate.scope === "everything"
            ? { name: subject.name, field: subject.read("metadata.name"), object: subject }
            : undefined;
    }
    const speaker = first.get(subject.namespace);
    const speaks =
        speaker?.kind === subject.kind &&
        speaker.name === subject.name &&
        estate.find(kubernetes.namespace, "", subject.namespace) === undefined;
    return speaks
        ? { name: subject.namespace, field: subject.read("metadata.namespace"), object: undefined }
        : undefined;
}

const namespacesOfOperators = oncePerEstate(
    (estate): ReadonlySet<string> =>
        new Set(
            estate
                .of(...operatorKinds)
                .filter((deployment) => operatorOf(deployment) !== undefined)
                .map(({ namespace }) => namespace),
        ),
);

export function holdsOperator({ name }: Subject, estate: Estate): boolean {
    return namespacesOfOperators(estate).has(name);
}
