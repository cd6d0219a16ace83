import * as hardened from "@hardened-db/pulumi";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

/** One operator for all tenants; it gets rights in their namespaces and nowhere else. */
const operator = new hardened.PostgresOperator("postgres", {
    ...config.requireObject<Omit<hardened.PostgresOperatorArgs, "watchNamespaces">>("operator"),
    watchNamespaces: config.requireObject<string[]>("tenants").map((name) => ({ name, create: true })),
});

export const reference = operator.reference;
