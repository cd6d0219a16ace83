import { isPlaintext } from "../endpoint";
import { percona } from "../kinds";
import { each, failWhen } from "../outcome";
import type { Rule } from "../rule";
import { isFalse } from "../text";

export const rule: Rule = {
    id: "mysql-backup-transport",
    title: "Backups travel over verified TLS",
    controls: ["NM-6"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "A backup is the whole database. Over plain HTTP, or to a server that nobody verified, it can be read and changed on its way, and so can the key that opens the bucket.",
    fix: "Give an https:// endpointUrl, leave verifyTLS out, and name the storage's own authority in s3.caBundle if it has one.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, backup.storages",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) =>
        each(read("spec.backup.storages"), (storage) => {
            const verified = storage.child("verifyTLS");
            return [
                ...failWhen(isFalse(verified), verified, {
                    wanted: "leave it out, and name the authority in s3.caBundle",
                }),
                ...["s3", "gcs", "azure"].flatMap((cloud) => {
                    const endpoint = storage.child(cloud).child("endpointUrl");
                    return failWhen(isPlaintext(endpoint), endpoint, { wanted: "write an https:// address" });
                }),
            ];
        }),
};
