import hardened_db as hardened
import pulumi
import pulumi_kubernetes as kubernetes

config = pulumi.Config()

# Where the application lives that uses the database.
shop = kubernetes.core.v1.Namespace("shop", metadata={"name": "shop"})

orders = hardened.PostgresDatabase(
    "orders",
    namespace={"name": "orders", "create": True},
    version=hardened.PostgresVersion("17"),  # required: major versions never move by default
    users=[
        {
            "name": "app",
            "database": "orders",
            "access": hardened.PostgresAccess.READ_WRITE,
            "from_": [{"namespace": "shop", "pod_labels": {"app": "orders-api"}}],
        }
    ],
    storage={"size": "50Gi"},
    platform={
        "network": {
            "api_server_cidrs": config.require_object("apiServerCidrs"),
            "pod_cidrs": config.require_object("podCidrs"),
        },
        "aws": {
            "oidc_provider_arn": config.require("oidcProviderArn"),
            "ebs_csi_role_arn": config.require("ebsCsiRoleArn"),
            "key_administrators": [config.require("keyAdministratorArn")],
        },
    },
    backup={"schedule": "0 2 * * *", "retention_days": 35},
    # The sandbox turns both off: its pods are simulated, so the database is never ready, and `make down` must be able to go.
    await_ready=config.get_bool("awaitReady", True),
    deletion_protection=config.get_bool("deletionProtection", True),
    opts=pulumi.ResourceOptions(depends_on=[shop]),
)

pulumi.export("host", orders.host)  # orders-rw.orders.svc
pulumi.export("port", orders.port)
pulumi.export("caCertificate", orders.ca_certificate)
pulumi.export("connectionSecret", orders.connections["app"])  # name of the Secret in shop
pulumi.export("bucket", orders.bucket)
pulumi.export("backupKeyArn", orders.backup_key_arn)
pulumi.export("volumeKeyArn", orders.volume_key_arn)
pulumi.export("roleArn", orders.role_arn)
pulumi.export("compliance", orders.compliance_summary)  # how the guide's 52 controls stand
