import type { Estate } from "../../rules/estate";
import type { Field } from "../../rules/field";
import { cnpg, gcp } from "../../rules/kinds";
import { isOnS3Elsewhere, storeParts } from "../../rules/postgres/objectStore";
import type { Subject } from "../../rules/subject";
import { hasContent, hasVariable, is, isFalse, oneOf, startsWith } from "../../rules/text";
import { leftWhen, ownOfKind, type Gap, type Ground } from "./gap";
import { hasKeyedVolumes } from "./storage";

export const backupGaps: readonly Gap[] = [
    {
        controls: ["ED-1", "NM-6", "CM-5", "KSI-4"],
        engine: "postgres",
        left: ({ database, estate }) =>
            namedStores(database)
                .filter((name) => estate.find(cnpg.objectStore, database.namespace, name) === undefined)
                .map(
                    (name) =>
                        `The ObjectStore ${name} that the backups go to was not read, so how they get there, by which identity and how encrypted, is not known: read it too.`,
                ),
    },
    {
        controls: ["ED-1", "NM-6", "CM-5", "KSI-4"],
        engine: "postgres",
        left: ({ database }) =>
            archivers(database)
                .flatMap((plugin) => plugin.child("name").text ?? [])
                .filter((name) => name !== barman && !hasVariable(name))
                .map(
                    (name) =>
                        `The backups are made by the plugin ${name}, whose settings no check reads: use ${barman}, or record evidence of its own.`,
                ),
    },
    {
        controls: ["ED-1"],
        engine: "postgres",
        left: (ground) => [...storesOf(ground).flatMap((store) => openKey(store, ground)), ...openSnapshots(ground)],
    },
];

const barman = "barman-cloud.cloudnative-pg.io";

function archivers({ read }: Subject): readonly Field[] {
    return read("spec.plugins").items.filter(
        (plugin) => plugin.child("isWALArchiver").text === "true" && isFalse(plugin.child("enabled")) !== true,
    );
}

/** The object stores that the Cluster's own backups go to, as the plugin is told of them. */
function namedStores(database: Subject): readonly string[] {
    return archivers(database)
        .filter((plugin) => plugin.child("name").text === barman)
        .flatMap((plugin) => plugin.at("parameters.barmanObjectName").text ?? [])
        .filter((name) => !hasVariable(name));
}

function storesOf({ database, estate }: Ground): readonly Field[] {
    const inTree = database.read("spec.backup.barmanObjectStore");
    return [
        ...(inTree.isAbsent ? [] : [inTree]),
        ...namedStores(database).flatMap(
            (name) => estate.find(cnpg.objectStore, database.namespace, name)?.read("spec.configuration") ?? [],
        ),
    ];
}

/** What no rule on S3 decides: a key that the store keeps to itself, and clouds whose buckets are not here. */
function openKey(store: Field, ground: Ground): readonly string[] {
    const path = store.child("destinationPath");
    const { text = "" } = path;
    if (isOnS3Elsewhere(store) === true) {
        return leftWhen(
            storeParts.some((part) => {
                const encryption = store.child(part).child("encryption");
                return hasContent(encryption) === true && is(encryption, "aws:kms") === false;
            }),
            "The store encrypts the backups with a key of its own (AES256), not with one that a key management service keeps: write aws:kms with its key if the store has such a service.",
        );
    }
    if (startsWith(path, "gs://") === true) {
        const bucket = text.slice("gs://".length).split("/")[0] ?? "";
        return leftWhen(
            !hasVariable(bucket) && !isInSight(bucket, ground.estate),
            `The key of the bucket ${bucket} was not read, and Google encrypts with one of its own unless it is told: read the stack that makes the bucket too.`,
        );
    }
    return leftWhen(
        isAzure(store) && !namesScope(store),
        "Azure encrypts the backups with a key of its own unless it is told: write --encryption-scope with a scope of your key into the additional arguments.",
    );
}

function isInSight(bucket: string, estate: Estate): boolean {
    return estate.of(gcp.bucket).some(({ read, name }) => (read("name").text ?? name) === bucket);
}

function isAzure(store: Field): boolean {
    return (
        !store.child("azureCredentials").isAbsent || /\.blob\.core\./.test(store.child("destinationPath").text ?? "")
    );
}

function namesScope(store: Field): boolean {
    return ([store.at("data.additionalCommandArgs"), store.at("wal.archiveAdditionalCommandArgs")] as const).every(
        (list) => list.isUnknown || list.items.some(({ text = "" }) => text.startsWith("--encryption-scope")),
    );
}

function openSnapshots(ground: Ground): readonly string[] {
    const { database, estate } = ground;
    const bySnapshot =
        !database.read("spec.backup.volumeSnapshot").isAbsent ||
        ownOfKind(ground, cnpg.scheduledBackup).some(
            ({ read }) => oneOf(read("spec.method"), ["volumeSnapshot"]) === true,
        );
    return leftWhen(
        bySnapshot && !hasKeyedVolumes(database, estate),
        "Volume snapshots are encrypted as their volumes are, and no StorageClass that was read names a key for those: read the class too, or give it a key of your own.",
    );
}
