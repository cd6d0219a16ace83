import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { unknown } from "../core/known";
import { valueOf } from "./recording.test";
import { backupTarget, referenceProblems, sourceProblems, sourceTarget } from "./target";

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
            const { auth, ...target } = backupTarget(given, client);
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

describe("the backups that a vault's client starts from", () => {
    const source = { namespace: "shop", serviceAccount: "invoices" };

    it("lie in the other's folder, and are read with the client's own role", async () => {
        const { prefix, auth } = sourceTarget(reference, client, source);
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
