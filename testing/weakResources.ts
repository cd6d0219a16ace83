import type { PackResource } from "./policyPack";

const type = "kubernetes:postgresql.cnpg.io/v1:Cluster";

/** A Cluster with weaknesses of every severity, as a program makes it. */
export const weakCluster: PackResource = {
    type,
    urn: `urn:pulumi:prod::shop::${type}::orders`,
    inputs: {
        apiVersion: "postgresql.cnpg.io/v1",
        kind: "Cluster",
        metadata: { name: "orders", namespace: "shop" },
        spec: { instances: 3, enableSuperuserAccess: true },
    },
};

/** The same with these annotations. */
export function annotated(annotations: Record<string, string>): PackResource {
    const { inputs } = weakCluster;
    return { ...weakCluster, inputs: { ...inputs, metadata: { name: "orders", namespace: "shop", annotations } } };
}
