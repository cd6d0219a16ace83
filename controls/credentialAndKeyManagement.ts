import type { Control } from "./control";

export const credentialAndKeyManagement: readonly Control[] = [
    {
        key: "CM-1",
        name: "Secure Key Management",
        section: "Credential and Key Management",
        wording: "Keys and credentials can come from a key management service, such as a cloud's KMS or Vault.",
        check: "rules",
        build: "A customer-managed KMS key for each purpose (backups, volumes), rotated; who administers it cannot decrypt. Planned: credentials in the cloud's secret manager, synchronised by External Secrets Operator.",
        relax: "Keys of your own: `platform.aws.volumeKeyArn`, `platform.aws.backupKeyArn`, and `keyArn` of a BackupVault.",
        answers: {
            postgres: {
                how: "added",
                note: "No KMS client; External Secrets Operator fills the Secrets, KMS encrypts volumes and bucket.",
            },
            clickhouse: {
                how: "added",
                note: "No KMS client; External Secrets Operator fills the Secrets, KMS encrypts volumes and bucket.",
            },
            mysql: { how: "configured", note: "A Vault keyring." },
            mongodb: { how: "configured", note: "Vault or KMIP." },
        },
    },
    {
        key: "CM-2",
        name: "Database Account Credentials",
        section: "Credential and Key Management",
        wording: "The credentials of database accounts travel in Secrets and stand nowhere else.",
        check: "rules",
        build: "Database accounts only through Secrets.",
        answers: {
            postgres: {
                how: "native",
                note: "`passwordSecret` everywhere.",
                shownBy: {
                    file: "examples/quickstart/quickstart.engine.test.ts",
                    title: "the quickstart, as it is, in the sandbox writes no secret into the state in the clear, nor shows one [CM-2]",
                },
            },
            clickhouse: {
                how: "configured",
                note: "Only with valueFrom.secretKeyRef; a password written in the installation stays readable there.",
            },
            mysql: { how: "native", note: "`secretsName` and `passwordSecretRef`." },
            mongodb: { how: "native", note: "`secrets.users` and `passwordSecretRef`; they can be kept in Vault." },
        },
    },
    {
        key: "CM-3",
        name: "External Credentials",
        section: "Credential and Key Management",
        wording: "Credentials for services outside the database travel in Secrets too.",
        check: "rules",
        build: "Only Secrets or workload identity for outside services.",
        answers: {
            postgres: {
                how: "native",
                note: "externalClusters and the object store refer to Secrets.",
                shownBy: {
                    file: "provider/postgres/ldap.test.ts",
                    title: "A login that a directory checks is a line of ours, over TLS on both ways, bound as the user: no password of the directory stands anywhere [UM-5, CM-3]",
                },
            },
            clickhouse: { how: "configured", note: "valueFrom.secretKeyRef in settings and files." },
            mysql: { how: "native", note: "Backups take their keys from a Secret, and need one." },
            mongodb: { how: "native", note: "Backups take their keys from a Secret, which may be left out." },
        },
    },
    {
        key: "CM-4",
        name: "Pod Integration",
        section: "Credential and Key Management",
        wording:
            "Users can set properties of the database's pods, for instance to have secrets put into them their own way.",
        check: "evidence",
        evidence: {
            kind: "the operator's reference, read against the fields used",
            record: "Which pod properties were set, through which fields of the custom resource, that they arrived in the pods (kubectl get pod -o yaml), and the operator's version.",
        },
        build: "What the operator can hand on, as typed fields (for PostgreSQL env, projected volumes, affinity, topology, resources, priority, scheduler), still judged by the rules.",
        answers: {
            postgres: {
                how: "configured",
                note: "env, projected volumes, security contexts, affinity and more; no free pod template.",
            },
            clickhouse: { how: "native", note: "`podTemplates` take a whole pod spec." },
            mysql: { how: "configured", note: "Container options and sidecars." },
            mongodb: { how: "configured", note: "Sidecars and security contexts." },
        },
    },
    {
        key: "CM-5",
        name: "Cloud Resource Access",
        section: "Credential and Key Management",
        wording: "Cloud resources are reached by the identity of a service account, with no key to keep.",
        check: "rules",
        build: "Workload identity for backups (IRSA or EKS Pod Identity, GKE Workload Identity); no access key anywhere.",
        relax: "`platform.s3.credentials`, a key Secret for S3-compatible stores that know nothing else, takes a waiver in `platform.s3.credentials.allowStaticKeys`.",
        answers: {
            postgres: { how: "configured", note: "`inheritFromIAMRole` (S3), `gkeEnvironment` (GCS) and their like." },
            clickhouse: {
                how: "configured",
                note: "A service account in the pod template and use_environment_credentials.",
            },
            mysql: {
                how: "impossible",
                note: "Backups to S3 go through a Secret with keys.",
                reason: "The operator requires credentialsSecret for an S3 backup storage and knows no workload identity.",
                instead:
                    "Give the backup an access key of its own that may only write below its prefix, rotate it on a schedule, and waive the rule with that as the reason.",
            },
            mongodb: {
                how: "configured",
                note: "A backup storage without credentialsSecret uses the service account.",
            },
        },
    },
];
