import type { Rule } from "../rule";
import { rule as auditLog } from "./mongodb-audit-log";
import { rule as authorization } from "./mongodb-authorization";
import { rule as automaticUpgrade } from "./mongodb-automatic-upgrade";
import { rule as backupEncryption } from "./mongodb-backup-encryption";
import { rule as backupMissing } from "./mongodb-backup-missing";
import { rule as backupTransport } from "./mongodb-backup-transport";
import { rule as encryptionAtRest } from "./mongodb-encryption-at-rest";
import { rule as externalExposure } from "./mongodb-external-exposure";
import { rule as imagePinned } from "./mongodb-image-pinned";
import { rule as keyManagement } from "./mongodb-key-management";
import { rule as logContent } from "./mongodb-log-content";
import { rule as monitoring } from "./mongodb-monitoring";
import { rule as podPrivileges } from "./mongodb-pod-privileges";
import { rule as privilegedUser } from "./mongodb-privileged-user";
import { rule as serverSideJs } from "./mongodb-server-side-js";
import { rule as staticCloudKeys } from "./mongodb-static-cloud-keys";
import { rule as storageClass } from "./mongodb-storage-class";
import { rule as tlsMode } from "./mongodb-tls-mode";
import { rule as tlsVerification } from "./mongodb-tls-verification";
import { rule as unsafeFlags } from "./mongodb-unsafe-flags";
import { rule as vaultTransport } from "./mongodb-vault-transport";

export const mongodbRules: readonly Rule[] = [
    tlsMode,
    tlsVerification,
    unsafeFlags,
    authorization,
    encryptionAtRest,
    keyManagement,
    backupMissing,
    backupEncryption,
    staticCloudKeys,
    backupTransport,
    vaultTransport,
    auditLog,
    logContent,
    serverSideJs,
    privilegedUser,
    externalExposure,
    storageClass,
    imagePinned,
    podPrivileges,
    automaticUpgrade,
    monitoring,
];
