import type { Control } from "./control";

export const storageManagement: readonly Control[] = [
    {
        key: "SM-1",
        name: "Disk Encryption",
        section: "Storage Management",
        wording:
            "The volumes that hold data are encrypted without anybody having to ask, for instance by the CSI driver.",
        check: "rules",
        build: "A StorageClass that encrypts with the volume key is made and used.",
        relax: "`storage.storageClass` of your own.",
        answers: {
            postgres: { how: "added", note: "A StorageClass with encryption, named in the Cluster." },
            clickhouse: { how: "added", note: "A StorageClass with encryption, named in the claim templates." },
            mysql: { how: "added", note: "A StorageClass with encryption, named in volumeSpec." },
            mongodb: {
                how: "added",
                note: "A StorageClass with encryption, named in volumeSpec; the data files are encrypted besides.",
            },
        },
    },
    {
        key: "SM-2",
        name: "Application Level Encryption",
        section: "Storage Management",
        wording: "Where the database can encrypt its own files, that can be switched on.",
        check: "rules",
        build: "On where the engine has it: MongoDB always, ClickHouse's encrypted disk by choice, MySQL by a keyring. Reported as impossible for community PostgreSQL.",
        answers: {
            postgres: {
                how: "impossible",
                note: "Community PostgreSQL does not encrypt its files.",
                reason: "PostgreSQL has no transparent data encryption; pgcrypto only encrypts single values.",
                instead:
                    "Encrypt the volumes with a key of your own (SM-1) and the backups with KMS (ED-1); encrypt single columns in the application or with pgcrypto where a database administrator must not read them.",
            },
            clickhouse: { how: "configured", note: "A disk of type encrypted in the storage configuration." },
            mysql: { how: "configured", note: "Table encryption with a Vault keyring." },
            mongodb: { how: "native", note: "`enableEncryption` is on by default." },
        },
    },
    {
        key: "SM-3",
        name: "Database Key Management",
        section: "Storage Management",
        wording:
            "The key of the database's own encryption lies in a key management service, where it is neither lost nor stolen.",
        check: "rules",
        build: "The engine's encryption key in KMS or Vault.",
        answers: {
            postgres: {
                how: "impossible",
                note: "There is no such key.",
                reason: "Community PostgreSQL has no encryption of its own (SM-2), so there is no key to keep.",
                instead: "Keep the keys of volumes and backups in KMS.",
            },
            clickhouse: {
                how: "impossible",
                note: "The key stands in the configuration or in an environment variable.",
                reason: "ClickHouse reads the key of an encrypted disk from its configuration and talks to no KMS.",
                instead:
                    "Let External Secrets Operator fill a Secret from KMS or Vault, and give key_hex from an environment variable that refers to it.",
            },
            mysql: { how: "configured", note: "`vaultSecretName`; the sample's Vault address is http, write https." },
            mongodb: { how: "configured", note: "`secrets.vault`, or KMIP." },
        },
    },
    {
        key: "SM-4",
        name: "Persistent Volume Claim Integration",
        section: "Storage Management",
        wording: "Users can set properties of the volume claims, so that what the storage class offers can be used.",
        check: "rules",
        build: "`storage.claim` hands claim properties on; volumes are kept when the database goes.",
        relax: "`storage.reclaimPolicy`.",
        answers: {
            postgres: { how: "configured", note: "`storage.pvcTemplate`." },
            clickhouse: { how: "configured", note: "`volumeClaimTemplates`, with a reclaimPolicy." },
            mysql: { how: "configured", note: "`volumeSpec.persistentVolumeClaim`." },
            mongodb: { how: "configured", note: "`volumeSpec.persistentVolumeClaim`." },
        },
    },
    {
        key: "SM-5",
        name: "Storage Class Integration",
        section: "Storage Management",
        wording: "Users choose the storage class themselves.",
        check: "rules",
        build: "`storage.storageClass`.",
        answers: {
            postgres: { how: "configured", note: "`storage.storageClass`, for write-ahead log and tablespaces too." },
            clickhouse: { how: "configured", note: "storageClassName in the claim templates." },
            mysql: { how: "configured", note: "storageClassName in volumeSpec." },
            mongodb: { how: "configured", note: "storageClassName in volumeSpec." },
        },
    },
];
