import { backupBucketCases, logBucketCases } from "./bucket";
import type { PolicyCases } from "./cases";
import { backupKeyCases, volumeKeyCases } from "./key";
import { permissionCases } from "./permissions";
import { replicationTrustCases, trustCases } from "./trust";

/** The requests by which every policy document that is made here is judged. */
export const policyCases: readonly PolicyCases[] = [
    trustCases,
    replicationTrustCases,
    permissionCases,
    backupKeyCases,
    volumeKeyCases,
    backupBucketCases,
    logBucketCases,
];
