import * as hardened from "@hardened-db/pulumi";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const tenant = config.require("tenant");

interface Operator {
    namespace: string;
    watchNamespaces: string[];
}

/** Of the namespaces that the operator watches only this tenant's, so that another tenant changes nothing here. */
const operator = new pulumi.StackReference(config.require("operatorStack"))
    .requireOutput("reference")
    .apply(({ namespace, watchNamespaces }: Operator) => ({
        namespace,
        watchNamespaces: watchNamespaces.filter((name) => name === tenant),
    }));

const database = new hardened.PostgresDatabase(tenant, {
    ...config.requireObject<Omit<hardened.PostgresDatabaseArgs, "namespace" | "operator">>("database"),
    namespace: { name: tenant, create: false },
    operator: { shared: operator },
});

export const host = database.host;
export const connectionSecrets = database.connections; // names, by user
export const compliance = database.complianceSummary;
