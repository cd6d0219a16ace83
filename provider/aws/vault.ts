import { BucketLogging } from "@pulumi/aws/s3/bucketLogging";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf } from "../core/children";
import type { BackupVaultArgs, BackupVaultOutputs, RoleArns, VaultReference } from "./arguments";
import { hardenedBucket } from "./bucket";
import { backupBucketPolicy, logBucketPolicy } from "./bucketPolicy";
import { clientRole, foldersRead, permit } from "./clientRole";
import { eksCluster } from "./cluster";
import { keepingOf } from "./keeping";
import { hardenedKey } from "./key";
import { backupKeyPolicy } from "./keyPolicy";
import { bucketArn, bucketName, clientKey, keyAlias, roleArn, roleName } from "./names";
import type { Origin } from "../core/names";
import { watchChildren } from "../summary/children";
import { complianceSummary, type ComplianceSummary } from "../summary/complianceSummary";
import { keepDeleted, keepLogs } from "./lifecycle";
import { tagsOf } from "./tags";

export { backupTarget, sourceTarget } from "./target";

const logPrefix = "backups/";

/**
 * An encrypted bucket for backups with a key of its own and one role for each writer. Takes arguments that `vaultProblems` accepts.
 * The names of its children are public: they are the resources' identity in a stack.
 */
export class BackupVault extends pulumi.ComponentResource implements BackupVaultOutputs {
    readonly bucket: pulumi.Output<string>;
    readonly logBucket: pulumi.Output<string>;
    readonly keyArn: pulumi.Output<string>;
    readonly roleArns: pulumi.Output<RoleArns>;
    readonly reference: pulumi.Output<VaultReference>;
    readonly complianceSummary: pulumi.Output<ComplianceSummary>;

    constructor(name: string, args: BackupVaultArgs, options: pulumi.ComponentResourceOptions = {}) {
        const made = watchChildren(options);
        super("hardened-db:index:BackupVault", name, { ...args }, made.options);
        const child = childrenOf(this, options);
        const origin: Origin = { project: pulumi.getProject(), stack: pulumi.getStack(), component: name };
        const keeping = keepingOf(args.deletionProtection ?? true);
        const tags = tagsOf("BackupVault", origin);

        const cluster = pulumi.output(args.aws.oidcProviderArn).apply(eksCluster);
        const administrators = pulumi.all(args.aws.keyAdministrators);
        const region = cluster.region;
        const physical = cluster.apply((known) => bucketName(origin, "backups", known));
        const physicalLogs = cluster.apply((known) => bucketName(origin, "logs", known));
        const arn = pulumi.all([cluster, physical]).apply(([known, { bucket }]) => bucketArn(known, bucket));
        const logArn = pulumi.all([cluster, physicalLogs]).apply(([known, { bucket }]) => bucketArn(known, bucket));

        const roles = args.clients.map((client) => clientRole(name, client, { args, origin, cluster, tags }, child));
        const key = hardenedKey(
            `${name}-key`,
            {
                description: `Backups of ${name} (${origin.project}/${origin.stack})`,
                alias: keyAlias(origin, "backups"),
                region,
                tags,
                policy: pulumi.all([cluster, administrators, arn]).apply(([known, admins, bucket]) =>
                    backupKeyPolicy({
                        cluster: known,
                        administrators: admins,
                        bucketArn: bucket,
                        roles: args.clients.map((client) => roleArn(known, roleName(origin, client))),
                    }),
                ),
                keeping,
                after: roles.map(({ role }) => role),
            },
            child,
        );
        const logs = hardenedBucket(
            `${name}-logs`,
            {
                physical: physicalLogs,
                region,
                tags,
                objectLock: false,
                lifecycle: keepLogs,
                policy: pulumi
                    .all([cluster, administrators, arn, logArn])
                    .apply(([{ account }, admins, sourceArn, target]) =>
                        logBucketPolicy({
                            bucketArn: target,
                            administrators: admins,
                            sourceArn,
                            prefix: logPrefix,
                            account,
                        }),
                    ),
                keeping,
            },
            child,
        );
        const backups = hardenedBucket(
            `${name}-bucket`,
            {
                physical,
                region,
                tags,
                objectLock: true,
                keyArn: key.arn,
                lifecycle: keepDeleted(args.retentionDays ?? 35),
                policy: pulumi
                    .all([administrators, arn, key.arn])
                    .apply(([admins, bucket, keyArn]) =>
                        backupBucketPolicy({ bucketArn: bucket, keyArn, administrators: admins }),
                    ),
                keeping,
            },
            child,
        );
        const logging = new BucketLogging(
            `${name}-bucket-logging`,
            {
                bucket: backups.bucket.bucket,
                region,
                targetBucket: logs.bucket.bucket,
                targetPrefix: logPrefix,
                targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
            },
            child({ ...keeping.aspect, dependsOn: logs.aspects }),
        );
        const permissions = roles.map(({ role, client, childName }) =>
            permit(childName, { role, client, cluster, bucket: arn, keyArn: key.arn }, child),
        );

        const whole = [...backups.aspects, logging, ...permissions];
        this.bucket = onceMade(physical.bucket, [backups.bucket, ...whole]);
        this.logBucket = onceMade(physicalLogs.bucket, [logs.bucket, ...logs.aspects]);
        this.keyArn = key.arn;
        this.roleArns = onceMade(
            cluster.apply((known): RoleArns =>
                Object.fromEntries(
                    args.clients.map((client) => [clientKey(client), roleArn(known, roleName(origin, client))]),
                ),
            ),
            [...roles.map(({ role }) => role), ...permissions],
        );
        this.reference = pulumi.output({
            bucket: this.bucket,
            region,
            keyArn: this.keyArn,
            roleArns: this.roleArns,
            restoresFrom: Object.fromEntries(args.clients.map((client) => [clientKey(client), foldersRead(client)])),
        });
        this.complianceSummary = complianceSummary(made);
        const { bucket, logBucket, keyArn, roleArns, reference } = this;
        this.registerOutputs({
            bucket,
            logBucket,
            keyArn,
            roleArns,
            reference,
            complianceSummary: this.complianceSummary,
        });
    }
}

/** A value known from the start, of which users wait for the resources: a URN is known in preview and carries the dependency. */
function onceMade<T>(value: pulumi.Output<T>, resources: pulumi.Resource[]): pulumi.Output<T> {
    const made = pulumi.all(resources.map(({ urn }) => urn));
    return value.apply((known) => made.apply(() => known));
}
