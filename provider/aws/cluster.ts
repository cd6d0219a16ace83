import { parseArn, wrongArn } from "./arn";

/** What the ARN of an EKS cluster's OIDC provider tells of where everything is made. */
export interface EksCluster {
    oidcProviderArn: string;
    partition: string;
    account: string;
    region: string;
    /** Issuer without https://, as it stands before `:sub` and `:aud` in a trust policy. */
    issuer: string;
}

/**
 * oidc.eks.<region>.amazonaws.com (.com.cn, .eu), or oidc-eks.<region>.api.aws for clusters with the dual-stack issuer
 * (EKS user guide, "IPv6 addresses to clusters, Pods, and services").
 */
const eksIssuer = /^oidc[.-]eks\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(?:[a-z]+\.)+[a-z]+\/id\/[A-Za-z0-9]+$/;

export function eksCluster(oidcProviderArn: string): EksCluster {
    const wrong = notAnEksCluster(oidcProviderArn);
    const arn = parseArn(oidcProviderArn);
    if (wrong !== undefined || arn === undefined) {
        throw new Error(`oidcProviderArn ${wrong ?? ""}`);
    }
    const issuer = arn.resource.slice("oidc-provider/".length);
    const region = eksIssuer.exec(issuer)?.[1] ?? "";
    return { oidcProviderArn, partition: arn.partition, account: arn.account, region, issuer };
}

/** Why the text is not the ARN of the OIDC provider of an EKS cluster; nothing when it is. */
export function notAnEksCluster(text: string): string | undefined {
    const wrong = wrongArn(text, "oidcProvider");
    const arn = parseArn(text);
    if (wrong !== undefined || arn === undefined) {
        return wrong;
    }
    const issuer = arn.resource.slice("oidc-provider/".length);
    const region = eksIssuer.exec(issuer)?.[1];
    if (region === undefined) {
        return (
            `must be the OIDC provider of an EKS cluster, whose issuer looks like oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE ` +
            `and tells the region; the issuer ${JSON.stringify(issuer)} does not`
        );
    }
    const partition = partitionOf(region);
    return arn.partition === partition
        ? undefined
        : `names the partition ${arn.partition}, but ${region} is in ${partition}: write arn:${partition}:iam::${arn.account}:${arn.resource}`;
}

const partitionsByPrefix = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-iso-", "aws-iso"],
    ["us-isob-", "aws-iso-b"],
    ["eusc-", "aws-eusc"],
] as const;

/** The partition that a region lies in, by its name. */
export function partitionOf(region: string): string {
    return partitionsByPrefix.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

const otherSuffixes = new Map([
    ["aws-cn", "amazonaws.com.cn"],
    ["aws-eusc", "amazonaws.eu"],
    ["aws-iso", "c2s.ic.gov"],
    ["aws-iso-b", "sc2s.sgov.gov"],
]);

/**
 * What `kms:ViaService` holds when the service asks for the caller. Both spellings where a partition has its own suffix:
 * they name the same service in the same region.
 */
export function viaService(
    service: "s3" | "ec2",
    { region, partition }: Pick<EksCluster, "region" | "partition">,
): string[] {
    const other = otherSuffixes.get(partition);
    return ["amazonaws.com", ...(other === undefined ? [] : [other])].map((suffix) => `${service}.${region}.${suffix}`);
}
