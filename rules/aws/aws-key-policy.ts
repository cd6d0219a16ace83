import { aspectsOf } from "../cloudAspects";
import { cloudTied } from "../cloudTies";
import type { Estate } from "../estate";
import { aws } from "../kinds";
import { fail, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { hasContent } from "../text";
import { mixedCustody } from "./keyCustody";

export const rule: Rule = {
    id: "aws-key-policy",
    title: "Nobody both manages and uses a KMS key of a database, and nobody unnamed does either",
    controls: ["CM-1"],
    severity: "high",
    kinds: [aws.key, aws.keyPolicy],
    // A key's policy may be a resource of its own.
    scope: "estate",
    why: "Without a policy of its own, or with kms:* for the account, any IAM policy of the account can give Decrypt. A principal that may change the policy and use the key, or give itself grants, reads every backup without anybody else's consent.",
    fix: "Write a key policy with three parts: named administrators with management actions one by one (no kms:Create*, which holds CreateGrant); named roles with kms:Decrypt and kms:GenerateDataKey; the account's root with management actions only, so that the key stays manageable. Give kms:CreateGrant only with the condition kms:GrantIsForAWSResource.",
    references: [
        {
            title: "AWS KMS: key policies",
            url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "AWS KMS: the default key policy",
            url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const policy = subject.read("policy");
        return hasContent(policy) === false ? withoutPolicy(subject, estate) : mixedCustody(policy);
    },
};

function withoutPolicy(subject: Subject, estate: Estate): readonly Outcome[] {
    const policy = subject.read("policy");
    const apart = (aspectsOf(estate).get(subject) ?? []).filter((aspect) => aspect.subject.kind === aws.keyPolicy);
    if (subject.kind === aws.keyPolicy || apart.some(({ certain }) => certain)) {
        return [];
    }
    return apart.length > 0 || !estate.complete
        ? [undecided(policy, "the key has no policy here, and a KeyPolicy may stand elsewhere")]
        : [
              fail(policy, {
                  default: "kms:* for the account, so that IAM alone decides",
                  wanted: "write a policy that names who manages and who uses the key",
              }),
          ];
}
