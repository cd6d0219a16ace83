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

		// Where the application lives that uses the database.
		shop, err := corev1.NewNamespace(ctx, "shop", &corev1.NamespaceArgs{
			Metadata: metav1.ObjectMetaArgs{Name: pulumi.String("shop")},
		})
		if err != nil {
			return err
		}

		orders, err := hardened.NewPostgresDatabase(ctx, "orders", &hardened.PostgresDatabaseArgs{
			Namespace: hardened.NamespaceArgs{Name: "orders", Create: true},
			Version:   hardened.PostgresVersion("17"), // required: major versions never move by default
			Users: []hardened.PostgresUserArgs{{
				Name:     "app",
				Database: "orders",
				Access:   hardened.PostgresAccessReadWrite,
				From: []hardened.PostgresClientArgs{{
					Namespace: pulumi.StringRef("shop"),
					PodLabels: map[string]string{"app": "orders-api"},
				}},
			}},
			Storage: hardened.PostgresStorageArgs{Size: "50Gi"},
			Platform: hardened.PlatformArgs{
				Network: hardened.NetworkArgs{
					ApiServerCidrs: list(settings, "apiServerCidrs"),
					PodCidrs:       list(settings, "podCidrs"),
				},
				Aws: &hardened.AwsPlatformArgs{
					OidcProviderArn:   pulumi.String(settings.Require("oidcProviderArn")),
					EbsCsiRoleArn:     pulumi.String(settings.Require("ebsCsiRoleArn")),
					KeyAdministrators: []pulumi.StringInput{pulumi.String(settings.Require("keyAdministratorArn"))},
				},
			},
			Backup: &hardened.PostgresBackupArgs{
				Schedule:      pulumi.StringRef("0 2 * * *"),
				RetentionDays: pulumi.IntRef(35),
			},
			// The sandbox turns both off: its pods are simulated, so the database is never ready, and `make down` must be able to go.
			AwaitReady:         pulumi.BoolRef(settings.Get("awaitReady") != "false"),
			DeletionProtection: pulumi.BoolRef(settings.Get("deletionProtection") != "false"),
		}, pulumi.DependsOn([]pulumi.Resource{shop}))
		if err != nil {
			return err
		}

		ctx.Export("host", orders.Host) // orders-rw.orders.svc
		ctx.Export("port", orders.Port)
		ctx.Export("caCertificate", orders.CaCertificate)
		ctx.Export("connectionSecret", orders.Connections.MapIndex(pulumi.String("app"))) // name of the Secret in shop
		ctx.Export("bucket", orders.Bucket)
		ctx.Export("backupKeyArn", orders.BackupKeyArn)
		ctx.Export("volumeKeyArn", orders.VolumeKeyArn)
		ctx.Export("roleArn", orders.RoleArn)
		ctx.Export("compliance", orders.ComplianceSummary) // how the guide's 52 controls stand
		return nil
	})
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
