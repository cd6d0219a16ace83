import type { PodIdentity, TokenIssuer } from "../cluster";
import { forEach, type PolicyCases, type Surroundings, type Twins } from "./cases";

/** Who takes the role of a client: the pods of its service account. */
export const trustCases: PolicyCases = {
    carriers: /-[^.]+\..+-role$/,
    twins: (surroundings) => {
        const { identity } = surroundings.cluster;
        return identity.kind === "irsa" ? byToken(identity, surroundings) : byPodIdentity(identity, surroundings);
    },
};

/** Who takes the role that copies a vault's backups: S3. */
export const replicationTrustCases: PolicyCases = {
    carriers: /-replication-role$/,
    twins: ({ self, administrators }) => [
        {
            title: "S3 takes the role",
            allowed: { principal: "s3.amazonaws.com", action: "sts:AssumeRole", resource: self, context: {} },
            denied: {
                "S3 Batch Operations": { principal: "batchoperations.s3.amazonaws.com" },
                "another service": { principal: "backup.amazonaws.com" },
                "an administrator": { principal: administrators[0] ?? "" },
                "but tags no session": { action: "sts:TagSession" },
            },
        },
    ],
};

/** IRSA: with a token of the cluster. */
function byToken(
    { issuer, oidcProviderArn }: TokenIssuer,
    { client: { namespace, serviceAccount }, self }: Surroundings,
): Twins[] {
    return [
        {
            title: "the client's pods take the role",
            allowed: {
                principal: oidcProviderArn,
                action: "sts:AssumeRoleWithWebIdentity",
                resource: self,
                context: {
                    [`${issuer}:aud`]: "sts.amazonaws.com",
                    [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
                },
            },
            denied: {
                "another service account": {
                    context: { [`${issuer}:sub`]: `system:serviceaccount:${namespace}:another` },
                },
                "one whose name begins alike": {
                    context: { [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}2` },
                },
                "the same name in another namespace": {
                    context: { [`${issuer}:sub`]: `system:serviceaccount:another:${serviceAccount}` },
                },
                "a token for another audience": { context: { [`${issuer}:aud`]: "kubernetes.default.svc" } },
                "a token of another cluster": { principal: oidcProviderArn.replace(/.$/, "0") },
            },
        },
    ];
}

/** EKS Pod Identity: EKS takes it for them, and says in tags of the session who they are. */
function byPodIdentity(
    { clusterArn }: PodIdentity,
    { client: { namespace, serviceAccount }, cluster, self }: Surroundings,
): Twins[] {
    const inCluster = "aws:RequestTag/eks-cluster-arn";
    const inNamespace = "aws:RequestTag/kubernetes-namespace";
    const as = "aws:RequestTag/kubernetes-service-account";
    return forEach(
        ["sts:AssumeRole", "sts:TagSession"],
        (action) => ({
            allowed: {
                principal: "pods.eks.amazonaws.com",
                action,
                resource: self,
                context: { [inCluster]: clusterArn, [inNamespace]: namespace, [as]: serviceAccount },
            },
            denied: {
                "another service account": { context: { [as]: "another" } },
                "one whose name begins alike": { context: { [as]: `${serviceAccount}2` } },
                "the same name in another namespace": { context: { [inNamespace]: "another" } },
                "the same name in another cluster": { context: { [inCluster]: `${clusterArn}2` } },
                "the same name in a cluster of another account": {
                    context: { [inCluster]: clusterArn.replace(cluster.account, "444455556666") },
                },
                "without the tag of the service account": { context: { [as]: undefined } },
                "without the tag of the namespace": { context: { [inNamespace]: undefined } },
                "without the tag of the cluster": { context: { [inCluster]: undefined } },
                "another service": { principal: "ec2.amazonaws.com" },
                "but sets no source identity": { action: "sts:SetSourceIdentity" },
            },
        }),
        "EKS takes the role for the client's pods:",
    );
}
