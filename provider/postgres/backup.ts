import * as pulumi from "@pulumi/pulumi";
import type { BackupTarget } from "../core/seam";
import { waiverAnnotation } from "../core/waiver";
import { managedLabels } from "../kubernetes/labels";
import { pluginName } from "./pins";

export interface Place {
    name: string;
    namespace: string;
}

export interface CustomObject {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace: string; labels: Record<string, string>; annotations?: Record<string, string> };
    spec: Record<string, unknown>;
}

/**
 * Where plugin-barman-cloud writes to and reads from; nothing is removed by it without `retentionDays`. The KMS key has no field of its
 * own, so it goes as an argument (EnterpriseDB/barman #757).
 */
export function objectStore({ name, namespace }: Place, target: BackupTarget, retentionDays?: number): CustomObject {
    const { scheme, bucket, prefix, endpoint, ca, encryption, key, auth } = target;
    const keyArgument = key === undefined ? [] : [pulumi.interpolate`--sse-kms-key-id=${key}`];
    const withKey = (field: string): Record<string, unknown> => (key === undefined ? {} : { [field]: keyArgument });
    return {
        apiVersion: "barmancloud.cnpg.io/v1",
        kind: "ObjectStore",
        metadata: {
            name,
            namespace,
            labels: managedLabels,
            ...(auth.kind === "keySecret" && {
                annotations: waiverAnnotation("postgres-static-cloud-keys", auth.waiver),
            }),
        },
        spec: {
            ...(retentionDays !== undefined &&
                target.retention === "writer" && { retentionPolicy: `${retentionDays}d` }),
            configuration: {
                destinationPath: pulumi
                    .all([bucket, prefix])
                    .apply(([at, folder]) => [`${scheme}://${at}`, folder].filter((part) => part !== "").join("/")),
                ...(endpoint !== undefined && { endpointURL: endpoint }),
                ...(ca !== undefined && { endpointCA: ca }),
                s3Credentials:
                    auth.kind === "workloadIdentity"
                        ? { inheritFromIAMRole: true, region: nobodysSecret(name) }
                        : {
                              accessKeyId: auth.accessKeyId,
                              secretAccessKey: auth.secretAccessKey,
                          },
                data: { encryption, compression: "gzip", ...withKey("additionalCommandArgs") },
                wal: { encryption, compression: "gzip", ...withKey("archiveAdditionalCommandArgs") },
            },
            instanceSidecarConfiguration: {
                resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
                ...(target.region !== undefined && { env: [{ name: "AWS_DEFAULT_REGION", value: target.region }] }),
            },
        },
    };
}

/**
 * plugin-barman-cloud 0.15.0 gives the instances a Role to read the Secrets that the store names, and with none named its rule has
 * no resourceNames, which is every Secret of the namespace (internal/cnpgi/operator/specs/role.go BuildRoleRules). So one is
 * named that nobody has: with an IAM role the plugin never reads it (barman-cloud pkg/credentials/env.go).
 */
function nobodysSecret(store: string): { name: string; key: string } {
    return { name: `${store}-no-secret`, key: "none" };
}

/** Base backups by schedule. CloudNativePG's cron has a field for seconds in front, which nobody writes. */
export function scheduledBackup({ name, namespace }: Place, cluster: string, schedule: string): CustomObject {
    return {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "ScheduledBackup",
        metadata: { name, namespace, labels: managedLabels },
        spec: {
            schedule: `0 ${schedule}`,
            immediate: true,
            backupOwnerReference: "self",
            cluster: { name: cluster },
            method: "plugin",
            pluginConfiguration: { name: pluginName },
        },
    };
}
