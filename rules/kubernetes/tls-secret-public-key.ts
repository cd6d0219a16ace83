import { altinity, kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import type { Field } from "../field";
import type { Rule } from "../rule";
import { secretEntries } from "../secretData";
import type { Subject } from "../subject";
import { tiedToDatabase } from "../ties";
import type { Estate } from "../estate";
import { fingerprintsOfKeysIn } from "./publicKeyFingerprint";
import { publishedKeys } from "./publishedKeys";

export const rule: Rule = {
    id: "tls-secret-public-key",
    title: "No private key is one that everybody can download",
    controls: ["NM-7"],
    severity: "critical",
    kinds: [kubernetes.secret, altinity.installation],
    why: "The operators' samples come with certificates and their private keys. Whoever has the repository can pose as a server that uses one, and read what its clients send.",
    fix: "Make a key of your own: let the operator or cert-manager issue the certificate. Take the sample's CA out of every client's trust, too.",
    references: [
        {
            title: "Altinity clickhouse-operator: sample of a secure installation, with its key",
            url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/chi-examples/22-secure-ssl-01-files-plaintext.yaml",
            version: "0.25.6",
        },
        {
            title: "Percona Operator for MongoDB: sample Secrets, with their keys",
            url: "https://github.com/percona/percona-server-mongodb-operator/blob/main/deploy/ssl-secrets.yaml",
            version: "1.22.0",
        },
    ],
    check: (subject, estate) =>
        subject.kind === kubernetes.secret ? ofSecret(subject, estate) : ofInstallation(subject),
};

function ofSecret(secret: Subject, estate: Estate): readonly Outcome[] {
    const unknown = ["data", "stringData"].flatMap((part) => each(secret.read(part), unknownValue));
    return [
        ...secretEntries(secret).flatMap(({ field, text }) => judge(field, text)),
        ...(tiedToDatabase(secret, estate) ? unknown : []),
    ];
}

function ofInstallation({ read }: Subject): readonly Outcome[] {
    const clusters = read("spec.configuration.clusters").items;
    const layouts = clusters.flatMap((cluster) => [
        cluster,
        ...cluster.at("layout.shards").items.flatMap((shard) => [shard, ...shard.child("replicas").items]),
        ...cluster.at("layout.replicas").items,
    ]);
    return [read("spec.configuration"), ...layouts].flatMap((part) =>
        each(part.child("files"), (file) => [...unknownValue(file), ...judge(file, file.text)]),
    );
}

function unknownValue(value: Field): readonly Outcome[] {
    return value.isUnknown ? [undecided(value)] : [];
}

const published = new Map(publishedKeys.map((key) => [key.fingerprint, key]));

function judge(field: Field, text: string | undefined): readonly Outcome[] {
    return fingerprintsOfKeysIn(text ?? "").flatMap((fingerprint) => {
        const key = published.get(fingerprint);
        return key === undefined
            ? []
            : [
                  failAt(
                      field.path,
                      `${field.name} holds a private key that is published in ${key.source}: make a key of your own`,
                  ),
              ];
    });
}
