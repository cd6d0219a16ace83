import { runSimulation } from "@cloud-copilot/iam-simulate";
import assert from "node:assert/strict";
import { policyDocument, type PolicyDocument } from "./policyDocument";

/** A request as AWS would see it, and the policies that judge it. */
export interface Request {
    principal: string;
    action: string;
    resource: string;
    account: string;
    /** Condition keys that the request carries. */
    context?: Record<string, string | string[]>;
    /** What IAM allows the principal. */
    identity?: PolicyDocument;
    /** The policy of the key, bucket or role that is asked for. */
    resourcePolicy?: PolicyDocument;
}

export type Decision = "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied";

/** What AWS would answer. Fails when the evaluator leaves a condition key out of its judgement: the answer would mean nothing. */
export async function decide(request: Request): Promise<Decision> {
    const { principal, action, resource, account, context = {}, identity, resourcePolicy } = request;
    const outcome = await runSimulation(
        {
            request: { principal, action, resource: { resource, accountId: account }, contextVariables: context },
            identityPolicies: identity === undefined ? [] : [{ name: "identity", policy: identity }],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            ...(resourcePolicy && { resourcePolicy }),
        },
        {},
    );
    if (outcome.resultType !== "single") {
        assert.fail(`${action} on ${resource} was not judged: ${JSON.stringify(outcome)}`);
    }
    assert.deepEqual(
        outcome.result.ignoredContextKeys,
        [],
        `condition keys that the evaluator does not know for ${action}`,
    );
    return outcome.overallResult;
}

/** Whatever IAM can be made to allow: shows what a key's or bucket's own policy still refuses. */
export const iamAllowsAll = (service: string): PolicyDocument =>
    policyDocument({ Sid: "All", Effect: "Allow", Action: `${service}:*`, Resource: "*" });

/**
 * The evaluator knows web identity keys of `accounts.google.com` only and drops those of an EKS issuer.
 * The issuer is a prefix of the key and nothing else, so another one in policy and request judges the same.
 */
export function withKnownIssuer<T>(value: T, issuer: string): T {
    return renamed(value, `"${issuer}:`, '"accounts.google.com:');
}

/**
 * The evaluator does not know what stands behind `kms:EncryptionContext:`. Any other string key that neither policy nor request uses
 * judges the same in its place.
 */
export function withKnownEncryptionContext<T>(value: T): T {
    assert.ok(!JSON.stringify(value).includes("aws:UserAgent"), "aws:UserAgent is free to stand in");
    return renamed(value, '"kms:EncryptionContext:aws:s3:arn"', '"aws:UserAgent"');
}

function renamed<T>(value: T, key: string, other: string): T {
    const text = JSON.stringify(value);
    assert.ok(text.includes(key), `${key} is among the condition keys`);
    return JSON.parse(text.replaceAll(key, other)) as T;
}

describe("the IAM evaluator of these tests", () => {
    const request = {
        principal: "arn:aws:iam::111122223333:role/reader",
        action: "s3:GetObject",
        resource: "arn:aws:s3:::bucket/key",
        account: "111122223333",
    };

    it("allows what IAM allows and refuses what nobody allows", async () => {
        assert.equal(await decide({ ...request, identity: iamAllowsAll("s3") }), "Allowed");
        assert.equal(await decide(request), "ImplicitlyDenied");
    });

    it("fails rather than leave a condition key out of its judgement", async () => {
        await assert.rejects(
            decide({ ...request, context: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } }),
            /condition keys/,
        );
    });

    it("fails rather than judge a policy that is none", async () => {
        const broken = policyDocument({ Sid: "No such action", Effect: "Allow", Action: "s3", Resource: "*" });
        await assert.rejects(decide({ ...request, identity: broken }), /was not judged/);
    });
});
