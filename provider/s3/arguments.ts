import type * as pulumi from "@pulumi/pulumi";
import type { Waiver } from "../core/waiver";

/** Any Kubernetes cluster, with backups in an existing bucket of an S3-compatible store. */
export interface S3PlatformArgs {
    /**
     * URL of the store. Only https is accepted.
     * @control NM-6
     */
    endpoint: pulumi.Input<string>;
    /** Name of the existing bucket. */
    bucket: pulumi.Input<string>;
    /** Folder inside the bucket. Default: `<namespace>/<database>`. */
    prefix?: string;
    /** Region that the store expects in signatures. Default: none. */
    region?: string;
    /**
     * CA that signed the store's certificate, in a Secret of the database's namespace. Default: the public CAs.
     * @control NM-3
     */
    ca?: SecretKeyArgs;
    /**
     * Server-side encryption asked for with every object: `AES256` (the store's own keys) or `aws:kms` (the store's default KMS key).
     * @default "AES256"
     * @control ED-1
     */
    encryption?: S3Encryption;
    /** How backups log in to the store. */
    credentials: S3CredentialsArgs;
}

export type S3Encryption = "AES256" | "aws:kms";

/** Access key in a Secret of the database's namespace. It is made by you (or External Secrets Operator): no key passes through Pulumi. */
export interface S3CredentialsArgs {
    /** Name of the Secret. */
    secretName: string;
    /**
     * Entry with the access key id.
     * @default "ACCESS_KEY_ID"
     */
    accessKeyIdKey?: string;
    /**
     * Entry with the secret access key.
     * @default "ACCESS_SECRET_KEY"
     */
    secretAccessKeyKey?: string;
    /**
     * A long-lived key is weaker than workload identity (controls CM-5, KSI-4): why it is accepted here, by whom, until when.
     * @waives postgres-static-cloud-keys
     */
    allowStaticKeys: Waiver;
}

/** One entry of a Secret. */
export interface SecretKeyArgs {
    /** Name of the Secret. */
    secretName: string;
    /**
     * Entry in it.
     * @default "ca.crt"
     */
    key?: string;
}
