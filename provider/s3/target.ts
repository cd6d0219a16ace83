import type { BackupTarget } from "../core/seam";
import type { S3PlatformArgs } from "./arguments";

/** A folder in an existing bucket of an S3-compatible store as a place for backups: no key of ours, a login from a Secret. */
export function s3Target(args: S3PlatformArgs, prefix: string): BackupTarget {
    const { endpoint, bucket, region, ca, encryption = "AES256", credentials } = args;
    const {
        secretName,
        accessKeyIdKey = "ACCESS_KEY_ID",
        secretAccessKeyKey = "ACCESS_SECRET_KEY",
        allowStaticKeys,
    } = credentials;
    return {
        scheme: "s3",
        bucket,
        prefix,
        endpoint,
        encryption,
        ...(region !== undefined && { region }),
        ...(ca !== undefined && { ca: { name: ca.secretName, key: ca.key ?? "ca.crt" } }),
        retention: "writer",
        auth: {
            kind: "keySecret",
            accessKeyId: { name: secretName, key: accessKeyIdKey },
            secretAccessKey: { name: secretName, key: secretAccessKeyKey },
            waiver: allowStaticKeys,
        },
    };
}

/** Port on which the store answers, from its URL. */
export function endpointPort(endpoint: string): number {
    const { port } = new URL(endpoint);
    return port === "" ? 443 : Number(port);
}
