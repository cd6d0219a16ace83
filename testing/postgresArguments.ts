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

/** The same where pods take their roles by EKS Pod Identity. */
export function withPodIdentity(): PostgresDatabaseArgs {
    const { platform, ...rest } = onAws();
    const { oidcProviderArn: _, ...aws } = { keyAdministrators: [], ...platform.aws };
    const podIdentityCluster = "arn:aws:eks:eu-central-1:123456789012:cluster/shop";
    return { ...rest, platform: { network: platform.network, aws: { ...aws, podIdentityCluster } } };
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

/** All that a PostgreSQL can be given in one, on EKS; nothing in it needs a waiver. */
export function withEverything(ldapCa: string): PostgresDatabaseArgs {
    const { users, ...rest } = onAws();
    return {
        ...rest,
        users: [
            ...users,
            {
                name: "reports",
                database: "orders",
                access: "read",
                from: [{ cidr: "10.20.0.0/16" }, { cidr: "2001:db8:20::/48" }],
                connectionLimit: 5,
                validUntil: "2027-03-31T00:00:00Z",
            },
            {
                name: "bookkeeper",
                database: "ledger",
                access: "owner",
                clientCertificate: true,
                from: [{ podLabels: { app: "ledger" } }],
            },
            {
                name: "alice",
                database: "archive",
                access: "read",
                authentication: "ldap",
                from: [{ cidr: "10.30.0.0/16" }],
            },
        ],
        databases: [
            { name: "ledger", extensions: [{ name: "pgcrypto", schema: "crypto" }] },
            { name: "archive", extensions: [{ name: "pg_trgm" }, { name: "citext" }] },
        ],
        externalAuth: {
            ldap: {
                host: "ldap.example.org",
                ca: ldapCa,
                userPrefix: "uid=",
                userSuffix: ",ou=people,dc=example,dc=org",
                cidrs: ["192.0.2.10/32"],
            },
        },
        storage: { size: "50Gi", wal: { size: "10Gi" } },
        tls: { serverNames: ["db.example.org"] },
        parameters: { max_connections: "200", work_mem: "16MB", shared_buffers: "512MB" },
        pooler: {
            image: `ghcr.io/cloudnative-pg/pgbouncer@sha256:${"a".repeat(64)}`,
            resources: { cpu: "0.1", memory: "64Mi" },
        },
        service: {
            sourceRanges: ["10.0.0.0/8"],
            annotations: { "external-dns.alpha.kubernetes.io/hostname": "db.example.org" },
            labels: { team: "orders" },
        },
        egress: [{ cidr: "198.51.100.7/32", ports: [443] }],
        monitoring: { labels: { release: "stack" }, loki: {} },
        pods: {
            env: [
                { name: "TZ", value: "Europe/Berlin" },
                { name: "API_TOKEN", secret: { name: "api", key: "token" } },
            ],
            projectedVolumes: [{ secretName: "words", items: { "words.txt": "words/words.txt" } }],
            resources: { cpu: "1000m", memory: "2048Mi" },
        },
    };
}
