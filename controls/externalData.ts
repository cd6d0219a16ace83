import type { Control } from "./control";

export const externalData: readonly Control[] = [
    {
        key: "ED-1",
        name: "Encrypted Backups",
        section: "External Data",
        wording: "Backups are encrypted with a key that a key management service keeps.",
        check: "rules",
        build: "Scheduled backups to a bucket of their own: KMS key, versions, TLS only, no public access, object lock by choice; a role that may do no more than this; a lifecycle that keeps the last backups when the job stops.",
        relax: "`backup.disabled` takes a waiver.",
        answers: {
            postgres: {
                how: "configured",
                note: "aws:kms in the object store's data and wal, the key's id through additional command arguments.",
            },
            clickhouse: { how: "configured", note: "S3_SSE_KMS_KEY_ID of the clickhouse-backup sidecar." },
            mysql: { how: "added", note: "The operator cannot name a key: make it the bucket's default encryption." },
            mongodb: { how: "configured", note: "serverSideEncryption with kmsKeyID." },
        },
    },
    {
        key: "ED-2",
        name: "Log Message Filtering",
        section: "External Data",
        wording: "Logs that leave the cluster hold no credentials and no user data.",
        check: "rules",
        build: "No statement text and no bind parameters in logs, masking rules, and the lowest level that still explains trouble.",
        relax: "`audit.logStatements` takes a waiver.",
        answers: {
            postgres: {
                how: "configured",
                note: "log_statement, log_min_error_statement, log_parameter_max_length and pgaudit.log_parameter.",
            },
            clickhouse: {
                how: "configured",
                note: "query_masking_rules, and logger/level, which is debug by default.",
            },
            mysql: { how: "configured", note: "Settings of the server's logs." },
            mongodb: { how: "configured", note: "security.redactClientLogData." },
        },
    },
    {
        key: "ED-3",
        name: "Table Data",
        section: "External Data",
        wording:
            "Table data that is exported to files or buckets is encrypted with a key that a key management service keeps.",
        check: "evidence",
        evidence: {
            kind: "an inventory of exports",
            record: "Each place that tables are exported to or read from (bucket, file, other database), its encryption key, who may export (grants), and the date; or that there is none, and how that was seen.",
        },
        build: "Rights to export are not granted, egress is closed (KSI-6), and the bucket is encrypted with the KMS key.",
        answers: {
            postgres: {
                how: "added",
                note: "Only superusers and the server-file roles can export to files; close egress and encrypt the bucket with KMS.",
            },
            clickhouse: { how: "configured", note: "server_side_encryption_kms_key_id of the S3 disk or endpoint." },
            mysql: { how: "added", note: "Close egress and encrypt the bucket with KMS." },
            mongodb: { how: "added", note: "Close egress and encrypt the bucket with KMS." },
        },
    },
];
