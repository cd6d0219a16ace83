import { parseArn, wrongArn, type Arn } from "./arn";

/** Where everything is made, and how AWS knows the cluster's pods. */
export interface EksCluster {
    partition: string;
    account: string;
    region: string;
    identity: PodIdentity | TokenIssuer;
}

/** IRSA: the cluster signs tokens for its service accounts, and IAM knows it as an OIDC provider. */
export interface TokenIssuer {
    kind: "irsa";
    oidcProviderArn: string;
    /** Issuer without https://, as it stands before `:sub` and `:aud` in a trust policy. */
    issuer: string;
}

/** EKS Pod Identity: EKS takes the role for the pods and tags the session with who they are. */
export interface PodIdentity {
    kind: "podIdentity";
    clusterArn: string;
    clusterName: string;
}

/**
 * oidc.eks.<region>.amazonaws.com (.com.cn, .eu), or oidc-eks.<region>.api.aws for clusters with the dual-stack issuer
 * (EKS user guide, "IPv6 addresses to clusters, Pods, and services").
 */
const eksIssuer = /^oidc[.-]eks\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(?:[a-z]+\.)+[a-z]+\/id\/[A-Za-z0-9]+$/;

/** What the ARN of a cluster's OIDC provider, or of the cluster itself, tells. */
export function eksCluster(identity: string): EksCluster {
    const isCluster = wrongArn(identity, "eksCluster") === undefined;
    const wrong = isCluster ? notAPodIdentityCluster(identity) : notAnEksCluster(identity);
    const arn = parseArn(identity);
    if (wrong !== undefined || arn === undefined) {
        throw new Error(`${isCluster ? "podIdentityCluster" : "oidcProviderArn"} ${wrong ?? ""}`);
    }
    const { partition, account, resource } = arn;
    const tail = resource.slice(resource.indexOf("/") + 1);
    return isCluster
        ? {
              partition,
              account,
              region: arn.region,
              identity: { kind: "podIdentity", clusterArn: identity, clusterName: tail },
          }
        : {
              partition,
              account,
              region: eksIssuer.exec(tail)?.[1] ?? "",
              identity: { kind: "irsa", oidcProviderArn: identity, issuer: tail },
          };
}

/** Why the text is not the ARN of the OIDC provider of an EKS cluster; nothing when it is. */
export function notAnEksCluster(text: string): string | undefined {
    const wrong = wrongArn(text, "oidcProvider");
    const arn = parseArn(text);
    if (wrong !== undefined || arn === undefined) {
        return wrongArn(text, "eksCluster") === undefined
            ? `${wrong ?? ""}: write the one that \`aws iam list-open-id-connect-providers\` shows for its issuer, or, when its pods use EKS Pod Identity, podIdentityCluster in place of oidcProviderArn`
            : wrong;
    }
    const issuer = arn.resource.slice("oidc-provider/".length);
    const region = eksIssuer.exec(issuer)?.[1];
    if (region === undefined) {
        return (
            `must be the OIDC provider of an EKS cluster, whose issuer looks like oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE ` +
            `and tells the region; the issuer ${JSON.stringify(issuer)} does not`
        );
    }
    return wrongPartition(arn, region);
}

/** Why the text is not the ARN of an EKS cluster whose pods use EKS Pod Identity; nothing when it is. */
export function notAPodIdentityCluster(text: string): string | undefined {
    const wrong = wrongArn(text, "eksCluster");
    const arn = parseArn(text);
    if (wrong !== undefined || arn === undefined) {
        return wrongArn(text, "oidcProvider") === undefined
            ? `${wrong ?? ""}: write oidcProviderArn in place of podIdentityCluster, or the cluster's ARN when its pods use EKS Pod Identity`
            : wrong;
    }
    return wrongPartition(arn, arn.region);
}

function wrongPartition({ partition: given, service, region, account, resource }: Arn, where: string) {
    const partition = partitionOf(where);
    return given === partition
        ? undefined
        : `names the partition ${given}, but ${where} is in ${partition}: write arn:${partition}:${service}:${region}:${account}:${resource}`;
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
