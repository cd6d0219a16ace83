import type { Engine } from "../../controls";
import { altinity, cnpg, percona, type Kind } from "../kinds";

/** The engine of a custom resource. */
export const engineOf: Readonly<Record<Kind, Engine>> = {
    [cnpg.cluster]: "postgres",
    [altinity.installation]: "clickhouse",
    [altinity.keeper]: "clickhouse",
    [percona.mongodb]: "mongodb",
    [percona.mysql]: "mysql",
};

/** Words by which an alert's name or expression names an engine: prefixes of its exporters' metrics, and its own name. */
export const engineWords: Readonly<Record<Engine, RegExp>> = {
    postgres: /cnpg|postgres|\bpg_|barman|pgbackrest/i,
    clickhouse: /clickhouse|\bchi_|\bchk_/i,
    mongodb: /mongo|psmdb|\bpbm/i,
    mysql: /mysql|pxc|xtradb|percona_/i,
};

/** What security alerts are about, by the words of their names and expressions. */
export const signals: readonly RegExp[] = [
    // Failed logins; 28P01 and 28000 are PostgreSQL's codes for them.
    /(fail|denied|reject|invalid|wrong|error)\w*[\s_-]*(login|log[\s_-]?in|auth|password|access)|(login|auth\w*|password|access)[\s_-]*(fail|denied|reject|invalid|error)|access_?denied|28P01|28000/i,
    // Certificates that run out.
    /cert\w*[\s\S]{0,60}expir|expir[\s\S]{0,60}cert|certmanager_certificate_expiration|not_?after/i,
    // Backups and archiving that fail or stay away.
    /(backup|archiv|pitr|\bwal_?)[\s\S]{0,60}(fail|error|missing|absent|too_?old|age|stale|stuck|last)|(fail|missing|no|last)\w*[\s_-]*(backup|archiv)/i,
];

/** An alert on certificates in general covers those of every engine. */
export const generalCertificateAlert = /certmanager_certificate_expiration/;
