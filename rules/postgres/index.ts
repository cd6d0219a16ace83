import type { Rule } from "../rule";
import { rule as auditImage } from "./postgres-audit-image";
import { rule as auditLog } from "./postgres-audit-log";
import { rule as backupDeprecated } from "./postgres-backup-deprecated";
import { rule as backupEncryption } from "./postgres-backup-encryption";
import { rule as backupEncryptionElsewhere } from "./postgres-backup-encryption-elsewhere";
import { rule as backupKey } from "./postgres-backup-key";
import { rule as backupMissing } from "./postgres-backup-missing";
import { rule as backupSchedule } from "./postgres-backup-schedule";
import { rule as externalExposure } from "./postgres-external-exposure";
import { rule as hbaSyntax } from "./postgres-hba-syntax";
import { rule as imagePinned } from "./postgres-image-pinned";
import { rule as inlineCredentials } from "./postgres-inline-credentials";
import { rule as ldapPlaintext } from "./postgres-ldap-plaintext";
import { rule as logContent } from "./postgres-log-content";
import { rule as metricsTls } from "./postgres-metrics-tls";
import { rule as openNetwork } from "./postgres-open-network";
import { rule as outboundExtension } from "./postgres-outbound-extension";
import { rule as passwordEncryption } from "./postgres-password-encryption";
import { rule as passwordPassthrough } from "./postgres-password-passthrough";
import { rule as plaintextConnections } from "./postgres-plaintext-connections";
import { rule as plaintextEndpoint } from "./postgres-plaintext-endpoint";
import { rule as podPrivileges } from "./postgres-pod-privileges";
import { rule as poolerTls } from "./postgres-pooler-tls";
import { rule as privilegedRole } from "./postgres-privileged-role";
import { rule as safetyBypass } from "./postgres-safety-bypass";
import { rule as staticCloudKeys } from "./postgres-static-cloud-keys";
import { rule as storageClass } from "./postgres-storage-class";
import { rule as superuserAccess } from "./postgres-superuser-access";
import { rule as tlsVersion } from "./postgres-tls-version";
import { rule as verifyPeer } from "./postgres-verify-peer";
import { rule as weakAuthMethod } from "./postgres-weak-auth-method";
import { rule as weakPassword } from "./postgres-weak-password";

export const postgresRules: readonly Rule[] = [
    superuserAccess,
    plaintextConnections,
    openNetwork,
    weakAuthMethod,
    hbaSyntax,
    tlsVersion,
    passwordEncryption,
    passwordPassthrough,
    weakPassword,
    privilegedRole,
    outboundExtension,
    safetyBypass,
    auditLog,
    auditImage,
    logContent,
    metricsTls,
    backupMissing,
    backupSchedule,
    backupEncryption,
    backupEncryptionElsewhere,
    backupKey,
    backupDeprecated,
    staticCloudKeys,
    plaintextEndpoint,
    ldapPlaintext,
    externalExposure,
    storageClass,
    imagePinned,
    verifyPeer,
    inlineCredentials,
    poolerTls,
    podPrivileges,
];
