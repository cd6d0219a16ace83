import type { Rule } from "../rule";
import { rule as auditLog } from "./clickhouse-audit-log";
import { rule as backupEncryption } from "./clickhouse-backup-encryption";
import { rule as backupTransport } from "./clickhouse-backup-transport";
import { rule as clientTls } from "./clickhouse-client-tls";
import { rule as clusterSecret } from "./clickhouse-cluster-secret";
import { rule as dataRetention } from "./clickhouse-data-retention";
import { rule as defaultPassword } from "./clickhouse-default-password";
import { rule as externalExposure } from "./clickhouse-external-exposure";
import { rule as imagePinned } from "./clickhouse-image-pinned";
import { rule as inlinePassword } from "./clickhouse-inline-password";
import { rule as intraClusterTls } from "./clickhouse-intra-cluster-tls";
import { rule as keeperCommands } from "./clickhouse-keeper-commands";
import { rule as keeperTls } from "./clickhouse-keeper-tls";
import { rule as ldapPlaintext } from "./clickhouse-ldap-plaintext";
import { rule as logContent } from "./clickhouse-log-content";
import { rule as openNetwork } from "./clickhouse-open-network";
import { rule as operatorCredentials } from "./clickhouse-operator-credentials";
import { rule as operatorPassword } from "./clickhouse-operator-password";
import { rule as operatorPolicy } from "./clickhouse-operator-policy";
import { rule as outboundCalls } from "./clickhouse-outbound-calls";
import { rule as plaintextMetrics } from "./clickhouse-plaintext-metrics";
import { rule as plaintextPorts } from "./clickhouse-plaintext-ports";
import { rule as podHardening } from "./clickhouse-pod-hardening";
import { rule as podPrivileges } from "./clickhouse-pod-privileges";
import { rule as privilegedUser } from "./clickhouse-privileged-user";
import { rule as staticCloudKeys } from "./clickhouse-static-cloud-keys";
import { rule as storageClass } from "./clickhouse-storage-class";
import { rule as storageEncryption } from "./clickhouse-storage-encryption";
import { rule as tlsVerification } from "./clickhouse-tls-verification";
import { rule as tlsVersion } from "./clickhouse-tls-version";
import { rule as unrestrictedUser } from "./clickhouse-unrestricted-user";

export const clickhouseRules: readonly Rule[] = [
    inlinePassword,
    defaultPassword,
    operatorPassword,
    openNetwork,
    plaintextPorts,
    clientTls,
    intraClusterTls,
    keeperTls,
    tlsVerification,
    tlsVersion,
    clusterSecret,
    privilegedUser,
    unrestrictedUser,
    outboundCalls,
    auditLog,
    logContent,
    ldapPlaintext,
    storageEncryption,
    backupEncryption,
    backupTransport,
    staticCloudKeys,
    imagePinned,
    externalExposure,
    storageClass,
    dataRetention,
    podPrivileges,
    podHardening,
    plaintextMetrics,
    operatorPolicy,
    operatorCredentials,
    keeperCommands,
];
