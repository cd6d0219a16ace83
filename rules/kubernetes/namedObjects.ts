import { oncePerEstate, type Estate } from "../estate";
import { isMapping, textOf, unmarked } from "../content";
import type { Field } from "../field";
import { cnpg, databaseKinds, kubernetes, percona, type Kind } from "../kinds";
import { onceForText } from "../once";
import { podSpecOf } from "../pod";
import type { Subject } from "../subject";
import { areOfDatabase } from "./databaseLabels";
import { isConfigured, podLabelsOf, roleOfWorkload, workloadKinds } from "./databasePods";

/** API groups whose objects are databases, or belong to one. */
const databaseGroups: ReadonlySet<string> = new Set([
    "postgresql.cnpg.io",
    "barmancloud.cnpg.io",
    "clickhouse.altinity.com",
    "clickhouse-keeper.altinity.com",
    "psmdb.percona.com",
    "pxc.percona.com",
    "pgv2.percona.com",
    "ps.percona.com",
    "postgres-operator.crunchydata.com",
    "acid.zalan.do",
    "k8s.mariadb.com",
    "mysql.oracle.com",
    "mongodbcommunity.mongodb.com",
    "k8ssandra.io",
    "cassandra.datastax.com",
]);

/** Whether the kind, or an owner's apiVersion, is of a database operator's API. */
export function isOfDatabaseGroup(kindOrVersion: string): boolean {
    const end = kindOrVersion.indexOf("/");
    return databaseGroups.has(end === -1 ? kindOrVersion : kindOrVersion.slice(0, end));
}

/** A field of such a name, or below one, names another object. */
const naming =
    /secret|config_?map|storageclass|serviceaccount|issuer|credential|password|certificate|^ssl|^endpointca$/i;

const isNaming = onceForText((key) => naming.test(key));

interface Names {
    readonly objects: Set<string>;
    /** Service accounts that CloudNativePG calls after the cluster, as the application often is called too. */
    readonly accounts: Set<string>;
    readonly storageClasses: Set<string>;
    /** A database leaves its storage class to the cluster's default one. */
    usesDefaultClass: boolean;
}

/** What databases name: custom resources of the operators, and workloads that run a database or a tool of one. */
const names = oncePerEstate((estate): Names => {
    const found: Names = {
        objects: new Set(),
        accounts: new Set(),
        storageClasses: new Set(),
        usesDefaultClass: false,
    };
    for (const subject of estate.subjects) {
        if (isOfDatabaseGroup(subject.kind)) {
            collect(subject, subject.all, found);
            addGenerated(subject, found);
        } else if (workloadKinds.includes(subject.kind) && isOfDatabase(subject, estate)) {
            collect(subject, podSpecOf(subject), found);
            collect(subject, subject.read("spec.volumeClaimTemplates"), found);
        }
    }
    return found;
});

function isOfDatabase(workload: Subject, estate: Estate): boolean {
    const labels = podLabelsOf(workload);
    return roleOfWorkload(workload) !== undefined || areOfDatabase(labels) || isConfigured(labels, estate);
}

function collect(subject: Subject, from: Field, found: Names): void {
    const classes: string[] = [];
    walk(from.value, false, (name, key) => {
        found.objects.add(objectKey(subject.namespace, name));
        if (/storageclass/i.test(key)) {
            classes.push(name);
        }
    });
    for (const name of classes) {
        found.storageClasses.add(name);
    }
    if (databaseKinds.includes(subject.kind) && classes.length === 0) {
        found.usesDefaultClass = true;
    }
}

function walk(marked: unknown, isReference: boolean, add: (name: string, key: string) => void): void {
    const value = unmarked(marked);
    if (Array.isArray(value)) {
        for (const item of value) {
            walk(item, isReference, add);
        }
    } else if (isMapping(value)) {
        for (const key of Object.keys(value)) {
            const text = textOf(unmarked(value[key]));
            const names = isNaming(key);
            if (text === undefined) {
                walk(value[key], names, add);
            } else if (names || isReference) {
                add(text, key);
            }
        }
    }
}

/** Secrets whose names an operator makes out of the custom resource's. */
const generatedSecrets: Readonly<Record<Kind, readonly string[]>> = {
    [cnpg.cluster]: ["-app", "-superuser", "-ca", "-server", "-replication"],
    [percona.mongodb]: ["-secrets", "-ssl", "-ssl-internal"],
    [percona.mysql]: ["-secrets", "-ssl", "-ssl-internal"],
};

function addGenerated(subject: Subject, { objects, accounts }: Names): void {
    for (const suffix of generatedSecrets[subject.kind] ?? []) {
        objects.add(objectKey(subject.namespace, `${subject.name}${suffix}`));
    }
    if (subject.kind === cnpg.cluster) {
        accounts.add(objectKey(subject.namespace, subject.name));
    }
}

/** Whether a database names this object. Names count whatever kind the field asks for: a Secret and a ConfigMap seldom share one. */
export function isNamedByDatabase(subject: Subject, estate: Estate): boolean {
    const { objects, accounts, storageClasses, usesDefaultClass } = names(estate);
    const key = objectKey(subject.namespace, subject.name);
    switch (subject.kind) {
        case kubernetes.storageClass:
            return storageClasses.has(subject.name) || (usesDefaultClass && isDefaultClass(subject));
        case kubernetes.serviceAccount:
            return objects.has(key) || accounts.has(key);
        default:
            return objects.has(key);
    }
}

/** Whether a database names the Secret that this field of another object (a Certificate) names too. */
export function isSecretNamedByDatabase({ read, namespace }: Subject, path: string, estate: Estate): boolean {
    const { text } = read(path);
    return text !== undefined && names(estate).objects.has(objectKey(namespace, text));
}

function isDefaultClass(storageClass: Subject): boolean {
    return storageClass.annotation("storageclass.kubernetes.io/is-default-class") === "true";
}

function objectKey(namespace: string, name: string): string {
    return `${namespace}/${name}`;
}
