import assert from "node:assert/strict";
import { eksCluster } from "./cluster";
import { decide, withKnownIssuer, type Request } from "./iamSimulation.test";
import { trustPolicy } from "./trustPolicy";

describe("the trust of a backup role [CM-5, KSI-4]", () => {
    const cluster = eksCluster(
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
    );
    const { issuer } = cluster;
    const trust = trustPolicy(cluster, { namespace: "shop", serviceAccount: "orders" });

    const asks = (sub: string, aud = "sts.amazonaws.com", principal = cluster.oidcProviderArn): Promise<string> => {
        const request = { context: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud }, resourcePolicy: trust };
        return decide({
            principal,
            action: "sts:AssumeRoleWithWebIdentity",
            resource: "arn:aws:iam::111122223333:role/hardened-db/orders",
            account: cluster.account,
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
            ["system:serviceaccount:shop:orders", "sts.amazonaws.com", cluster.oidcProviderArn.replace(/.$/, "0")],
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
