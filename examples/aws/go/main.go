package main

import (
	corev1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1"
	metav1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/meta/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
	hardened "hardened-db.invalid/sdk/go/hardeneddb"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		// The sandbox turns both off: its pods are simulated and never ready, and it must be able to take everything away.
		awaitReady := pulumi.BoolRef(settings.Get("awaitReady") != "false")
		deletionProtection := pulumi.BoolRef(settings.Get("deletionProtection") != "false")

		// The cluster tells account, region and partition; its name is all that is asked for.
		cluster, err := lookUp(ctx, settings.Require("cluster"))
		if err != nil {
			return err
		}
		network := hardened.NetworkArgs{
			// The Service "kubernetes" in the namespace "default", and the subnets of the control plane.
			ApiServerCidrs: list(settings, "apiServerCidrs"),
			PodCidrs:       []pulumi.StringInput{pulumi.String(cluster.cidrBlock)},
		}
		keyAdministrators := []pulumi.StringInput{pulumi.String(settings.Require("keyAdministratorArn"))}
		// The topic is told when somebody changes who may use a key.
		keys := &hardened.KeyArgs{
			RotationDays:  pulumi.IntRef(180),
			AlarmTopicArn: pulumi.String(settings.Require("alarmTopicArn")),
		}
		platform := hardened.PlatformArgs{
			Network: network,
			Aws: &hardened.AwsPlatformArgs{
				// Roles by EKS Pod Identity. With IRSA in its place: OidcProviderArn.
				PodIdentityCluster: pulumi.String(cluster.arn),
				KeyAdministrators:  keyAdministrators,
				Keys:               keys,
				EbsCsiRoleArn:      pulumi.String(settings.Require("ebsCsiRoleArn")),
			},
		}

		// One operator for both databases, and the namespaces that it may look after.
		operator, err := hardened.NewPostgresOperator(ctx, "databases", &hardened.PostgresOperatorArgs{
			Namespace: hardened.NamespaceArgs{Name: "databases", Create: true},
			WatchNamespaces: []hardened.NamespaceArgs{
				{Name: "orders", Create: true},
				{Name: "billing", Create: true},
			},
			Network: network,
		})
		if err != nil {
			return err
		}

		// One vault for both: a folder and a role each, and a copy of everything in a second region.
		governance := hardened.ObjectLockModeGovernance
		backups, err := hardened.NewBackupVault(ctx, "backups", &hardened.BackupVaultArgs{
			Aws: hardened.AwsIdentityArgs{
				PodIdentityCluster: pulumi.String(cluster.arn),
				KeyAdministrators:  keyAdministrators,
				Keys:               keys,
			},
			Clients: []hardened.BackupClientArgs{
				{Namespace: "orders", ServiceAccount: "orders"},
				{Namespace: "billing", ServiceAccount: "billing"},
			},
			RetentionDays:      pulumi.IntRef(35),
			ObjectLock:         &hardened.ObjectLockArgs{Mode: &governance},
			Replication:        &hardened.ReplicationArgs{Region: pulumi.String(settings.Require("copyRegion"))},
			DeletionProtection: deletionProtection,
		})
		if err != nil {
			return err
		}

		shop, err := corev1.NewNamespace(ctx, "shop", &corev1.NamespaceArgs{
			Metadata: metav1.ObjectMetaArgs{Name: pulumi.String("shop")},
		})
		if err != nil {
			return err
		}
		afterShop := pulumi.DependsOn([]pulumi.Resource{shop})

		orders, err := hardened.NewPostgresDatabase(ctx, "orders", &hardened.PostgresDatabaseArgs{
			Namespace: hardened.NamespaceArgs{Name: "orders", Create: false},
			Operator:  &hardened.PostgresOperatorChoiceArgs{Shared: operator.Reference.ToOperatorReferencePtrOutput()},
			Version:   hardened.PostgresVersion("17"),
			Users: []hardened.PostgresUserArgs{
				{Name: "app", Database: "orders", Access: hardened.PostgresAccessReadWrite, From: podsOfShop("orders-api")},
				{Name: "reports", Database: "orders", Access: hardened.PostgresAccessRead, From: podsOfShop("reports")},
			},
			Storage: hardened.PostgresStorageArgs{
				Size: "50Gi",
				Wal:  &hardened.PostgresWalStorageArgs{Size: "10Gi"},
			},
			Platform: platform,
			Backup: &hardened.PostgresBackupArgs{
				Vault:         backups.Reference.ToVaultReferencePtrOutput(),
				Schedule:      pulumi.StringRef("0 2 * * *"),
				RetentionDays: pulumi.IntRef(35),
			},
			AwaitReady:         awaitReady,
			DeletionProtection: deletionProtection,
		}, afterShop)
		if err != nil {
			return err
		}

		billing, err := hardened.NewPostgresDatabase(ctx, "billing", &hardened.PostgresDatabaseArgs{
			Namespace: hardened.NamespaceArgs{Name: "billing", Create: false},
			Operator:  &hardened.PostgresOperatorChoiceArgs{Shared: operator.Reference.ToOperatorReferencePtrOutput()},
			Version:   hardened.PostgresVersion("17"),
			Users: []hardened.PostgresUserArgs{
				{Name: "invoices", Database: "billing", Access: hardened.PostgresAccessOwner, From: podsOfShop("invoices")},
			},
			Storage:  hardened.PostgresStorageArgs{Size: "20Gi"},
			Platform: platform,
			Backup: &hardened.PostgresBackupArgs{
				Vault:         backups.Reference.ToVaultReferencePtrOutput(),
				Schedule:      pulumi.StringRef("30 2 * * *"),
				RetentionDays: pulumi.IntRef(35),
			},
			AwaitReady:         awaitReady,
			DeletionProtection: deletionProtection,
		}, afterShop)
		if err != nil {
			return err
		}

		ctx.Export("hosts", pulumi.Map{"orders": orders.Host, "billing": billing.Host})
		ctx.Export("connectionSecrets", pulumi.Map{"orders": orders.Connections, "billing": billing.Connections}) // names of Secrets in shop
		ctx.Export("bucket", backups.Bucket)
		ctx.Export("roleArns", backups.RoleArns)
		return nil
	})
}

func podsOfShop(app string) []hardened.PostgresClientArgs {
	return []hardened.PostgresClientArgs{{
		Namespace: pulumi.StringRef("shop"),
		PodLabels: map[string]string{"app": app},
	}}
}

type eksCluster struct {
	arn string
	// Addresses of the VPC that it is in.
	cidrBlock string
}

// Asks the AWS provider by the names of its functions: for two look-ups, its Go SDK would be minutes of compiling.
func lookUp(ctx *pulumi.Context, name string) (*eksCluster, error) {
	version := pulumi.Version("7.48.0")
	var cluster struct {
		Arn       string `pulumi:"arn"`
		VpcConfig struct {
			VpcId string `pulumi:"vpcId"`
		} `pulumi:"vpcConfig"`
	}
	if err := ctx.Invoke("aws:eks/getCluster:getCluster", &struct {
		Name string `pulumi:"name"`
	}{name}, &cluster, version); err != nil {
		return nil, err
	}
	var vpc struct {
		CidrBlock string `pulumi:"cidrBlock"`
	}
	if err := ctx.Invoke("aws:ec2/getVpc:getVpc", &struct {
		Id string `pulumi:"id"`
	}{cluster.VpcConfig.VpcId}, &vpc, version); err != nil {
		return nil, err
	}
	return &eksCluster{cluster.Arn, vpc.CidrBlock}, nil
}

// A list of texts in the stack's settings.
func list(settings *config.Config, key string) []pulumi.StringInput {
	var texts []string
	settings.RequireObject(key, &texts)
	inputs := make([]pulumi.StringInput, len(texts))
	for i, text := range texts {
		inputs[i] = pulumi.String(text)
	}
	return inputs
}
