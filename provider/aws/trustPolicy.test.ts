import assert from "node:assert/strict";
import { eksCluster } from "./cluster";
import { decide, withKnownIssuer, type Request } from "./iamSimulation.test";
import type { PolicyDocument } from "./policyDocument";
import { trustPolicy } from "./trustPolicy";

const role = "arn:aws:iam::111122223333:role/hardened-db/orders";
const client = { namespace: "shop", serviceAccount: "orders" };

describe("the trust of a backup role with IRSA [CM-5, KSI-4]", () => {
    const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789";
    const oidcProviderArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
    const trust = trustPolicy(eksCluster(oidcProviderArn), client);

    const asks = (sub: string, aud = "sts.amazonaws.com", principal = oidcProviderArn): Promise<string> => {
        const request = { context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud }, resourcePolicy: trust };
        return decide({
            principal,
            action: "sts:AssumeRoleWithWebIdentity",
            resource: role,
            account: "111122223333",
            ...withKnownIssuer<Pick<Request, "context" | "resourcePolicy">>(request, issuer),
        });
    };

    it("admits the service account", async () => {
        assert.equal(await asks("system:serviceaccount:shop:orders"), "Allowed");
    });

    const denied: [string, Parameters<typeof asks>][] = [
        ["another service account", ["system:serviceaccount:shop:invoices"]],
        ["one whose name begins alike", ["system:serviceaccount:shop:orders2"]],
        ["the same name in another namespace", ["system:serviceaccount:staging:orders"]],
        ["a token for another audience", ["system:serviceaccount:shop:orders", "kubernetes.default.svc"]],
        [
            "a token of another cluster",
            ["system:serviceaccount:shop:orders", "sts.amazonaws.com", oidcProviderArn.replace(/.$/, "0")],
        ],
    ];
    for (const [who, request] of denied) {
        it(`refuses ${who}`, async () => {
            assert.equal(await asks(...request), "ImplicitlyDenied");
        });
    }

    it("names the issuer of the cluster without https://", () => {
        assert.deepEqual(Object.keys(trust.Statement[0]?.Condition?.["StringEquals"] ?? {}), [
            "oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789:aud",
            "oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789:sub",
        ]);
    });
});

describe("the trust of a backup role with EKS Pod Identity [CM-5, KSI-4]", () => {
    const clusterArn = "arn:aws:eks:eu-central-1:111122223333:cluster/shop";
    const trust = trustPolicy(eksCluster(clusterArn), client);
    /** What EKS says of the pod (EKS user guide, "Enable or disable session tags"). */
    const tags = {
        "aws:RequestTag/eks-cluster-arn": clusterArn,
        "aws:RequestTag/kubernetes-namespace": "shop",
        "aws:RequestTag/kubernetes-service-account": "orders",
    };

    const asks = (
        action: string,
        { context = tags, principal = "pods.eks.amazonaws.com", policy = trust }: Asked = {},
    ): Promise<string> =>
        decide({ principal, action, resource: role, account: "111122223333", context, resourcePolicy: policy });

    interface Asked {
        context?: Record<string, string>;
        principal?: string;
        policy?: PolicyDocument;
    }

    for (const action of ["sts:AssumeRole", "sts:TagSession"]) {
        it(`admits EKS with ${action} for the service account`, async () => {
            assert.equal(await asks(action), "Allowed");
        });

        const others: [string, keyof typeof tags, string][] = [
            ["another service account", "aws:RequestTag/kubernetes-service-account", "invoices"],
            ["one whose name begins alike", "aws:RequestTag/kubernetes-service-account", "orders2"],
            ["the same name in another namespace", "aws:RequestTag/kubernetes-namespace", "staging"],
            ["the same name in another cluster", "aws:RequestTag/eks-cluster-arn", clusterArn.replace("shop", "test")],
            [
                "the same name in a cluster of another account",
                "aws:RequestTag/eks-cluster-arn",
                clusterArn.replace("111122223333", "444455556666"),
            ],
        ];
        for (const [who, tag, value] of others) {
            it(`refuses EKS with ${action} for ${who}`, async () => {
                assert.equal(await asks(action, { context: { ...tags, [tag]: value } }), "ImplicitlyDenied");
            });
        }

        for (const tag of Object.keys(tags)) {
            it(`refuses EKS with ${action} without ${tag}`, async () => {
                const context = Object.fromEntries(Object.entries(tags).filter(([name]) => name !== tag));
                assert.equal(await asks(action, { context }), "ImplicitlyDenied");
            });
        }

        it(`refuses every other service ${action}`, async () => {
            assert.equal(await asks(action, { principal: "ec2.amazonaws.com" }), "ImplicitlyDenied");
        });
    }

    it("admits EKS with nothing else", async () => {
        assert.equal(await asks("sts:SetSourceIdentity"), "ImplicitlyDenied");
    });

    it("has no part that could be left out: without any one tag in the policy, somebody else gets in", async () => {
        for (const [tag, value] of Object.entries(tags)) {
            const [statement] = trust.Statement;
            const asked = statement?.Condition?.["StringEquals"] ?? {};
            const fewer = Object.fromEntries(Object.entries(asked).filter(([name]) => name !== tag));
            const policy: PolicyDocument = {
                ...trust,
                Statement: [{ ...statement!, Condition: { StringEquals: fewer } }],
            };
            const context = { ...tags, [tag]: `${value}-other` };
            assert.equal(await asks("sts:AssumeRole", { context, policy }), "Allowed", tag);
        }
    });
});
