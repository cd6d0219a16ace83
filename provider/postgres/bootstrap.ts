import { firstDatabaseSql, ownerRole } from "./grants";
import { templateSql } from "./templateSql";

/** How the first server comes to be. */
export function bootstrapFields(database: string): Record<string, unknown> {
    return {
        bootstrap: {
            initdb: {
                database,
                owner: ownerRole(database),
                dataChecksums: true,
                postInitTemplateSQL: templateSql,
                postInitApplicationSQL: firstDatabaseSql,
            },
        },
    };
}
