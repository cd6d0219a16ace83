import * as pulumi from "@pulumi/pulumi";
import { childrenOf } from "../core/children";
import type { Origin } from "../core/names";
import type { BackupVaultArgs, BackupVaultOutputs, RoleArns, VaultReference } from "./arguments";
import { associate, clientRole, foldersRead, permit } from "./clientRole";
import { bucketStatementsText, existingBackups } from "./existingBucket";
import { clusterOf, identityOf } from "./identity";
import { keepingOf } from "./keeping";
import { clientKey, roleArn, roleName } from "./names";
import { lockOf } from "./objectLock";
import { onceMade } from "./onceMade";
import { watchChildren } from "../summary/children";
import { complianceSummary, type ComplianceSummary } from "../summary/complianceSummary";
import { copier, copying, replica } from "./replication";
import { tagsOf } from "./tags";
import type { ReplicaReference } from "./vaultArguments";
import { backupsIn, vaultBuckets } from "./vaultBuckets";
import { vaultKey } from "./vaultKey";

export { backupTarget, sourceTarget } from "./target";

/**
 * An encrypted bucket for backups with a key of its own and one role for each writer. Takes arguments that `vaultProblems` accepts.
 * The names of its children are public: they are the resources' identity in a stack.
 */
export class BackupVault extends pulumi.ComponentResource implements BackupVaultOutputs {
    declare readonly bucket: pulumi.Output<string>;
    declare readonly logBucket?: pulumi.Output<string>;
    declare readonly keyArn: pulumi.Output<string>;
    declare readonly roleArns: pulumi.Output<RoleArns>;
    declare readonly reference: pulumi.Output<VaultReference>;
    declare readonly replica?: pulumi.Output<ReplicaReference>;
    declare readonly bucketStatements?: pulumi.Output<string>;
    declare readonly keyStatements?: pulumi.Output<string>;
    declare readonly complianceSummary: pulumi.Output<ComplianceSummary>;

    constructor(name: string, args: BackupVaultArgs, options: pulumi.ComponentResourceOptions = {}) {
        const children = watchChildren(options);
        super("hardened-db:index:BackupVault", name, { ...args }, children.options);
        const child = childrenOf(this, options);
        const origin: Origin = { project: pulumi.getProject(), stack: pulumi.getStack(), component: name };
        const keeping = keepingOf(args.deletionProtection ?? true);
        const tags = tagsOf("BackupVault", origin);
        const { existingBucket, replication, retentionDays = 35 } = args;

        const cluster = clusterOf(args.aws);
        const administrators = pulumi.all(args.aws.keyAdministrators);
        // Pods are known by their cluster's region; bucket and key are where the vault is.
        const place = pulumi
            .all([cluster, args.region ?? cluster.region])
            .apply(([known, region]) => ({ ...known, region }));
        const region = place.region;
        const { bucketName, arn } = existingBucket ? existingBackups(existingBucket, place) : backupsIn(origin, place);

        const roles = args.clients.map((client) => clientRole(name, client, { args, origin, cluster, tags }, child));
        const clientRoles = cluster.apply((known) =>
            args.clients.map((client) => ({
                role: roleArn(known, roleName(origin, client)),
                prefix: clientKey(client),
                reads: foldersRead(client),
            })),
        );
        const common = { origin, place, tags, administrators, keeping };
        const bucketSettings = { lock: lockOf(args.objectLock, retentionDays), retentionDays };
        const { permissionsBoundary, keys } = args.aws;
        const copies = replication && copier(name, { ...common, replication, permissionsBoundary }, child);
        const key = vaultKey(
            `${name}-key`,
            {
                ...{ name, args, origin, place, tags, keeping },
                bucketArn: arn,
                roles: roles.map(({ role }) => role),
                copier: copies?.role,
            },
            child,
        );
        const keyArn = key.arn;
        const copy =
            copies &&
            replica(name, copies, { ...common, ...bucketSettings, keyArn, rotationDays: keys?.rotationDays }, child);
        const buckets = existingBucket
            ? undefined
            : vaultBuckets(
                  name,
                  {
                      ...common,
                      ...bucketSettings,
                      keyArn,
                      ...(copy && {
                          settings: (source, versioning) => [
                              copying(name, copy, { source, versioning, keeping }, child),
                          ],
                      }),
                  },
                  child,
              );
        const permissions = roles.map(({ role, client, childName }) =>
            permit(childName, { role, client, cluster: place, bucket: arn, keyArn }, child),
        );
        const associations = roles.flatMap((role) => associate(role, { args, cluster, tags }, child));

        const made = buckets ? [buckets.backups.bucket, ...buckets.backups.aspects, buckets.logging] : [];
        const bucket = onceMade(bucketName, [...made, ...permissions, ...associations]);
        const roleArns = onceMade(
            clientRoles.apply((all): RoleArns => Object.fromEntries(all.map(({ prefix, role }) => [prefix, role]))),
            [...roles.map(({ role }) => role), ...permissions, ...associations],
        );
        const restoresFrom = Object.fromEntries(args.clients.map((client) => [clientKey(client), foldersRead(client)]));
        const outputs: BackupVaultOutputs = {
            bucket,
            keyArn,
            roleArns,
            reference: pulumi.output({
                bucket,
                region,
                keyArn,
                roleArns,
                restoresFrom,
                trusts: identityOf(args.aws),
            }),
            complianceSummary: complianceSummary(children),
            ...(buckets && { logBucket: buckets.logBucket }),
            ...(copy && { replica: copy.reference }),
            ...(existingBucket && {
                bucketStatements: bucketStatementsText({ place, administrators, arn, keyArn, clientRoles }),
            }),
            ...(key.statements && { keyStatements: key.statements }),
        };
        Object.assign(this, outputs);
        this.registerOutputs({ ...outputs });
    }
}
