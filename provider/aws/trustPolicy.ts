import type { BackupOwner } from "./arguments";
import type { EksCluster, PodIdentity, TokenIssuer } from "./cluster";
import { policyDocument, type PolicyDocument, type Statement } from "./policyDocument";

/** Lets pods of exactly one ServiceAccount of one cluster take a role. */
export function trustPolicy({ identity }: EksCluster, client: BackupOwner): PolicyDocument {
    return policyDocument(identity.kind === "irsa" ? trustToken(identity, client) : trustPodIdentity(identity, client));
}

/** The audience is what EKS's webhook puts into the token, in every partition (eksctl-io/eksctl#1910). */
function trustToken({ oidcProviderArn, issuer }: TokenIssuer, { namespace, serviceAccount }: BackupOwner): Statement {
    return {
        Sid: "TrustServiceAccount",
        Effect: "Allow",
        Principal: { Federated: oidcProviderArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
            StringEquals: {
                [`${issuer}:aud`]: "sts.amazonaws.com",
                [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
            },
        },
    };
}

/**
 * EKS tags the session with who the pod is (EKS user guide, "Enable or disable session tags"), and takes the role with TagSession in
 * the same call. The service has this name in every partition. An association with `disableSessionTags` could not take the role.
 */
function trustPodIdentity({ clusterArn }: PodIdentity, { namespace, serviceAccount }: BackupOwner): Statement {
    return {
        Sid: "TrustServiceAccount",
        Effect: "Allow",
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
            StringEquals: {
                "aws:RequestTag/eks-cluster-arn": clusterArn,
                "aws:RequestTag/kubernetes-namespace": namespace,
                "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
        },
    };
}
