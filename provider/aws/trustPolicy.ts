import type { BackupClient } from "./arguments";
import type { EksCluster } from "./cluster";
import { policyDocument, type PolicyDocument } from "./policyDocument";

/**
 * Lets pods of exactly one ServiceAccount take a role (IRSA). The audience is what EKS's webhook puts into the token,
 * in every partition (eksctl-io/eksctl#1910).
 */
export function trustPolicy(
    { oidcProviderArn, issuer }: EksCluster,
    { namespace, serviceAccount }: BackupClient,
): PolicyDocument {
    return policyDocument({
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
    });
}
