import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import * as pulumi from "@pulumi/pulumi";
import type { VaultReference } from "../aws/arguments";
import type { ReplicaReference } from "../aws/vaultArguments";
import { childrenOf, innerComponent } from "../core/children";
import { managedLabels } from "../kubernetes/labels";
import { hardenedNamespace } from "../kubernetes/namespace";
import { networkPolicy } from "../kubernetes/networkFlow";
import { watchChildren } from "../summary/children";
import { complianceSummary, type ComplianceSummary } from "../summary/complianceSummary";
import type { OperatorReference, PostgresDatabaseArgs } from "./arguments";
import { objectStore } from "./backup";
import { databaseCertificates } from "./certificates";
import { clientPolicies } from "./clientNetwork";
import { clusterObject } from "./cluster";
import type { Connection } from "./connection";
import { databaseFlows } from "./databaseNetwork";
import { hostBasedAuthentication, mayBePooled } from "./hba";
import { ldapTrust } from "./ldap";
import { alertingRules, monitorDatabase } from "./monitoring";
import { connectionSecret, poolerName } from "./names";
import { databasePods, ports } from "./network";
import { PostgresOperator } from "./operator";
import type { PostgresDatabaseOutputs, SecretNames } from "./outputs";
import { images } from "./pins";
import { platformOf } from "./platform";
import { poolerPods } from "./pooledUsers";
import { sourceStore } from "./restore";
import { backupDefaults } from "./schedule";
import { serviceName } from "./services";
import { userSecrets } from "./users";
import { makeWhatFollows } from "./whatFollows";

/** A hardened PostgreSQL with all that belongs to it. Its arguments have been checked before (plugin.ts). */
export class PostgresDatabase extends pulumi.ComponentResource implements PostgresDatabaseOutputs {
    readonly name: pulumi.Output<string>;
    readonly namespace: pulumi.Output<string>;
    readonly host: pulumi.Output<string>;
    readonly port: pulumi.Output<number>;
    readonly caCertificate: pulumi.Output<string>;
    readonly connections: pulumi.Output<SecretNames>;
    readonly operator: pulumi.Output<OperatorReference>;
    readonly complianceSummary: pulumi.Output<ComplianceSummary>;
    declare readonly poolerHost?: pulumi.Output<string>;
    declare readonly bucket?: pulumi.Output<string>;
    declare readonly roleArn?: pulumi.Output<string>;
    declare readonly backupKeyArn?: pulumi.Output<string>;
    declare readonly backupKeyStatements?: pulumi.Output<string>;
    declare readonly volumeKeyArn?: pulumi.Output<string>;
    declare readonly volumeKeyStatements?: pulumi.Output<string>;
    declare readonly vault?: pulumi.Output<VaultReference>;
    declare readonly replica?: pulumi.Output<ReplicaReference>;
    declare readonly bucketStatements?: pulumi.Output<string>;
    declare readonly volumeSnapshotClass?: pulumi.Output<string>;

    constructor(name: string, args: PostgresDatabaseArgs, options: pulumi.ComponentResourceOptions = {}) {
        const made = watchChildren(options);
        super("hardened-db:index:PostgresDatabase", name, args, made.options);
        const { users, tls = {}, restoreFrom, deletionProtection = true } = args;
        const namespace = args.namespace.name;
        const place = { name, namespace };

        const namespaces = hardenedNamespace(name, args.namespace, childrenOf(this, options));
        const theirs = args.operator?.crds === "existing";
        // With CRDs of somebody else's, a custom resource goes first: if they are missing, nothing else is made.
        const early = theirs ? imageCatalog(place, args, childrenOf(this, options, namespaces)()) : undefined;
        const first = [...namespaces, ...(early ? [early] : [])];
        // Then the alerts, where the CRDs of Prometheus Operator may be missing.
        const checked = [...first, ...alertingRules(name, place, args, childrenOf(this, options, first))];
        const operator =
            args.operator?.shared === undefined
                ? ownOperator(name, args, innerComponent(this, options, checked))
                : undefined;
        const reference = (operator?.reference ??
            pulumi.output(args.operator?.shared ?? unreachable())) as pulumi.Output<pulumi.Unwrap<OperatorReference>>;
        const inNamespace = childrenOf(this, options, checked);
        const afterOperator = childrenOf(this, options, operator === undefined ? checked : [...checked, operator]);

        const catalog = early ?? imageCatalog(place, args, afterOperator());
        const platform = platformOf(name, args, inNamespace, innerComponent(this, options, checked));
        const { network } = platform;

        const ldap = args.externalAuth?.ldap;
        const trust = ldap && ldapTrust(name, namespace, ldap, inNamespace());
        const policy = networkPolicy(
            `${name}-network`,
            {
                ...place,
                select: databasePods(name),
                ...databaseFlows(name, args, {
                    network,
                    operatorNamespace: reference.namespace,
                    targets: [platform.target, platform.source].filter((target) => target !== undefined),
                }),
            },
            inNamespace(),
        );
        const ways = clientPolicies(name, args, inNamespace);
        const certificates = databaseCertificates(
            name,
            place,
            {
                tls,
                users,
                services: args.service === undefined ? [] : [serviceName(name)],
                pooler: args.pooler && poolerName(name),
            },
            inNamespace,
        );
        const host = `${name}-rw.${namespace}.svc`;
        const connection: Connection = {
            cluster: name,
            namespace,
            host,
            port: ports.postgres,
            caCertificate: certificates.caCertificate,
            clientCertificate: (user) => certificates.clientCertificate(user.name),
            mayBePooled,
            ...(args.pooler && { poolerHost: `${poolerName(name)}.${namespace}.svc` }),
        };
        const secrets = users.flatMap((user) => userSecrets(name, user, connection, inNamespace));

        const store = platform.target && backupStore(place, args, platform.target, afterOperator());
        const source =
            platform.source &&
            new CustomResource(`${name}-store-source`, sourceStore(place, platform.source), afterOperator());
        const hba = hostBasedAuthentication(
            {
                users,
                namespace,
                podCidrs: network.podCidrs,
                tls,
                ...(ldap && { ldap }),
                ...(args.pooler && { pooler: poolerPods(name) }),
            },
            (address, line) => (typeof address === "string" ? line(address) : pulumi.output(address).apply(line)),
        );
        const { caCertificate: ca, endings, certManagerNames } = certificates;
        const watching = monitorDatabase(name, place, args, { ca, endings, certManagerNames }, inNamespace);
        const cluster = new CustomResource(
            name,
            clusterObject({
                name,
                args,
                hba,
                storageClass: platform.storageClass,
                certificates: certificates.fields,
                catalog: catalog.metadata.name,
                ...(trust && { pods: { env: trust.env, projected: trust.projected } }),
                ...(platform.target && store && { backup: { target: platform.target, store: store.metadata.name } }),
                ...(source && restoreFrom && { source: { store: source.metadata.name, restoreFrom } }),
            }),
            afterOperator({
                protect: deletionProtection,
                // What clients and watchers need too: what the protected Cluster depends on, a refused destroy leaves alone.
                dependsOn: [
                    policy,
                    ...ways,
                    ...watching,
                    ...secrets,
                    ...platform.before,
                    ...certificates.before,
                    ...(trust ? [trust.configMap] : []),
                ],
                // A restore brings the whole database back from the object store first.
                customTimeouts: {
                    create: restoreFrom === undefined ? "20m" : "2h",
                    update: "20m",
                    ...options.customTimeouts,
                },
            }),
        );
        makeWhatFollows(name, args, { network, ...(store && { store }) }, (own = {}) =>
            afterOperator(pulumi.mergeOptions({ dependsOn: cluster }, own)),
        );

        this.name = cluster.metadata.name;
        this.namespace = cluster.metadata.namespace;
        this.host = cluster.id.apply(() => host);
        this.port = cluster.id.apply(() => ports.postgres);
        this.caCertificate = certificates.caCertificate;
        this.connections = cluster.id.apply(() =>
            Object.fromEntries(users.map((user) => [user.name, connectionSecret(name, user)])),
        );
        this.operator = reference;
        this.complianceSummary = complianceSummary(made, {
            engine: "postgres",
            accepted: args.service?.allowExternal === undefined ? [] : ["KSI-5", "NM-11"],
        });
        const cloud = {
            ...platform.outputs,
            ...(connection.poolerHost !== undefined && { poolerHost: pulumi.output(connection.poolerHost) }),
        };
        Object.assign(this, cloud);
        this.registerOutputs({
            name: this.name,
            namespace: this.namespace,
            host: this.host,
            port: this.port,
            caCertificate: this.caCertificate,
            connections: this.connections,
            operator: this.operator,
            complianceSummary: this.complianceSummary,
            ...cloud,
        });
    }
}

/** An operator for this database alone, in its namespace, watching just that. */
function ownOperator(
    name: string,
    { namespace, platform, operator = {} }: PostgresDatabaseArgs,
    options: pulumi.ComponentResourceOptions,
): PostgresOperator {
    const { shared: _shared, ...choice } = operator;
    const here = { name: namespace.name, create: false };
    return new PostgresOperator(
        `${name}-operator`,
        { namespace: here, watchNamespaces: [here], network: platform.network, ...choice },
        options,
    );
}

function imageCatalog(
    { name, namespace }: { name: string; namespace: string },
    { version, images: chosen = {} }: PostgresDatabaseArgs,
    options: pulumi.CustomResourceOptions,
): CustomResource {
    return new CustomResource(
        `${name}-images`,
        {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "ImageCatalog",
            metadata: { name, namespace, labels: managedLabels },
            spec: { images: [{ major: Number(version), image: chosen.postgres ?? images.postgres[version] }] },
        },
        options,
    );
}

function backupStore(
    place: { name: string; namespace: string },
    { backup = {} }: PostgresDatabaseArgs,
    target: Parameters<typeof objectStore>[1],
    options: pulumi.CustomResourceOptions,
): CustomResource {
    return new CustomResource(
        `${place.name}-store`,
        objectStore(place, target, backup.retentionDays ?? backupDefaults.retentionDays),
        options,
    );
}

function unreachable(): never {
    throw new Error("an operator is neither made nor given");
}
