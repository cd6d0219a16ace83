import { percona } from "../kinds";
import { staticKeyOutcomes } from "../percona";
import type { Rule } from "../rule";
import { eachStorage } from "./storages";

export const rule: Rule = {
    id: "mongodb-static-cloud-keys",
    title: "Backups reach the bucket by workload identity",
    controls: ["CM-5", "KSI-4"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "A cloud key in a Secret does not expire. Whoever reads it once reads and deletes every backup, from anywhere.",
    fix: "Leave credentialsSecret out and give the ServiceAccounts of the replica sets and of the backup a cloud role (IAM roles for service accounts, workload identity).",
    references: [
        {
            title: "Percona Operator for MongoDB: configure storage for backups",
            url: "https://docs.percona.com/percona-operator-for-mongodb/backups-storage.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) =>
        eachStorage(subject, (storage) =>
            ["s3", "gcs"].flatMap((cloud) =>
                staticKeyOutcomes(
                    storage.child(cloud).child("credentialsSecret"),
                    "leave it out, and give the ServiceAccount a cloud role",
                ),
            ),
        ),
};
