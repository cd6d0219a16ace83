import type { Rule } from "../rule";
import { rule as bucketAudit } from "./aws-bucket-audit";
import { rule as bucketEncryption } from "./aws-bucket-encryption";
import { rule as bucketPublicAccess } from "./aws-bucket-public-access";
import { rule as bucketRecovery } from "./aws-bucket-recovery";
import { rule as bucketTransport } from "./aws-bucket-transport";
import { rule as keyDeletion } from "./aws-key-deletion";
import { rule as keyPolicy } from "./aws-key-policy";
import { rule as keyRotation } from "./aws-key-rotation";
import { rule as rolePermissions } from "./aws-role-permissions";
import { rule as roleTrust } from "./aws-role-trust";
import { rule as staticKeys } from "./aws-static-keys";

export const awsRules: readonly Rule[] = [
    keyRotation,
    keyPolicy,
    keyDeletion,
    bucketEncryption,
    bucketPublicAccess,
    bucketTransport,
    bucketRecovery,
    bucketAudit,
    roleTrust,
    rolePermissions,
    staticKeys,
];
