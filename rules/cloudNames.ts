import { isMapping, textOf, unmarked } from "./content";
import { cnpg, kubernetes } from "./kinds";
import type { Subject } from "./subject";

/** What databases and their service accounts say, in plain text, of the cloud around them. */
export interface CloudNames {
    readonly buckets: ReadonlySet<string>;
    /** Names of IAM roles. */
    readonly roles: ReadonlySet<string>;
    /** Names of Google service accounts. */
    readonly accounts: ReadonlySet<string>;
    /** `namespace/name` of the Kubernetes service accounts that databases run as. */
    readonly serviceAccounts: ReadonlySet<string>;
}

const bucketUrl = /^(?:s3|gs):\/\/([^/]+)/i;
const roleArn = /^arn:[\w-]+:iam::\d*:role\/(?:[^/]+\/)*([^/]+)$/;
const accountAddress = /^([^@]+)@[^@]+\.iam\.gserviceaccount\.com$/;

/** clickhouse-backup takes its bucket from these. */
const bucketVariables = ["S3_BUCKET", "GCS_BUCKET"];

export function cloudNamesIn(subjects: readonly Subject[]): CloudNames {
    const names = {
        buckets: new Set<string>(),
        roles: new Set<string>(),
        accounts: new Set<string>(),
        serviceAccounts: new Set<string>(),
    };
    const add = (set: Set<string>, name: string | undefined): void => {
        if (name !== undefined) {
            set.add(name);
        }
    };
    const look = (key: string, value: string, namespace: string): void => {
        add(names.buckets, bucketUrl.exec(value)?.[1]);
        add(names.roles, roleArn.exec(value)?.[1]);
        add(names.accounts, accountAddress.exec(value)?.[1]);
        if (key === "bucket") {
            // Percona XtraDB Cluster has a folder after the name.
            add(names.buckets, value.split("/")[0]);
        }
        if (/serviceaccountname/i.test(key)) {
            add(names.serviceAccounts, `${namespace}/${value}`);
        }
    };
    for (const subject of subjects) {
        // CloudNativePG makes a service account of the cluster's name; a ServiceAccount is one itself.
        if (subject.kind === cnpg.cluster || subject.kind === kubernetes.serviceAccount) {
            names.serviceAccounts.add(`${subject.namespace}/${subject.name}`);
        }
        walk(subject.all.value, (key, value) => {
            if (isMapping(value)) {
                if (bucketVariables.includes(textIn(value, "name") ?? "")) {
                    add(names.buckets, textIn(value, "value"));
                }
                return;
            }
            const text = textOf(value);
            if (text !== undefined) {
                look(key, text, subject.namespace);
            }
        });
    }
    return names;
}

function textIn(mapping: Readonly<Record<string, unknown>>, key: string): string | undefined {
    return Object.hasOwn(mapping, key) ? textOf(unmarked(mapping[key])) : undefined;
}

function walk(marked: unknown, visit: (key: string, value: unknown) => void, key = ""): void {
    const value = unmarked(marked);
    visit(key, value);
    if (Array.isArray(value)) {
        for (const item of value) {
            walk(item, visit, key);
        }
    } else if (isMapping(value)) {
        for (const inner of Object.keys(value)) {
            walk(value[inner], visit, inner);
        }
    }
}
