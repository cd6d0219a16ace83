import hardened_db as hardened
import pulumi
import pulumi_aws as aws
import pulumi_kubernetes as kubernetes

config = pulumi.Config()
# The sandbox turns both off: its pods are simulated and never ready, and it must be able to take everything away.
await_ready = config.get_bool("awaitReady", True)
deletion_protection = config.get_bool("deletionProtection", True)

# The cluster tells account, region and partition; its name is all that is asked for.
cluster = aws.eks.get_cluster_output(name=config.require("cluster"))
vpc = aws.ec2.get_vpc_output(id=cluster.vpc_config.vpc_id)
network = hardened.NetworkArgs(
    # The Service "kubernetes" in the namespace "default", and the subnets of the control plane.
    api_server_cidrs=config.require_object("apiServerCidrs"),
    pod_cidrs=[vpc.cidr_block],
)
key_administrators = [config.require("keyAdministratorArn")]
# The topic is told when somebody changes who may use a key.
keys = hardened.KeyArgs(rotation_days=180, alarm_topic_arn=config.require("alarmTopicArn"))
platform = hardened.PlatformArgs(
    network=network,
    aws=hardened.AwsPlatformArgs(
        # Roles by EKS Pod Identity. With IRSA in its place: oidc_provider_arn.
        pod_identity_cluster=cluster.arn,
        key_administrators=key_administrators,
        keys=keys,
        ebs_csi_role_arn=config.require("ebsCsiRoleArn"),
    ),
)

# One operator for both databases, and the namespaces that it may look after.
operator = hardened.PostgresOperator(
    "databases",
    namespace={"name": "databases", "create": True},
    watch_namespaces=[
        {"name": "orders", "create": True},
        {"name": "billing", "create": True},
    ],
    network=network,
)

# One vault for both: a folder and a role each, and a copy of everything in a second region.
backups = hardened.BackupVault(
    "backups",
    aws=hardened.AwsIdentityArgs(
        pod_identity_cluster=cluster.arn,
        key_administrators=key_administrators,
        keys=keys,
    ),
    clients=[
        {"namespace": "orders", "service_account": "orders"},
        {"namespace": "billing", "service_account": "billing"},
    ],
    retention_days=35,
    object_lock={"mode": hardened.ObjectLockMode.GOVERNANCE},
    replication={"region": config.require("copyRegion")},
    deletion_protection=deletion_protection,
)

shop = kubernetes.core.v1.Namespace("shop", metadata={"name": "shop"})

orders = hardened.PostgresDatabase(
    "orders",
    namespace={"name": "orders", "create": False},
    operator={"shared": operator.reference},
    version=hardened.PostgresVersion("17"),
    users=[
        {
            "name": "app",
            "database": "orders",
            "access": hardened.PostgresAccess.READ_WRITE,
            "from_": [{"namespace": "shop", "pod_labels": {"app": "orders-api"}}],
        },
        {
            "name": "reports",
            "database": "orders",
            "access": hardened.PostgresAccess.READ,
            "from_": [{"namespace": "shop", "pod_labels": {"app": "reports"}}],
        },
    ],
    storage={"size": "50Gi", "wal": {"size": "10Gi"}},
    platform=platform,
    backup={"vault": backups.reference, "schedule": "0 2 * * *", "retention_days": 35},
    await_ready=await_ready,
    deletion_protection=deletion_protection,
    opts=pulumi.ResourceOptions(depends_on=[shop]),
)

billing = hardened.PostgresDatabase(
    "billing",
    namespace={"name": "billing", "create": False},
    operator={"shared": operator.reference},
    version=hardened.PostgresVersion("17"),
    users=[
        {
            "name": "invoices",
            "database": "billing",
            "access": hardened.PostgresAccess.OWNER,
            "from_": [{"namespace": "shop", "pod_labels": {"app": "invoices"}}],
        }
    ],
    storage={"size": "20Gi"},
    platform=platform,
    backup={"vault": backups.reference, "schedule": "30 2 * * *", "retention_days": 35},
    await_ready=await_ready,
    deletion_protection=deletion_protection,
    opts=pulumi.ResourceOptions(depends_on=[shop]),
)

pulumi.export("hosts", {"orders": orders.host, "billing": billing.host})
pulumi.export("connectionSecrets", {"orders": orders.connections, "billing": billing.connections})  # names of Secrets in shop
pulumi.export("bucket", backups.bucket)
pulumi.export("roleArns", backups.role_arns)
