import type { PostgresDatabaseArgs } from "../provider/postgres/arguments";

export const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

/** The README's program: PostgreSQL on EKS. */
export function onAws(): PostgresDatabaseArgs {
    return {
        namespace: { name: "orders", create: true },
        version: "17",
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
            network: { apiServerCidrs: ["10.100.0.1/32"], podCidrs: ["10.0.0.0/16"] },
            aws: {
                oidcProviderArn: `arn:aws:iam::123456789012:oidc-provider/${issuer}`,
                ebsCsiRoleArn: "arn:aws:iam::123456789012:role/ebs-csi-controller",
                keyAdministrators: ["arn:aws:iam::123456789012:role/key-administrators"],
            },
        },
        backup: { schedule: "0 2 * * *", retentionDays: 35 },
    };
}

/** The same on any cluster, with backups in an S3-compatible store. */
export function onAnyCluster(): PostgresDatabaseArgs {
    const { platform, ...rest } = onAws();
    return {
        ...rest,
        storage: { size: "50Gi", storageClass: "encrypted" },
        platform: {
            network: platform.network,
            s3: {
                endpoint: "https://s3.example.org",
                bucket: "backups",
                credentials: {
                    secretName: "backup-login",
                    allowStaticKeys: {
                        reason: "the store has no workload identity",
                        owner: "platform",
                        expires: "2027-03-31",
                    },
                },
            },
        },
    };
}
