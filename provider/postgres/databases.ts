import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { waiverAnnotation } from "../core/waiver";
import type { ChildOptions } from "../core/children";
import { managedLabels } from "../kubernetes/labels";
import type { PostgresDatabaseArgs } from "./arguments";
import { accessSchema, ownerRole } from "./grants";
import { kubernetesName } from "./names";
import type { PostgresDatabaseEntryArgs, PostgresExtensionArgs } from "./userArguments";

type Databases = Pick<PostgresDatabaseArgs, "users" | "databases">;

/** The database that initdb makes, together with its rights. */
export function firstDatabase({ users }: Pick<PostgresDatabaseArgs, "users">): string {
    return users[0]?.database ?? unreachable();
}

/** Every database there is to be, the first one first. */
export function databasesOf({ users, databases = [] }: Databases): PostgresDatabaseEntryArgs[] {
    const names = [...users.map(({ database }) => database), ...databases.map(({ name }) => name)];
    return [...new Set(names)].map((name) => databases.find((each) => each.name === name) ?? { name });
}

/** Those that need an object of their own: the first only for its extensions, since initdb makes it. */
export function databaseEntries(args: Databases): PostgresDatabaseEntryArgs[] {
    const [first, ...later] = databasesOf(args);
    return [...(first !== undefined && (first.extensions ?? []).length > 0 ? [first] : []), ...later];
}

export interface DatabaseObject {
    apiVersion: "postgresql.cnpg.io/v1";
    kind: "Database";
    metadata: { name: string; namespace: string; labels: Record<string, string>; annotations?: Record<string, string> };
    spec: Record<string, unknown>;
}

/** A database as CloudNativePG's Database declares it, with the defaults of its CRD written out. It stays when the object goes. */
export function databaseObject(
    cluster: string,
    namespace: string,
    { name, extensions = [] }: PostgresDatabaseEntryArgs,
): DatabaseObject {
    const outbound = extensions.flatMap(({ allowOutbound }) => allowOutbound ?? []);
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Database",
        metadata: {
            name: `${cluster}-${kubernetesName(name)}`,
            namespace,
            labels: managedLabels,
            ...(outbound[0] && { annotations: waiverAnnotation("postgres-outbound-extension", outbound[0]) }),
        },
        spec: {
            cluster: { name: cluster },
            name,
            owner: ownerRole(name),
            ensure: "present",
            databaseReclaimPolicy: "retain",
            schemas: [
                { name: accessSchema, ensure: "present" },
                ...extensionSchemas(extensions).map((schema) => ({
                    name: schema,
                    owner: ownerRole(name),
                    ensure: "present",
                })),
            ],
            ...(extensions.length > 0 && { extensions: extensions.map(extensionEntry) }),
        },
    };
}

function extensionSchemas(extensions: readonly PostgresExtensionArgs[]): string[] {
    const named = extensions.flatMap(({ schema }) => schema ?? []);
    return [...new Set(named)].filter((schema) => schema !== "public");
}

function extensionEntry({ name, version, schema }: PostgresExtensionArgs): Record<string, unknown> {
    return {
        name,
        ensure: "present",
        ...(version !== undefined && { version }),
        ...(schema !== undefined && { schema }),
    };
}

/** Makes the Database objects; the operator acts on each once the Cluster has a primary. */
export function makeDatabases(name: string, namespace: string, args: Databases, child: ChildOptions): CustomResource[] {
    return databaseEntries(args).map(
        (entry) =>
            new CustomResource(`${name}-database-${entry.name}`, databaseObject(name, namespace, entry), child()),
    );
}

function unreachable(): never {
    throw new Error("users were checked to be at least one");
}
