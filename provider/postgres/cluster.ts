import type * as pulumi from "@pulumi/pulumi";
import type { BackupTarget } from "../core/seam";
import { managedLabels } from "../kubernetes/labels";
import type { PostgresDatabaseArgs } from "./arguments";
import { bootstrapFields } from "./bootstrap";
import type { DatabaseCertificates } from "./certificates";
import { clusterWaivers } from "./clusterWaivers";
import { firstDatabase } from "./databases";
import type { HostBasedAuthentication } from "./hba";
import { serverSettings } from "./parameters";
import { pluginName } from "./pins";
import { podFields, type OwnPodParts } from "./pods";
import type { RestoreSource } from "./restore";
import { managedRoles } from "./roles";
import { cloudOf, managedServices } from "./services";
import { storageFields } from "./storage";

export interface ClusterParts {
    name: string;
    args: PostgresDatabaseArgs;
    hba: HostBasedAuthentication;
    storageClass: pulumi.Input<string>;
    certificates: DatabaseCertificates["fields"];
    catalog: pulumi.Input<string>;
    pods?: OwnPodParts;
    /** Absent: no backups, by waiver. */
    backup?: { target: BackupTarget; store: pulumi.Input<string> };
    /** Absent: the database starts empty. */
    source?: RestoreSource;
}

export interface ClusterObject {
    apiVersion: "postgresql.cnpg.io/v1";
    kind: "Cluster";
    metadata: { name: string; namespace: string; labels: Record<string, string>; annotations: Record<string, string> };
    spec: Record<string, unknown>;
}

/** The CloudNativePG Cluster. Fields and traps: facts/operators 1.4 and 1.6, read at CloudNativePG 1.30. */
export function clusterObject(parts: ClusterParts): ClusterObject {
    const { name, args, hba, storageClass, certificates, catalog, backup, source } = parts;
    const { namespace, version, instances = 3, storage, awaitReady = true, service } = args;
    const annotations = {
        // The operator fills in defaults; where that made it an owner of a field, what the program says still holds.
        "pulumi.com/patchForce": "true",
        // The first is there for what it shows while it waits: the operator's phase.
        ...(awaitReady && { "pulumi.com/waitFor": JSON.stringify([healthyPhase, "condition=Ready"]) }),
        ...clusterWaivers(args),
    };
    const services = managedServices(name, service, cloudOf(args.platform));
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: { name, namespace: namespace.name, labels: managedLabels, annotations },
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
            ...certificates,
            ...bootstrapFields(firstDatabase(args), source),
            managed: { roles: managedRoles(name, args), ...(services && { services }) },
            // ALTER SYSTEM is off by default, and the operator drops a `false` that is written.
            postgresql: { ...serverSettings(args), pg_hba: hba.lines },
            ...(hba.podSelectorRefs.length > 0 && { podSelectorRefs: hba.podSelectorRefs }),
            monitoring: { tls: { enabled: true } },
            ...storageFields(storage, storageClass),
            ...podFields(args.pods, name, parts.pods),
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
            ...(backup && serviceAccountFields(backup.target.auth)),
        },
    };
}

/** CloudNativePG makes the service account and names it after the Cluster. */
function serviceAccountFields(auth: BackupTarget["auth"]): Record<string, unknown> {
    return auth.kind === "workloadIdentity" && Object.keys(auth.serviceAccountAnnotations).length > 0
        ? { serviceAccountTemplate: { metadata: { annotations: auth.serviceAccountAnnotations } } }
        : {};
}

/** What CloudNativePG writes when all instances serve, together with the condition Ready (api/v1 PhaseHealthy). */
const healthyPhase = "jsonpath={.status.phase}=Cluster in healthy state";
