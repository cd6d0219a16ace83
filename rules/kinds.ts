/**
 * What a subject is: `group/Kind` of a Kubernetes object whatever its version (`Secret` for the core group),
 * or the type token of a Pulumi resource (`aws:kms/key:Key`).
 */
export type Kind = string;

/** Groups that Kubernetes has moved kinds out of. */
const movedGroups: ReadonlyMap<string, Kind> = new Map([
    ["extensions/Deployment", "apps/Deployment"],
    ["extensions/DaemonSet", "apps/DaemonSet"],
    ["extensions/NetworkPolicy", "networking.k8s.io/NetworkPolicy"],
]);

export function kindOf(apiVersion: string, kind: string): Kind {
    const [group, version] = apiVersion.split("/");
    const full = version === undefined ? kind : `${group ?? ""}/${kind}`;
    return movedGroups.get(full) ?? full;
}

export const cnpg = {
    cluster: "postgresql.cnpg.io/Cluster",
    pooler: "postgresql.cnpg.io/Pooler",
    database: "postgresql.cnpg.io/Database",
    databaseRole: "postgresql.cnpg.io/DatabaseRole",
    scheduledBackup: "postgresql.cnpg.io/ScheduledBackup",
    backup: "postgresql.cnpg.io/Backup",
    imageCatalog: "postgresql.cnpg.io/ImageCatalog",
    clusterImageCatalog: "postgresql.cnpg.io/ClusterImageCatalog",
    objectStore: "barmancloud.cnpg.io/ObjectStore",
} as const;

export const altinity = {
    installation: "clickhouse.altinity.com/ClickHouseInstallation",
    template: "clickhouse.altinity.com/ClickHouseInstallationTemplate",
    keeper: "clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation",
    operatorConfiguration: "clickhouse.altinity.com/ClickHouseOperatorConfiguration",
} as const;

export const percona = {
    mongodb: "psmdb.percona.com/PerconaServerMongoDB",
    mysql: "pxc.percona.com/PerconaXtraDBCluster",
} as const;

export const kubernetes = {
    secret: "Secret",
    configMap: "ConfigMap",
    service: "Service",
    serviceAccount: "ServiceAccount",
    namespace: "Namespace",
    pod: "Pod",
    deployment: "apps/Deployment",
    statefulSet: "apps/StatefulSet",
    daemonSet: "apps/DaemonSet",
    job: "batch/Job",
    cronJob: "batch/CronJob",
    networkPolicy: "networking.k8s.io/NetworkPolicy",
    storageClass: "storage.k8s.io/StorageClass",
    role: "rbac.authorization.k8s.io/Role",
    roleBinding: "rbac.authorization.k8s.io/RoleBinding",
    clusterRole: "rbac.authorization.k8s.io/ClusterRole",
    clusterRoleBinding: "rbac.authorization.k8s.io/ClusterRoleBinding",
    podMonitor: "monitoring.coreos.com/PodMonitor",
    serviceMonitor: "monitoring.coreos.com/ServiceMonitor",
    prometheusRule: "monitoring.coreos.com/PrometheusRule",
    certificate: "cert-manager.io/Certificate",
} as const;

/** What fills Secrets from a key management service. */
export const secretStores = {
    externalSecret: "external-secrets.io/ExternalSecret",
    clusterExternalSecret: "external-secrets.io/ClusterExternalSecret",
    providerClass: "secrets-store.csi.x-k8s.io/SecretProviderClass",
    vaultStaticSecret: "secrets.hashicorp.com/VaultStaticSecret",
    vaultDynamicSecret: "secrets.hashicorp.com/VaultDynamicSecret",
} as const;

export const grafana = {
    dashboard: "grafana.integreatly.org/GrafanaDashboard",
} as const;

export const aws = {
    key: "aws:kms/key:Key",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    bucket: "aws:s3/bucket:Bucket",
    bucketV2: "aws:s3/bucketV2:BucketV2",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    policy: "aws:iam/policy:Policy",
    accessKey: "aws:iam/accessKey:AccessKey",
    podIdentityAssociation: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
} as const;

export const gcp = {
    cryptoKey: "gcp:kms/cryptoKey:CryptoKey",
    cryptoKeyMember: "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember",
    bucket: "gcp:storage/bucket:Bucket",
    serviceAccountMember: "gcp:serviceaccount/iAMMember:IAMMember",
    serviceAccountKey: "gcp:serviceaccount/key:Key",
} as const;

/** The custom resources that are databases themselves. */
export const databaseKinds: readonly Kind[] = [
    cnpg.cluster,
    altinity.installation,
    altinity.keeper,
    percona.mongodb,
    percona.mysql,
];

export const anyPulumiResource: Kind = "*pulumi";

/** Every kind of Kubernetes that a rule judges or consults: what is worth listing in a cluster. */
export const kubernetesKinds: readonly Kind[] = [cnpg, altinity, percona, kubernetes, secretStores, grafana].flatMap(
    (group) => Object.values<Kind>(group),
);
