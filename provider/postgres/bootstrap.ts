import { firstDatabaseSql, ownerRole } from "./grants";
import { templateSql } from "./templateSql";
import { recoveryFields, type RestoreSource } from "./restore";

/**
 * How the first server comes to be: empty, or from backups. Read when the Cluster is made and not again (CloudNativePG 1.30.1,
 * internal/controller/cluster_create.go: only without an instance), so a change of it later is a change on paper. Database and owner
 * are the same both ways, since from them the operator goes on to find the owner's password (api/v1/cluster_funcs.go).
 */
export function bootstrapFields(database: string, from?: RestoreSource): Record<string, unknown> {
    const owner = ownerRole(database);
    if (from !== undefined) {
        return recoveryFields(database, owner, from);
    }
    return {
        bootstrap: {
            initdb: {
                database,
                owner,
                dataChecksums: true,
                postInitTemplateSQL: templateSql,
                postInitApplicationSQL: firstDatabaseSql,
            },
        },
    };
}
