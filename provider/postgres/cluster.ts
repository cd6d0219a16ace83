import type * as pulumi from "@pulumi/pulumi";
import { waiverAnnotation } from "../core/waiver";
import type { BackupTarget } from "../core/seam";
import { managedLabels } from "../kubernetes/labels";
import type { PostgresDatabaseArgs } from "./arguments";
import { grantStatements, ownerRole } from "./grants";
import type { HostBasedAuthentication } from "./hba";
import { pluginName } from "./pins";
import { managedRole } from "./users";

export interface ClusterParts {
    name: string;
    args: PostgresDatabaseArgs;
    database: string;
    hba: HostBasedAuthentication;
    storageClass: pulumi.Input<string>;
    rootSecret: pulumi.Input<string>;
    catalog: pulumi.Input<string>;
    /** Absent: no backups, by waiver. */
    backup?: { target: BackupTarget; store: pulumi.Input<string> };
}

export interface ClusterObject {
    apiVersion: "postgresql.cnpg.io/v1";
    kind: "Cluster";
    metadata: { name: string; namespace: string; labels: Record<string, string>; annotations: Record<string, string> };
    spec: Record<string, unknown>;
}

/** The CloudNativePG Cluster. Fields and traps: facts/operators 1.4 and 1.6, read at CloudNativePG 1.30. */
export function clusterObject({
    name,
    args,
    database,
    hba,
    storageClass,
    rootSecret,
    catalog,
    backup,
}: ClusterParts): ClusterObject {
    const { namespace, version, instances = 3, users, storage, tls = {}, awaitReady = true } = args;
    const annotations = {
        // The operator fills in defaults; where that made it an owner of a field, what the program says still holds.
        "pulumi.com/patchForce": "true",
        // The first is there for what it shows while it waits: the operator's phase.
        ...(awaitReady && { "pulumi.com/waitFor": JSON.stringify([healthyPhase, "condition=Ready"]) }),
        ...waivers(args, backup?.target),
    };
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: {
            name,
            namespace: namespace.name,
            labels: managedLabels,
            annotations,
        },
        spec: {
            instances,
            imageCatalogRef: {
                apiGroup: "postgresql.cnpg.io",
                kind: "ImageCatalog",
                name: catalog,
                major: Number(version),
            },
            enableSuperuserAccess: false,
            enablePDB: true,
            certificates: { serverCASecret: rootSecret },
            bootstrap: {
                initdb: {
                    database,
                    owner: ownerRole(database),
                    dataChecksums: true,
                    postInitApplicationSQL: grantStatements(database),
                },
            },
            managed: { roles: users.map((user) => managedRole(name, user)) },
            // ALTER SYSTEM is off by default, and the operator drops a `false` that is written.
            postgresql: {
                parameters: parameters(tls.minimumVersion ?? "1.3"),
                pg_hba: hba.lines,
            },
            ...(hba.podSelectorRefs.length > 0 && { podSelectorRefs: hba.podSelectorRefs }),
            monitoring: { tls: { enabled: true } },
            storage: { size: storage.size, storageClass, resizeInUseVolumes: true },
            ...(backup && {
                plugins: [
                    {
                        name: pluginName,
                        enabled: true,
                        isWALArchiver: true,
                        parameters: { barmanObjectName: backup.store },
                    },
                ],
            }),
            ...(backup?.target.auth.kind === "workloadIdentity" && {
                serviceAccountTemplate: { metadata: { annotations: backup.target.auth.serviceAccountAnnotations } },
            }),
        },
    };
}

/** What CloudNativePG writes when all instances serve, together with the condition Ready (api/v1 PhaseHealthy). */
const healthyPhase = "jsonpath={.status.phase}=Cluster in healthy state";

/** TLS, password storage and the audit log; nothing that puts statements or bind values into a log (control ED-2). */
function parameters(minimumVersion: string): Record<string, string> {
    return {
        ssl_min_protocol_version: `TLSv${minimumVersion}`,
        password_encryption: "scram-sha-256",
        log_connections: "on",
        log_disconnections: "on",
        log_statement: "none",
        log_min_error_statement: "panic",
        log_parameter_max_length: "0",
        log_parameter_max_length_on_error: "0",
        "pgaudit.log": "ddl, role, misc_set",
        "pgaudit.log_catalog": "off",
        "pgaudit.log_parameter": "off",
    };
}

/** Every waiver that weakens the Cluster, under the rule that it answers. */
function waivers(
    { users, tls, backup }: PostgresDatabaseArgs,
    target: BackupTarget | undefined,
): Record<string, string> {
    const wide = users.flatMap(({ from }) => from.flatMap(({ allowWide }) => allowWide ?? []));
    return {
        ...(tls?.allowPlaintext && waiverAnnotation("postgres-plaintext-connections", tls.allowPlaintext)),
        ...(wide[0] && waiverAnnotation("postgres-open-network", wide[0])),
        ...(backup?.disabled && waiverAnnotation("postgres-backup-missing", backup.disabled)),
        ...(target?.auth.kind === "keySecret" && waiverAnnotation("postgres-static-cloud-keys", target.auth.waiver)),
    };
}
