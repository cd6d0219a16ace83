import type { Engine } from "../controls";
import { aspectsOf } from "../rules/cloudAspects";
import { cloudNamesIn } from "../rules/cloudNames";
import { isNamed } from "../rules/cloudTies";
import { oncePerEstate, type Estate } from "../rules/estate";
import { altinity, databaseKinds, kubernetes } from "../rules/kinds";
import { instanceLabel, labelsOfPods, isFleeting } from "../rules/kubernetes/databaseLabels";
import { operatorOf, operators, type KnownOperator } from "../rules/kubernetes/operators";
import { engineOf } from "../rules/kubernetes/securityAlerts";
import { hasPairs, labelsIn, selects } from "../rules/kubernetes/selector";
import type { Field } from "../rules/field";
import type { Subject } from "../rules/subject";

/** The databases of an estate: each custom resource that is one. A Keeper is a part of the installations that use it, if there are any. */
export function databasesOf(estate: Estate): readonly Subject[] {
    const all = estate.of(...databaseKinds);
    const others = all.filter(({ kind }) => kind !== altinity.keeper);
    return others.some(({ kind }) => kind === altinity.installation) ? others : all;
}

export function engineOfDatabase(database: Subject): Engine | undefined {
    return engineOf[database.kind];
}

/**
 * The databases that an object belongs to: one, several that share it, or none that can be named. It is better to name an
 * object for one database too many than to leave it out of a database that it weakens.
 */
export function databasesWith(subject: Subject, estate: Estate): readonly Subject[] {
    return belonging(estate).get(subject) ?? [];
}

const belonging = oncePerEstate((estate): ReadonlyMap<Subject, readonly Subject[]> => {
    const databases = databasesOf(estate);
    const found = new Map(estate.subjects.map((subject) => [subject, ownersOf(subject, databases, estate)]));
    const add = (subject: Subject, database: Subject): boolean => {
        const before = found.get(subject) ?? [];
        if (before.includes(database)) {
            return false;
        }
        found.set(subject, [...before, database]);
        return true;
    };
    for (const database of databases) {
        const own = estate.subjects.filter((subject) => found.get(subject)?.includes(database) === true);
        const names = cloudNamesIn(own.filter(({ kind }) => kind !== kubernetes.secret));
        const waiting = [
            ...own,
            ...estate.subjects.filter((subject) => isNamed(subject, names) && add(subject, database)),
        ];
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            const needed = (next.pulumi?.dependencies ?? []).flatMap((urn) => estate.resource(urn) ?? []);
            const aspects = (aspectsOf(estate).get(next) ?? []).map(({ subject }) => subject);
            for (const subject of [...needed, ...aspects]) {
                if (!databases.includes(subject) && add(subject, database)) {
                    waiting.push(subject);
                }
            }
        }
    }
    return found;
});

function ownersOf(subject: Subject, databases: readonly Subject[], estate: Estate): readonly Subject[] {
    if (databases.includes(subject)) {
        return [subject];
    }
    const related = byComponent(subject, databases, estate);
    if (related.length > 0) {
        return narrowed(subject, related);
    }
    const operated = byOperator(subject, databases);
    if (operated.length > 0) {
        return operated;
    }
    if (subject.kind === kubernetes.namespace) {
        return databases.filter(({ namespace }) => namespace === subject.name);
    }
    if (subject.apiVersion !== "" && subject.namespace !== "") {
        return narrowed(
            subject,
            databases.filter(({ namespace }) => namespace === subject.namespace),
        );
    }
    return databases.filter((database) => names(database.all, subject.name));
}

/** Those of several that the object says it is for; all of them where it does not say. */
function narrowed(subject: Subject, candidates: readonly Subject[]): readonly Subject[] {
    if (candidates.length < 2 || subject.apiVersion === "") {
        return candidates;
    }
    const meant = candidates.filter((database) => isFor(subject, database));
    return meant.length > 0 ? meant : candidates;
}

const nameLabels = [
    "cnpg.io/cluster",
    "clickhouse.altinity.com/chi",
    "clickhouse-keeper.altinity.com/chk",
    instanceLabel,
];

function isFor(subject: Subject, database: Subject): boolean {
    if (subject.namespace !== "" && subject.namespace !== database.namespace) {
        return names(database.all, subject.name);
    }
    const { read } = subject;
    const labels = labelsIn(read("metadata.labels"));
    return (
        nameLabels.some((key) => labels[key] === database.name) ||
        read("spec.cluster.name").text === database.name ||
        read("metadata.ownerReferences").items.some((owner) => owner.child("name").text === database.name) ||
        selectsPodsOf(subject, database) ||
        names(database.all, subject.name)
    );
}

function selectsPodsOf({ kind, read }: Subject, database: Subject): boolean {
    const labels = labelsOfPods(database);
    switch (kind) {
        case kubernetes.service:
            return (
                read("spec.selector").entries.length > 0 && hasPairs(read("spec.selector"), labels, isFleeting) === true
            );
        case kubernetes.networkPolicy:
            return selects(read("spec.podSelector"), labels, isFleeting) === true;
        case kubernetes.podMonitor:
        case kubernetes.serviceMonitor:
            return selects(read("spec.selector"), labels, isFleeting) === true;
        default:
            return false;
    }
}

/** Whether a text within is this name. */
function names(field: Field, name: string): boolean {
    return (
        field.text === name ||
        field.items.some((item) => names(item, name)) ||
        field.entries.some(([, value]) => names(value, name))
    );
}

/** The databases that share the nearest component above the object: with Pulumi, a component is what belongs together. */
function byComponent(subject: Subject, databases: readonly Subject[], estate: Estate): readonly Subject[] {
    for (const urn of componentsAbove(subject, estate)) {
        const below = databases.filter((database) => componentsAbove(database, estate).includes(urn));
        if (below.length > 0) {
            return below;
        }
    }
    return [];
}

/** From the object itself upwards, without the stack, which is above everything. */
function componentsAbove(subject: Subject, estate: Estate): readonly string[] {
    const above: string[] = [];
    for (let urn = subject.pulumi?.urn; urn !== undefined && !above.includes(urn);) {
        const resource = estate.resource(urn);
        if (resource === undefined || resource.pulumi?.type.startsWith("pulumi:") === true) {
            break;
        }
        above.push(urn);
        urn = resource.pulumi?.parent;
    }
    return above;
}

const enginesOfOperators: readonly (readonly [RegExp, Engine])[] = [
    [/^(CloudNativePG|plugin-barman-cloud)$/, "postgres"],
    [/clickhouse/i, "clickhouse"],
    [/mongodb/i, "mongodb"],
    [/xtradb/i, "mysql"],
];

/** The operator of an engine, its account and its roles, wherever it runs. */
export function operatorOfSubject(subject: Subject): KnownOperator | undefined {
    const { kind, name } = subject;
    if (kind === kubernetes.deployment) {
        return operatorOf(subject);
    }
    const ofOperators: readonly string[] = [
        kubernetes.serviceAccount,
        kubernetes.role,
        kubernetes.roleBinding,
        kubernetes.clusterRole,
        kubernetes.clusterRoleBinding,
    ];
    return ofOperators.includes(kind)
        ? operators.find(({ names }) =>
              names.some((own) => name === own || name.startsWith(`${own}-`) || name.endsWith(`-${own}`)),
          )
        : undefined;
}

function byOperator(subject: Subject, databases: readonly Subject[]): readonly Subject[] {
    const operator = operatorOfSubject(subject);
    const engine = enginesOfOperators.find(([title]) => title.test(operator?.title ?? ""))?.[1];
    return engine === undefined ? [] : databases.filter((database) => engineOfDatabase(database) === engine);
}
