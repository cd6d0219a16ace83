import * as hardened from "@hardened-db/pulumi";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
// The sandbox turns both off: its pods are simulated and never ready, and it must be able to take everything away.
const awaitReady = config.getBoolean("awaitReady") ?? true;
const deletionProtection = config.getBoolean("deletionProtection") ?? true;

// The cluster tells account, region and partition; its name is all that is asked for.
const cluster = aws.eks.getClusterOutput({ name: config.require("cluster") });
const vpc = aws.ec2.getVpcOutput({ id: cluster.vpcConfig.vpcId });
const network = {
    // The Service "kubernetes" in the namespace "default", and the subnets of the control plane.
    apiServerCidrs: config.requireObject<string[]>("apiServerCidrs"),
    podCidrs: [vpc.cidrBlock],
};
const identity = {
    // Roles by EKS Pod Identity. With IRSA in its place: oidcProviderArn.
    podIdentityCluster: cluster.arn,
    keyAdministrators: [config.require("keyAdministratorArn")],
    // The topic is told when somebody changes who may use a key.
    keys: { rotationDays: 180, alarmTopicArn: config.require("alarmTopicArn") },
};

// One operator for both databases, and the namespaces that it may look after.
const operator = new hardened.PostgresOperator("databases", {
    namespace: { name: "databases", create: true },
    watchNamespaces: [
        { name: "orders", create: true },
        { name: "billing", create: true },
    ],
    network,
});

// One vault for both: a folder and a role each, and a copy of everything in a second region.
const backups = new hardened.BackupVault("backups", {
    aws: identity,
    clients: [
        { namespace: "orders", serviceAccount: "orders" },
        { namespace: "billing", serviceAccount: "billing" },
    ],
    retentionDays: 35,
    objectLock: { mode: "governance" },
    replication: { region: config.require("copyRegion") },
    deletionProtection,
});

const shop = new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } });

const orders = new hardened.PostgresDatabase(
    "orders",
    {
        namespace: { name: "orders", create: false },
        operator: { shared: operator.reference },
        version: "17",
        users: [
            {
                name: "app",
                database: "orders",
                access: "readWrite",
                from: [{ namespace: "shop", podLabels: { app: "orders-api" } }],
            },
            {
                name: "reports",
                database: "orders",
                access: "read",
                from: [{ namespace: "shop", podLabels: { app: "reports" } }],
            },
        ],
        storage: { size: "50Gi", wal: { size: "10Gi" } },
        platform: { network, aws: { ...identity, ebsCsiRoleArn: config.require("ebsCsiRoleArn") } },
        backup: { vault: backups.reference, schedule: "0 2 * * *", retentionDays: 35 },
        awaitReady,
        deletionProtection,
    },
    { dependsOn: shop },
);

const billing = new hardened.PostgresDatabase(
    "billing",
    {
        namespace: { name: "billing", create: false },
        operator: { shared: operator.reference },
        version: "17",
        users: [
            {
                name: "invoices",
                database: "billing",
                access: "owner",
                from: [{ namespace: "shop", podLabels: { app: "invoices" } }],
            },
        ],
        storage: { size: "20Gi" },
        platform: { network, aws: { ...identity, ebsCsiRoleArn: config.require("ebsCsiRoleArn") } },
        backup: { vault: backups.reference, schedule: "30 2 * * *", retentionDays: 35 },
        awaitReady,
        deletionProtection,
    },
    { dependsOn: shop },
);

export const hosts = { orders: orders.host, billing: billing.host };
export const connectionSecrets = { orders: orders.connections, billing: billing.connections }; // names of Secrets in shop
export const bucket = backups.bucket;
export const roleArns = backups.roleArns;
