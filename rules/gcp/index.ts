import type { Rule } from "../rule";
import { rule as bucketAudit } from "./gcp-bucket-audit";
import { rule as bucketEncryption } from "./gcp-bucket-encryption";
import { rule as bucketPublicAccess } from "./gcp-bucket-public-access";
import { rule as bucketRecovery } from "./gcp-bucket-recovery";
import { rule as keyRotation } from "./gcp-key-rotation";
import { rule as keyUse } from "./gcp-key-use";
import { rule as staticKeys } from "./gcp-static-keys";
import { rule as workloadIdentity } from "./gcp-workload-identity";

export const gcpRules: readonly Rule[] = [
    keyRotation,
    keyUse,
    bucketEncryption,
    bucketPublicAccess,
    bucketRecovery,
    bucketAudit,
    workloadIdentity,
    staticKeys,
];
