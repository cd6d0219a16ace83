import { percona } from "../kinds";
import { each } from "../outcome";
import { staticKeyOutcomes } from "../percona";
import type { Rule } from "../rule";

export const rule: Rule = {
    id: "mysql-static-cloud-keys",
    title: "Backups reach the bucket without a stored cloud key",
    controls: ["CM-5", "KSI-4"],
    severity: "low",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "A cloud key in a Secret does not expire. Whoever reads it once reads and deletes every backup, from anywhere.",
    fix: "The operator knows no other way for S3: waive the finding with that reason, give the key rights to this one bucket only, and rotate it.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, backup.storages",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) =>
        each(read("spec.backup.storages"), (storage) =>
            ["s3", "gcs", "azure"].flatMap((cloud) =>
                staticKeyOutcomes(
                    storage.child(cloud).child("credentialsSecret"),
                    "the operator knows no other way: let the key reach this bucket only, rotate it, and waive this finding with that reason",
                ),
            ),
        ),
};
