import type * as pulumi from "@pulumi/pulumi";
import type { Waiver } from "./waiver";

/**
 * The seam between engines (what is run) and clouds (where it runs), as plain data:
 * a cloud's folder produces a Platform and a BackupTarget, an engine's folder consumes them.
 */
export interface Platform {
    storageClass: pulumi.Input<string>;
    network: NetworkFacts;
}

/** What network policies and address filters must know of the cluster. */
export interface NetworkFacts {
    apiServerCidrs: pulumi.Input<string>[];
    podCidrs: pulumi.Input<string>[];
    /** Where the object store and the identity endpoint answer; none given means any public address. */
    objectStoreCidrs: pulumi.Input<string>[];
    /** Port on which the object store answers. */
    objectStorePort: pulumi.Input<number>;
}

/** Where backups go and how their writer proves who it is. */
export interface BackupTarget {
    scheme: "s3";
    bucket: pulumi.Input<string>;
    /** Folder inside the bucket, without slashes around it; empty for the bucket itself. */
    prefix: pulumi.Input<string>;
    region?: pulumi.Input<string>;
    /** https URL of an S3-compatible store; absent for AWS itself. */
    endpoint?: pulumi.Input<string>;
    /** Secret with the CA that signed the endpoint's certificate. */
    ca?: SecretKey;
    encryption: "aws:kms" | "AES256";
    /** ARN of the KMS key that encrypts each object; absent where the store has none. */
    key?: pulumi.Input<string>;
    /** Who removes old backups: the writer, which knows the last good one, or the store by its own lifecycle. */
    retention: "store" | "writer";
    auth: WorkloadIdentity | KeySecret;
}

/** The pod's service account is trusted by the cloud; no key exists. */
export interface WorkloadIdentity {
    kind: "workloadIdentity";
    /** Empty where the cloud knows the service account by its name alone. */
    serviceAccountAnnotations: Record<string, pulumi.Input<string>>;
    /** Where the pod gets its credentials, when that is not among the store's addresses. */
    agent?: Endpoint;
    /** ARN of the role taken, for outputs. */
    role: pulumi.Input<string>;
}

/** Addresses and the TCP port on which they answer. */
export interface Endpoint {
    cidrs: readonly string[];
    port: number;
}

/** A long-lived key in a Secret of the database's namespace: a waiver says why. */
export interface KeySecret {
    kind: "keySecret";
    accessKeyId: SecretKey;
    secretAccessKey: SecretKey;
    waiver: Waiver;
}

export interface SecretKey {
    name: pulumi.Input<string>;
    key: pulumi.Input<string>;
}
