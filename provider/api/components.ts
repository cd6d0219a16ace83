/** The public components: adding one is a line here and the interfaces it names in api.ts. */
export interface ComponentDescription {
    name: string;
    args: string;
    outputs: string;
    description: string;
}

export const packageName = "hardened-db";

export const components = [
    {
        name: "PostgresDatabase",
        args: "PostgresDatabaseArgs",
        outputs: "PostgresDatabaseOutputs",
        description:
            "A hardened PostgreSQL on Kubernetes, run by CloudNativePG: operator, keys, role, encrypted backup bucket, generated " +
            "credentials, certificates, network policies and the database itself.",
    },
    {
        name: "PostgresOperator",
        args: "PostgresOperatorArgs",
        outputs: "PostgresOperatorOutputs",
        description:
            "The CloudNativePG operator with its backup plugin, with rights in the namespaces it watches and hardly any elsewhere. " +
            "Several databases can share it.",
    },
    {
        name: "BackupVault",
        args: "BackupVaultArgs",
        outputs: "BackupVaultOutputs",
        description:
            "An encrypted backup bucket on AWS with a KMS key of its own and one least-privilege role per database. " +
            "Several databases can share it.",
    },
] as const satisfies readonly ComponentDescription[];

export type ComponentName = (typeof components)[number]["name"];
