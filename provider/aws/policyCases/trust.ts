import type { PolicyCases } from "./cases";

/** Who takes the role of a client: the pods of its service account, with a token of the cluster (IRSA). */
export const trustCases: PolicyCases = {
    carriers: /-role$/,
    twins: ({ client: { namespace, serviceAccount }, cluster: { issuer, oidcProviderArn }, self }) => [
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
    ],
};
