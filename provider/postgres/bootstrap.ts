import { grantStatements, ownerRole } from "./grants";

/** How the first server comes to be. */
export function bootstrapFields(database: string): Record<string, unknown> {
    return {
        bootstrap: {
            initdb: {
                database,
                owner: ownerRole(database),
                dataChecksums: true,
                postInitApplicationSQL: grantStatements(database),
            },
        },
    };
}
