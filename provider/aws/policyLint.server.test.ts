import assert from "node:assert/strict";
import { policyDocuments } from "../../testing/aws/documents";
import { constructedScenes } from "../../testing/aws/scenes";
import { ask, pythonOf } from "../../testing/python/environment";
import type { PolicyDocument } from "./policyDocument";

interface Finding {
    title: string;
    finding: string;
    detail: string;
}

/** What parliament says against our policies, and why it stays. One that it no longer says fails the test. */
const answered: { finding: string; documents: RegExp; detail: RegExp; because: string }[] = [
    {
        finding: "RESOURCE_STAR",
        documents: /-(key|keyStatements|backupKeyStatements|volumeKeyStatements)$/,
        detail: /^\["kms:/,
        because: "in the policy of a key, * is that key",
    },
    {
        finding: "MALFORMED",
        documents: /-role$/,
        detail: /neither Resource nor NotResource/,
        because: "the trust of a role has no resource: it is that role",
    },
    {
        finding: "UNKNOWN_FEDERATION_SOURCE",
        documents: /-role$/,
        detail: /:oidc-provider\/oidc\.eks\./,
        because: "parliament knows the providers of consumers' logins only; this one is the cluster's",
    },
    {
        finding: "MISMATCHED_TYPE",
        documents: /-(policy|bucketStatements)$/,
        detail: /s3:TlsVersion requires a value of type Numeric/,
        because: "parliament takes whole numbers only; AWS's own example has 1.2 (S3 user guide, s3:TlsVersion)",
    },
    {
        finding: "UNKNOWN_CONDITION_FOR_ACTION",
        documents: /-(policy|bucketStatements)$/,
        detail: /s3:TlsVersion for action s3:(InitiateReplication|PutAccessPointPublicAccessBlock)/,
        because: "s3:* holds two actions that nobody asks of a bucket; for all others the condition is known",
    },
];

describe("A policy linter of others, parliament, reads every policy document of AWS", function () {
    this.timeout(120_000);
    let python = "";
    let documents: { title: string; document: PolicyDocument }[] = [];
    before(async function () {
        this.timeout(15 * 60_000);
        python = await pythonOf("parliament", console.log);
        documents = (await constructedScenes()).flatMap(({ resources }) =>
            policyDocuments(resources).map(({ name, document }) => ({ title: name, document })),
        );
        assert.ok(documents.length > 10, `${documents.length} documents`);
    });

    const lint = async (which: typeof documents): Promise<Finding[]> =>
        (await ask(python, "lint_policies.py", which)) as Finding[];

    it("and finds nothing that is not answered here, and all that is", async () => {
        const findings = await lint(documents);
        const open = findings.filter((found) => !answered.some((each) => answers(each, found)));
        assert.deepEqual(open, []);
        const idle = answered.filter((each) => !findings.some((found) => answers(each, found)));
        assert.deepEqual(idle, []);
    });

    it("and would find an action, a condition key or a resource that does not fit", async () => {
        const statement = { Sid: "Wrong", Effect: "Allow" as const, Resource: "arn:aws:s3:::bucket/*" };
        const found = await lint([
            {
                title: "action",
                document: { Version: "2012-10-17", Statement: [{ ...statement, Action: "s3:PutObjekt" }] },
            },
            {
                title: "condition",
                document: {
                    Version: "2012-10-17",
                    Statement: [
                        {
                            ...statement,
                            Action: "s3:PutObject",
                            Condition: { StringEquals: { "s3:x-amz-server-side-encryptoin": "aws:kms" } },
                        },
                    ],
                },
            },
            {
                title: "resource",
                document: {
                    Version: "2012-10-17",
                    Statement: [{ ...statement, Action: "s3:PutLifecycleConfiguration" }],
                },
            },
        ]);
        assert.deepEqual(
            found.map(({ title, finding }) => `${title}: ${finding}`),
            ["action: UNKNOWN_ACTION", "condition: UNKNOWN_CONDITION_FOR_ACTION", "resource: RESOURCE_MISMATCH"],
        );
    });
});

function answers(each: (typeof answered)[number], { title, finding, detail }: Finding): boolean {
    return each.finding === finding && each.documents.test(title) && each.detail.test(detail);
}
