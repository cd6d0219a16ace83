import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { unknown } from "../core/known";
import { valueOf } from "./recording.test";
import { backupTarget, referenceProblems } from "./target";

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
