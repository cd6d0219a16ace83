import { isUnknown, type Known, type Unknown } from "../core/known";
import type { Problem } from "../core/problems";
import type { AwsIdentityArgs } from "./arguments";
import { arnProblems } from "./arnProblems";
import { eksCluster, notAnEksCluster, notAPodIdentityCluster, type EksCluster } from "./cluster";
import { topicProblems } from "./keyProblems";

/**
 * What is wrong with who the cluster is for AWS, and who looks after its keys. `place` is where the keys are made, when that is not the
 * cluster's region.
 */
export function identityProblems(args: Known<AwsIdentityArgs>, place?: EksCluster): Problem[] {
    const { keyAdministrators, permissionsBoundary, keys = {} } = args;
    const cluster = clusterIn(args);
    const partition = cluster?.partition;
    return [
        ...podProblems(args),
        ...keyAdministrators.flatMap((administrator, index) =>
            arnProblems(`keyAdministrators[${index}]`, administrator, partition, "role", "user"),
        ),
        ...(permissionsBoundary === undefined
            ? []
            : arnProblems("permissionsBoundary", permissionsBoundary, partition, "policy")),
        ...topicProblems("keys.alarmTopicArn", keys.alarmTopicArn, place ?? cluster),
    ];
}

/** Exactly one of the two says how AWS knows the cluster's pods. */
function podProblems({ oidcProviderArn, podIdentityCluster }: Known<AwsIdentityArgs>): Problem[] {
    const both = oidcProviderArn !== undefined && podIdentityCluster !== undefined;
    if (both || (oidcProviderArn === undefined && podIdentityCluster === undefined)) {
        return [
            {
                path: "",
                reason:
                    `needs exactly one of oidcProviderArn and podIdentityCluster, not ${both ? "both" : "none"}: write oidcProviderArn ` +
                    "(the cluster's IAM OIDC provider) when pods take roles by IRSA, podIdentityCluster (the cluster's ARN) when by EKS Pod Identity",
            },
        ];
    }
    return [
        ...wrongProblems("oidcProviderArn", oidcProviderArn, notAnEksCluster),
        ...wrongProblems("podIdentityCluster", podIdentityCluster, notAPodIdentityCluster),
    ];
}

function wrongProblems(
    path: string,
    text: string | Unknown | undefined,
    wrongIn: (text: string) => string | undefined,
): Problem[] {
    const reason = text === undefined || isUnknown(text) ? undefined : wrongIn(text);
    return reason === undefined ? [] : [{ path, reason }];
}

/** The cluster, when it is known and makes sense. */
export function clusterIn(args: Known<AwsIdentityArgs>): EksCluster | undefined {
    const { oidcProviderArn, podIdentityCluster } = args;
    const identity = oidcProviderArn ?? podIdentityCluster;
    return identity === undefined || isUnknown(identity) || podProblems(args).length > 0
        ? undefined
        : eksCluster(identity);
}

/** The cluster as seen from where a vault is: in its account, and in the region that is given. */
export function placeIn(args: Known<AwsIdentityArgs>, region: string | Unknown | undefined): EksCluster | undefined {
    const cluster = clusterIn(args);
    return cluster === undefined || (region !== undefined && isUnknown(region))
        ? undefined
        : { ...cluster, region: region ?? cluster.region };
}
