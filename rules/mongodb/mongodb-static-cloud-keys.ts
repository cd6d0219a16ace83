import { isAws } from "../endpoint";
import { percona } from "../kinds";
import { staticKeyOutcomes } from "../percona";
import type { Rule } from "../rule";
import { eachStorage } from "./storages";

const wanted = "leave it out, and give the ServiceAccount a cloud role";
/** Another store that speaks S3 may know no roles. */
const wantedElsewhere = `${wanted}; where the store knows none, let the key reach this bucket only, rotate it, and waive this finding with that reason`;

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
            ["s3", "gcs"].flatMap((cloud) => {
                const store = storage.child(cloud);
                const isElsewhere = isAws(store.child("endpointUrl")) === false;
                return staticKeyOutcomes(store.child("credentialsSecret"), isElsewhere ? wantedElsewhere : wanted);
            }),
        ),
};
