import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { aws } from "../kinds";
import { failAt, undecidedAt } from "../outcome";
import type { Rule } from "../rule";
import { all, any, type Ternary } from "../ternary";
import { isAbsent } from "../text";
import { bucketParts } from "./bucketAspects";
import { configurationsOf } from "./bucketSetting";
import { anyActionOf, ask, asksBool, coversAction, denies, statementsOf, valuesOf } from "./policy";

export const rule: Rule = {
    id: "aws-bucket-transport",
    title: "A bucket of a database refuses requests without TLS",
    controls: ["NM-6"],
    severity: "high",
    kinds: [aws.bucket, aws.bucketV2],
    scope: "estate",
    why: "S3 answers plain HTTP as well. A client that is set up wrongly then sends backups and signatures where everybody on the way can read them, and nothing says so.",
    fix: 'Add a BucketPolicy with a statement: Effect Deny, Principal "*", Action s3:*, Resource the bucket and the bucket/*, Condition Bool aws:SecureTransport "false".',
    references: [
        {
            title: "Amazon S3: security best practices, enforce encryption of data in transit",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "AWS Security Hub: controls for S3 (S3.5)",
            url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const { found, mayBeElsewhere } = configurationsOf(subject, estate, {
            kinds: bucketParts.policy,
            inline: ["policy"],
        });
        const policies = found.map(({ holder, field }) => (holder === subject ? field : field.child("policy")));
        const refused = any(...policies.map(refusesPlaintext));
        if (refused === true) {
            return [];
        }
        if (refused === "unknown" || (found.length === 0 && mayBeElsewhere)) {
            return [undecidedAt([], "the bucket's policy is not known here")];
        }
        const seen = found.length === 0 ? "the bucket has no policy" : "the bucket's policy";
        const lacks = found.length === 0 ? "and so takes" : "takes";
        return [
            failAt(
                [],
                `${seen} ${lacks} requests without TLS: deny everybody s3:* on the bucket and its objects where aws:SecureTransport is false`,
            ),
        ];
    },
};

function refusesPlaintext(policy: Field): Ternary {
    const statements = statementsOf(policy);
    return statements === undefined ? "unknown" : any(...statements.map(refusesAll));
}

function refusesAll(statement: Field): Ternary {
    return all(
        denies(statement),
        isForEverybody(statement.child("Principal")),
        isAbsent(statement.child("NotAction")),
        coversAction(statement, anyActionOf("s3")),
        isForBucketAndObjects(statement.child("Resource")),
        asksBool(statement, { operators: ["Bool", "BoolIfExists"], key: "aws:SecureTransport", wanted: false }),
        hasNoOtherCondition(statement.child("Condition")),
    );
}

function isForEverybody(principal: Field): Ternary {
    const names = principal.isMapping ? principal.child("AWS") : principal;
    return any(...valuesOf(names).map((name) => ask(name, (text) => text === "*")));
}

/** The bucket's ARN for what is asked of the bucket, and one with a star after the slash for its objects. */
function isForBucketAndObjects(resource: Field): Ternary {
    const patterns = valuesOf(resource);
    const isForBucket = patterns.map((pattern) => ask(pattern, (text) => !text.includes("/")));
    const isForObjects = patterns.map((pattern) => ask(pattern, (text) => /^[^/]*(\/\*|\*)$/.test(text)));
    return all(any(...isForBucket), any(...isForObjects));
}

/** A second condition would let through whoever does not meet it. */
function hasNoOtherCondition(condition: Field): Ternary {
    const keys = condition.entries.flatMap(([, inner]) => inner.entries);
    return condition.isUnknown ? "unknown" : keys.length === 1;
}
