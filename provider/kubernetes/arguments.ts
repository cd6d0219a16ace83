import type * as pulumi from "@pulumi/pulumi";

/** A namespace, and whether this component makes it. */
export interface NamespaceArgs {
    /** Name of the namespace. */
    name: string;
    /**
     * True: the namespace is made here, with restricted Pod Security and a default-deny NetworkPolicy, and is kept when the stack
     * is destroyed. False: it exists; nothing in it but the component's own objects is touched.
     */
    create: boolean;
}

/** What network policies must know of the cluster. */
export interface NetworkArgs {
    /**
     * Addresses of the Kubernetes API server (CIDR, IPv4 or IPv6). Operator and database must reach it, and it has no pod label
     * that a NetworkPolicy could name. Example: `["10.100.0.1/32"]`.
     * @minItems 1
     */
    apiServerCidrs: pulumi.Input<string>[];
    /**
     * Addresses of the cluster's pods. Needed when a user comes from pods of another namespace: a NetworkPolicy picks those pods,
     * and the database itself admits these addresses.
     */
    podCidrs?: pulumi.Input<string>[];
    /**
     * Addresses of the object store and of the cloud's identity endpoint (VPC endpoints, published ranges).
     * Default: any public address, on port 443.
     */
    objectStoreCidrs?: pulumi.Input<string>[];
}
