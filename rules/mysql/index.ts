import type { Rule } from "../rule";
import { rule as auditLog } from "./mysql-audit-log";
import { rule as automaticUpgrade } from "./mysql-automatic-upgrade";
import { rule as backupMissing } from "./mysql-backup-missing";
import { rule as backupTransport } from "./mysql-backup-transport";
import { rule as encryptionAtRest } from "./mysql-encryption-at-rest";
import { rule as externalExposure } from "./mysql-external-exposure";
import { rule as imagePinned } from "./mysql-image-pinned";
import { rule as logContent } from "./mysql-log-content";
import { rule as openNetwork } from "./mysql-open-network";
import { rule as plaintextConnections } from "./mysql-plaintext-connections";
import { rule as podPrivileges } from "./mysql-pod-privileges";
import { rule as privilegedUser } from "./mysql-privileged-user";
import { rule as staticCloudKeys } from "./mysql-static-cloud-keys";
import { rule as storageClass } from "./mysql-storage-class";
import { rule as tls } from "./mysql-tls";
import { rule as tlsVersion } from "./mysql-tls-version";
import { rule as unsafeSettings } from "./mysql-unsafe-settings";

export const mysqlRules: readonly Rule[] = [
    tls,
    plaintextConnections,
    tlsVersion,
    encryptionAtRest,
    backupMissing,
    backupTransport,
    staticCloudKeys,
    privilegedUser,
    openNetwork,
    unsafeSettings,
    auditLog,
    logContent,
    externalExposure,
    storageClass,
    imagePinned,
    podPrivileges,
    automaticUpgrade,
];
