import { isAws } from "../endpoint";
import { percona } from "../kinds";
import { failWhenKnown } from "../percona";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { hasContent, isPresent } from "../text";
import { eachStorage } from "./storages";

export const rule: Rule = {
    id: "mongodb-backup-encryption",
    title: "Backups on AWS are encrypted with a key of your own",
    controls: ["ED-1"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Without a key of your own, AWS encrypts objects with a key that every reader of the bucket may use: a wrong bucket policy is enough to lose the whole database.",
    fix: "Write serverSideEncryption with sseAlgorithm: aws:kms and a kmsKeyID, or with a customer key (best from the Secret that spec.secrets.sse names).",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, backup.storages",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) =>
        eachStorage(subject, (storage) => {
            const s3 = storage.child("s3");
            const encryption = s3.child("serverSideEncryption");
            const algorithms = ["sseAlgorithm", "sseCustomerAlgorithm"].map((key) => hasContent(encryption.child(key)));
            const encrypted = any(
                hasContent(encryption.child("kmsKeyID")),
                hasContent(encryption.child("sseCustomerKey")),
                // The Secret holds the key, the algorithm turns it on.
                all(hasContent(subject.read("spec.secrets.sse")), any(...algorithms)),
            );
            return failWhenKnown(
                all(isPresent(s3), isAws(s3.child("endpointUrl")), not(encrypted)),
                encryption,
                {
                    ...(encryption.isAbsent ? {} : { seen: "without a key" }),
                    wanted: "write sseAlgorithm: aws:kms and the kmsKeyID of a key of your own",
                },
                `it is not known whether ${s3.name} is a bucket of AWS, or how it is encrypted`,
            );
        }),
};
