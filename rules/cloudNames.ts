import type { Field } from "./field";
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
        walk(subject.all, (key, field) => {
            if (field.isMapping) {
                if (bucketVariables.includes(field.child("name").text ?? "")) {
                    add(names.buckets, field.child("value").text);
                }
            } else if (field.text !== undefined) {
                look(key, field.text, subject.namespace);
            }
        });
    }
    return names;
}

function walk(field: Field, visit: (key: string, field: Field) => void, key = ""): void {
    visit(key, field);
    for (const item of field.items) {
        walk(item, visit, key);
    }
    for (const [inner, value] of field.entries) {
        walk(value, visit, inner);
    }
}
