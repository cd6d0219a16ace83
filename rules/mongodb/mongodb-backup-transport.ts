import { isPlaintext } from "../endpoint";
import type { Field } from "../field";
import { percona } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { isPresent, isTrue, startsWith } from "../text";
import { eachStorage } from "./storages";

export const rule: Rule = {
    id: "mongodb-backup-transport",
    title: "Backups travel over verified TLS",
    controls: ["NM-6"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "A backup is the whole database. Over plain HTTP, or to a server that nobody verified, it can be read and changed on its way, and so can the key that opens the bucket.",
    fix: "Give an https:// endpointUrl, leave insecureSkipTLSVerify out, write secure: true for a minio storage, and let the storage have a certificate that the pods trust.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, backup.storages",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) =>
        eachStorage(subject, (storage) => [
            // `minio` is another client for the same protocol.
            ...["s3", "minio"].flatMap((client) => {
                const skip = storage.child(client).child("insecureSkipTLSVerify");
                const endpoint = storage.child(client).child("endpointUrl");
                return [
                    ...failWhen(isTrue(skip), skip, { wanted: "leave it out, and trust the storage's certificate" }),
                    ...failWhen(isPlaintext(endpoint), endpoint, { wanted: "write an https:// address" }),
                ];
            }),
            ...judgeMinio(storage.child("minio")),
        ]),
};

/** The endpoint of this client is a host without a scheme; TLS is asked for beside it. */
function judgeMinio(minio: Field): readonly Outcome[] {
    const secure = minio.child("secure");
    const endpoint = minio.child("endpointUrl");
    const hasScheme = any(startsWith(endpoint, "https://"), isPlaintext(endpoint));
    return failWhen(all(isPresent(minio), not(isTrue(secure)), not(hasScheme)), secure, {
        default: "false",
        wanted: "write true, and let the storage have a certificate that the pods trust",
    });
}
