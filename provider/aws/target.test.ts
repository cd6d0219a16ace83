import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { unknown } from "../core/known";
import type { IdentityKind } from "./identity";
import { valueOf } from "./recording.test";
import { backupTarget, referenceProblems, sourceProblems, sourceTarget, trustProblems } from "./target";

const reference = {
    bucket: "hdb-orders",
    region: "eu-central-1",
    keyArn: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    roleArns: { "shop/orders": "arn:aws:iam::111122223333:role/hardened-db/orders" },
};
const client = { namespace: "shop", serviceAccount: "orders" };

describe("the backup target of a vault's client", () => {
    for (const [form, given] of [
        ["values", reference],
        ["an output", pulumi.output(reference)],
    ] as const) {
        it(`is the client's folder, key and role, from a reference of ${form}`, async () => {
            const { auth, ...target } = backupTarget(given, client, "irsa");
            assert.equal(target.scheme, "s3");
            assert.equal(target.encryption, "aws:kms");
            assert.equal(target.prefix, "shop/orders");
            assert.equal(target.retention, "writer");
            assert.equal(target.endpoint, undefined);
            assert.equal(await valueOf(pulumi.output(target.bucket)), reference.bucket);
            assert.equal(await valueOf(pulumi.output(target.region ?? "")), reference.region);
            assert.equal(await valueOf(pulumi.output(target.key ?? "")), reference.keyArn);
            assert.ok(auth.kind === "workloadIdentity");
            assert.deepEqual(await valueOf(pulumi.output(auth.serviceAccountAnnotations)), {
                "eks.amazonaws.com/role-arn": reference.roleArns["shop/orders"],
            });
            assert.equal(await valueOf(pulumi.output(auth.role)), reference.roleArns["shop/orders"]);
        });
    }
});

describe("the identity of a vault's client", () => {
    const authOf = (kind: IdentityKind) => {
        const { auth } = backupTarget(reference, client, kind);
        return auth.kind === "workloadIdentity" ? auth : assert.fail(auth.kind);
    };

    it("is written on its service account with IRSA, which asks nobody but the public STS", async () => {
        const { serviceAccountAnnotations, agent } = authOf("irsa");
        assert.deepEqual(await valueOf(pulumi.output(serviceAccountAnnotations)), {
            "eks.amazonaws.com/role-arn": reference.roleArns["shop/orders"],
        });
        assert.equal(agent, undefined);
    });

    it("is known by the service account's name with Pod Identity, whose agent answers on every node", async () => {
        const { serviceAccountAnnotations, agent, role } = authOf("podIdentity");
        assert.deepEqual(serviceAccountAnnotations, {});
        assert.deepEqual(agent, { cidrs: ["169.254.170.23/32", "fd00:ec2::23/128"], port: 80 });
        assert.equal(await valueOf(pulumi.output(role)), reference.roleArns["shop/orders"]);
    });

    it("is the same where it reads the backups of another", () => {
        const source = { namespace: "shop", serviceAccount: "invoices" };
        for (const kind of ["irsa", "podIdentity"] as const) {
            const { auth } = sourceTarget(reference, client, source, kind);
            assert.equal(auth.kind === "workloadIdentity" && auth.agent !== undefined, kind === "podIdentity");
        }
    });
});

describe("the trust of a shared vault", () => {
    const issuer = "oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789";
    const oidcProviderArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
    const podIdentityCluster = "arn:aws:eks:eu-central-1:111122223333:cluster/shop";
    const keyAdministrators: string[] = [];
    const irsa = { oidcProviderArn, keyAdministrators };
    const podIdentity = { podIdentityCluster, keyAdministrators };
    const byIrsa = { ...reference, trusts: oidcProviderArn };
    const byPodIdentity = { ...reference, trusts: podIdentityCluster };

    it("is accepted where it is of the database's own cluster", () => {
        assert.deepEqual(trustProblems(byIrsa, irsa), []);
        assert.deepEqual(trustProblems(byPodIdentity, podIdentity), []);
    });

    it("is accepted where another account knows the same issuer, since each account has a provider of its own", () => {
        const elsewhere = oidcProviderArn.replace("111122223333", "444455556666");
        assert.deepEqual(trustProblems({ ...reference, trusts: elsewhere }, irsa), []);
    });

    it("is taken for IRSA in a reference that does not tell, as older vaults gave it", () => {
        assert.deepEqual(trustProblems(reference, irsa), []);
        assert.deepEqual(trustProblems(reference, podIdentity), [
            {
                path: "",
                reason:
                    "the vault's roles trust an OIDC provider: write platform.aws.oidcProviderArn in place of podIdentityCluster, " +
                    "or podIdentityCluster in the vault's `aws`",
            },
        ]);
    });

    it("is accepted while it is not known whom it trusts, or what the database's cluster is", () => {
        assert.deepEqual(trustProblems(unknown, podIdentity), []);
        assert.deepEqual(trustProblems({ ...reference, trusts: unknown }, podIdentity), []);
        assert.deepEqual(trustProblems(byIrsa, { ...irsa, oidcProviderArn: unknown }), []);
        assert.deepEqual(trustProblems(byPodIdentity, { ...podIdentity, podIdentityCluster: unknown }), []);
    });

    const wrong: [string, Parameters<typeof trustProblems>, string][] = [
        [
            "another kind",
            [byIrsa, podIdentity],
            `the vault's roles trust the pods of ${oidcProviderArn}, and the database has platform.aws.podIdentityCluster ${podIdentityCluster}: write platform.aws.oidcProviderArn: "${oidcProviderArn}"`,
        ],
        [
            "another kind, the database's cluster not known yet",
            [byPodIdentity, { ...irsa, oidcProviderArn: unknown }],
            `the vault's roles trust the pods of ${podIdentityCluster}, and the database has platform.aws.oidcProviderArn: write platform.aws.podIdentityCluster: "${podIdentityCluster}"`,
        ],
        [
            "another cluster with Pod Identity",
            [byPodIdentity, { ...podIdentity, podIdentityCluster: `${podIdentityCluster}2` }],
            `the vault's roles trust the pods of ${podIdentityCluster}, and the database has platform.aws.podIdentityCluster ${podIdentityCluster}2: write platform.aws.podIdentityCluster: "${podIdentityCluster}"`,
        ],
        [
            "another cluster with IRSA",
            [byIrsa, { ...irsa, oidcProviderArn: `${oidcProviderArn}0` }],
            `the vault's roles trust the pods of ${oidcProviderArn}, and the database has platform.aws.oidcProviderArn ${oidcProviderArn}0: write platform.aws.oidcProviderArn: "${oidcProviderArn}"`,
        ],
    ];
    for (const [what, args, reason] of wrong) {
        it(`is refused where it is of ${what}, with what to write`, () => {
            assert.deepEqual(trustProblems(...args), [
                { path: "", reason: `${reason}, or give the database a vault of its own cluster` },
            ]);
        });
    }
});

describe("the backups that a vault's client starts from", () => {
    const source = { namespace: "shop", serviceAccount: "invoices" };

    it("lie in the other's folder, and are read with the client's own role", async () => {
        const { prefix, auth } = sourceTarget(reference, client, source, "irsa");
        assert.equal(prefix, "shop/invoices");
        assert.ok(auth.kind === "workloadIdentity");
        assert.equal(await valueOf(pulumi.output(auth.role)), reference.roleArns["shop/orders"]);
    });

    it("are accepted when the vault lists them, or does not tell", () => {
        for (const restoresFrom of [{ "shop/orders": ["shop/invoices"] }, { "shop/other": [] }, unknown]) {
            assert.deepEqual(sourceProblems({ ...reference, restoresFrom }, client, source), []);
        }
        assert.deepEqual(sourceProblems(reference, client, source), []);
        assert.deepEqual(sourceProblems(unknown, client, source), []);
    });

    it("are refused when the role may not read them, with what to add", () => {
        const restoresFrom = { "shop/orders": ["shop/payments"] };
        assert.deepEqual(sourceProblems({ ...reference, restoresFrom }, client, source), [
            {
                path: "",
                reason:
                    "the vault lets shop/orders read no backups of shop/invoices: add " +
                    'restoresFrom: [{ namespace: "shop", serviceAccount: "invoices" }] to that client of the BackupVault, ' +
                    "or the database to backup.restorableBy where the vault is another database's own",
            },
        ]);
    });
});

describe("a reference to a vault", () => {
    it("is accepted when the vault lists the client, or nothing is known of it yet", () => {
        assert.deepEqual(referenceProblems(reference, client), []);
        assert.deepEqual(referenceProblems(unknown, client), []);
        assert.deepEqual(referenceProblems({ ...reference, roleArns: unknown }, client), []);
        assert.deepEqual(referenceProblems({ ...reference, roleArns: { "shop/orders": unknown } }, client), []);
    });

    it("is refused when the vault has no role for the client, with what to add", () => {
        assert.deepEqual(referenceProblems(reference, { namespace: "staging", serviceAccount: "orders" }), [
            {
                path: "roleArns",
                reason:
                    'the vault has no role for staging/orders: add { namespace: "staging", serviceAccount: "orders" } ' +
                    "to the clients of the BackupVault; it has: shop/orders",
            },
        ]);
    });
});
