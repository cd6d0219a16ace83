import { backupBucketCases, logBucketCases } from "./bucket";
import type { PolicyCases } from "./cases";
import { backupKeyCases, keyStatementCases, replicaKeyCases, volumeKeyCases, volumeKeyStatementCases } from "./key";
import { grantCases, permissionCases } from "./permissions";
import { replicationCases } from "./replication";
import { replicationTrustCases, trustCases } from "./trust";

/** The requests by which every policy document that is made here is judged. */
export const policyCases: readonly PolicyCases[] = [
    trustCases,
    replicationTrustCases,
    permissionCases,
    replicationCases,
    backupKeyCases,
    keyStatementCases,
    replicaKeyCases,
    volumeKeyCases,
    volumeKeyStatementCases,
    backupBucketCases,
    grantCases,
    logBucketCases,
];
