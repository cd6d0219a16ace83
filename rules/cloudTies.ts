import { aspectsOf } from "./cloudAspects";
import { cloudNamesIn, type CloudNames } from "./cloudNames";
import { oncePerEstate, type Estate } from "./estate";
import { aws, gcp, kubernetes, type Kind } from "./kinds";
import { isConfigured, roleOfWorkload, workloadKinds } from "./kubernetes/databasePods";
import { isNamedByDatabase, isOfDatabaseGroup } from "./kubernetes/namedObjects";
import { labelsIn } from "./kubernetes/selector";
import type { Subject } from "./subject";

/**
 * Whether a Pulumi resource belongs to a database. Rules on resources that every account is full of speak only of these,
 * unless the configuration asks for everything. Tied are, beginning with the databases and our own components:
 * what they depend on, directly or through others; what shares a parent with them; what they name (a bucket, a role);
 * and what sets something of a tied resource (a bucket's policy). What merely uses a tied resource is not.
 */
export function cloudTied(subject: Subject, estate: Estate): boolean {
    return estate.scope === "everything" || tiedSubjects(estate).has(subject);
}

const tiedSubjects = oncePerEstate((estate): ReadonlySet<Subject> => {
    const databases = estate.subjects.filter(isDatabase);
    const seeds = estate.subjects.filter((subject) => isDatabase(subject) || isAround(subject, estate));
    const names = cloudNamesIn(seeds.filter(({ kind }) => kind !== kubernetes.secret));
    const named = estate.subjects.filter((subject) => isNamed(subject, names));
    const children = childrenByParent(estate);
    const aspects = aspectsOf(estate);

    const tied = new Set<Subject>();
    const opened = new Set<string>();
    const waiting: Subject[] = [];
    const tie = (subject: Subject | undefined): void => {
        if (subject !== undefined && !isOfEngine(subject) && !tied.has(subject)) {
            tied.add(subject);
            waiting.push(subject);
        }
    };
    const tieBelow = (urn: string): void => {
        if (!opened.has(urn)) {
            opened.add(urn);
            children.get(urn)?.forEach(tie);
        }
    };

    [...seeds, ...named].forEach(tie);
    for (const urn of databases.flatMap((subject) => ancestorsOf(subject, estate))) {
        tieBelow(urn);
    }
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const { pulumi } = next;
        pulumi?.dependencies.forEach((urn) => {
            tie(estate.resource(urn));
        });
        aspects.get(next)?.forEach(({ subject }) => {
            tie(subject);
        });
        // A Namespace as parent gathers what lies in it, not what belongs together.
        if (pulumi !== undefined && (isDatabase(next) || !isOfKubernetes(next))) {
            tieBelow(pulumi.urn);
        }
    }
    return tied;
});

function isDatabase({ kind, pulumi }: Subject): boolean {
    return isOfDatabaseGroup(kind) || pulumi?.type.startsWith("hardened-db:") === true;
}

/** Kubernetes objects that a database names, workloads that work on one, and whatever bears a configured label or tag. */
function isAround(subject: Subject, estate: Estate): boolean {
    return (
        (namedKinds.includes(subject.kind) && isNamedByDatabase(subject, estate)) ||
        (workloadKinds.includes(subject.kind) && roleOfWorkload(subject) !== undefined) ||
        isMarked(subject, estate)
    );
}

const namedKinds: readonly Kind[] = [
    kubernetes.secret,
    kubernetes.configMap,
    kubernetes.serviceAccount,
    kubernetes.storageClass,
];

/** `tags` on AWS, `labels` on Google Cloud. Our own components tag what they make. */
function isMarked(subject: Subject, estate: Estate): boolean {
    if (subject.pulumi === undefined) {
        return false;
    }
    return (isOfKubernetes(subject) ? ["metadata.labels"] : ["metadata.labels", "tags", "labels"])
        .map(subject.read)
        .some(
            (marks) =>
                marks.child("hardened-db:component").text !== undefined ||
                (estate.selectors.length > 0 && isConfigured(labelsIn(marks), estate)),
        );
}

export function isNamed(subject: Subject, names: CloudNames): boolean {
    const { kind, read } = subject;
    switch (kind) {
        case aws.bucket:
        case aws.bucketV2:
            return has(names.buckets, read("bucket").text);
        case gcp.bucket:
            return has(names.buckets, read("name").text);
        case aws.role:
            return has(names.roles, read("name").text) || trusts(read("assumeRolePolicy").text, names);
        case aws.podIdentityAssociation:
            return has(names.serviceAccounts, `${read("namespace").text ?? ""}/${read("serviceAccount").text ?? ""}`);
        case "gcp:serviceaccount/account:Account":
            return has(names.accounts, read("accountId").text);
        case gcp.serviceAccountMember:
            return has(names.serviceAccounts, /\[([^\]]+)\]$/.exec(read("member").text ?? "")?.[1]);
        default:
            return false;
    }
}

/** A role for the service account of a database. */
function trusts(trustPolicy: string | undefined, { serviceAccounts }: CloudNames): boolean {
    const subjects = trustPolicy?.matchAll(/system:serviceaccount:([\w-]+):([\w.-]+)/g) ?? [];
    return [...subjects].some(([, namespace = "", name = ""]) => serviceAccounts.has(`${namespace}/${name}`));
}

function has(names: ReadonlySet<string>, name: string | undefined): boolean {
    return name !== undefined && names.has(name);
}

function childrenByParent(estate: Estate): ReadonlyMap<string, readonly Subject[]> {
    const children = new Map<string, Subject[]>();
    for (const subject of estate.subjects) {
        const parent = subject.pulumi?.parent;
        if (parent !== undefined) {
            const siblings = children.get(parent);
            if (siblings === undefined) {
                children.set(parent, [subject]);
            } else {
                siblings.push(subject);
            }
        }
    }
    return children;
}

/** The components above a resource. The stack is above everything, and so may a provider or a Namespace be. */
function ancestorsOf(subject: Subject, estate: Estate): readonly string[] {
    const above: string[] = [];
    for (let urn = subject.pulumi?.parent; urn !== undefined && !above.includes(urn);) {
        const ancestor = estate.resource(urn);
        if (ancestor === undefined ? isEngineType(typeInUrn(urn)) : isOfEngine(ancestor) || isOfKubernetes(ancestor)) {
            break;
        }
        above.push(urn);
        urn = ancestor?.pulumi?.parent;
    }
    return above;
}

function isOfEngine({ pulumi }: Subject): boolean {
    return pulumi !== undefined && isEngineType(pulumi.type);
}

/** `pulumi:pulumi:Stack`, `pulumi:providers:aws` */
function isEngineType(type: string): boolean {
    return type.startsWith("pulumi:");
}

/** `urn:pulumi:prod::shop::my:Shop$aws:s3/bucket:Bucket::backups` */
function typeInUrn(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function isOfKubernetes({ apiVersion }: Subject): boolean {
    return apiVersion !== "";
}
