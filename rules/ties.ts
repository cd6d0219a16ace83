import { oncePerEstate, type Estate } from "./estate";
import { databaseKinds, kubernetes } from "./kinds";
import { areOfDatabase, instanceLabel, nameLabel } from "./kubernetes/databaseLabels";
import {
    isConfigured,
    podLabelsOf,
    roleOfWorkload,
    selectsDatabase,
    serviceSelectsDatabase,
    workloadKinds,
} from "./kubernetes/databasePods";
import { isNamedByDatabase, isOfDatabaseGroup } from "./kubernetes/namedObjects";
import { labelsIn } from "./kubernetes/selector";
import type { Subject } from "./subject";

/**
 * Whether a Kubernetes object belongs to a database. Rules on objects that every cluster is full of speak only of these,
 * unless the configuration asks for everything.
 */
export function tiedToDatabase(subject: Subject, estate: Estate): boolean {
    return (
        estate.scope === "everything" ||
        isOfDatabaseGroup(subject.kind) ||
        isOwned(subject) ||
        isLabelled(subject, estate) ||
        (isToldByPods(subject)
            ? isTiedByPods(subject, estate)
            : isNamedByDatabase(subject, estate) || isInstance(subject, estate)) ||
        isLinked(subject, estate)
    );
}

function isOwned({ read }: Subject): boolean {
    return read("metadata.ownerReferences").items.some((owner) =>
        isOfDatabaseGroup(owner.child("apiVersion").text ?? ""),
    );
}

function isLabelled({ read }: Subject, estate: Estate): boolean {
    const labels = labelsIn(read("metadata.labels"));
    return areOfDatabase(labels) || isConfigured(labels, estate);
}

/** Whether it is labelled as a part of a database's custom resource, and not as a part of an application of the same name. */
function isInstance({ read, namespace }: Subject, estate: Estate): boolean {
    const labels = labelsIn(read("metadata.labels"));
    const instance = labels[instanceLabel];
    return (
        instance !== undefined &&
        labels[nameLabel] === undefined &&
        databaseKinds.some((kind) => estate.find(kind, namespace, instance) !== undefined)
    );
}

/**
 * Kinds of which the pods tell whose they are. Their own names and labels do not: an application and its database are
 * often called alike.
 */
function isToldByPods({ kind }: Subject): boolean {
    return [...workloadKinds, kubernetes.service, kubernetes.networkPolicy, kubernetes.namespace].includes(kind);
}

function isTiedByPods(subject: Subject, estate: Estate): boolean {
    switch (subject.kind) {
        case kubernetes.service:
            return serviceSelectsDatabase(subject.read("spec.selector"), subject.namespace, estate);
        case kubernetes.networkPolicy:
            return selectsDatabase(subject.read("spec.podSelector"), subject.namespace, estate);
        case kubernetes.namespace:
            return namespacesOfDatabases(estate).has(subject.name);
        default: {
            const labels = podLabelsOf(subject);
            return roleOfWorkload(subject) !== undefined || areOfDatabase(labels) || isConfigured(labels, estate);
        }
    }
}

/** The namespaces that hold a database's custom resource, and the first of them in each. */
export const namespacesOfDatabases = oncePerEstate((estate): ReadonlyMap<string, Subject> => {
    const first = new Map<string, Subject>();
    for (const resource of estate.of(...databaseKinds)) {
        if (!first.has(resource.namespace)) {
            first.set(resource.namespace, resource);
        }
    }
    return first;
});

/** A component of this package, in a resource's type or in the chain of types that its URN holds. */
const component = /(^|[:$])hardened-db:index:/;

/** Resources that a database's custom resource or component has as its parent, or depends on. */
const neededByDatabases = oncePerEstate((estate): ReadonlySet<string> => {
    const needed = new Set<string>();
    for (const { kind, pulumi } of estate.subjects) {
        if (pulumi !== undefined && (databaseKinds.includes(kind) || component.test(pulumi.type))) {
            for (const urn of [pulumi.parent, ...pulumi.dependencies]) {
                if (urn !== undefined) {
                    needed.add(urn);
                }
            }
        }
    }
    return needed;
});

/** Through Pulumi: its parents, what it depends on, and what a database depends on. */
function isLinked({ kind, pulumi }: Subject, estate: Estate): boolean {
    if (pulumi === undefined) {
        return false;
    }
    return (
        component.test(pulumi.urn) ||
        neededByDatabases(estate).has(pulumi.urn) ||
        isBelowDatabase(pulumi.parent, estate) ||
        // An application that waits for its database is not the database's.
        (!workloadKinds.includes(kind) && pulumi.dependencies.some((urn) => isDatabase(urn, estate)))
    );
}

function isBelowDatabase(parent: string | undefined, estate: Estate): boolean {
    const seen = new Set<string>();
    for (let urn = parent; urn !== undefined && !seen.has(urn); urn = estate.resource(urn)?.pulumi?.parent) {
        if (isDatabase(urn, estate)) {
            return true;
        }
        seen.add(urn);
    }
    return false;
}

function isDatabase(urn: string, estate: Estate): boolean {
    const resource = estate.resource(urn);
    return component.test(urn) || (resource !== undefined && databaseKinds.includes(resource.kind));
}
