import * as hardened from "@hardened-db/pulumi";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

// Where the application lives that uses the database.
const shop = new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop" } });

const orders = new hardened.PostgresDatabase(
    "orders",
    {
        namespace: { name: "orders", create: true },
        version: "17", // required: major versions never move by default
        users: [
            {
                name: "app",
                database: "orders",
                access: "readWrite",
                from: [{ namespace: "shop", podLabels: { app: "orders-api" } }],
            },
        ],
        storage: { size: "50Gi" },
        platform: {
            network: {
                apiServerCidrs: config.requireObject("apiServerCidrs"),
                podCidrs: config.requireObject("podCidrs"),
            },
            aws: {
                oidcProviderArn: config.require("oidcProviderArn"),
                ebsCsiRoleArn: config.require("ebsCsiRoleArn"),
                keyAdministrators: [config.require("keyAdministratorArn")],
            },
        },
        backup: { schedule: "0 2 * * *", retentionDays: 35 },
        // The sandbox turns both off: its pods are simulated, so the database is never ready, and `make down` must be able to go.
        awaitReady: config.getBoolean("awaitReady") ?? true,
        deletionProtection: config.getBoolean("deletionProtection") ?? true,
    },
    { dependsOn: shop },
);

export const host = orders.host; // orders-rw.orders.svc
export const port = orders.port;
export const caCertificate = orders.caCertificate;
export const connectionSecret = orders.connections.app; // name of the Secret in shop
export const bucket = orders.bucket;
export const backupKeyArn = orders.backupKeyArn;
export const volumeKeyArn = orders.volumeKeyArn;
export const roleArn = orders.roleArn;
export const compliance = orders.complianceSummary; // how the guide's 52 controls stand
