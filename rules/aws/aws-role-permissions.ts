import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { aws } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { isPresent } from "../text";
import {
    actionElement,
    allows,
    anyAction,
    anyActionOf,
    ask,
    coversAction,
    eachStatement,
    failWhere,
    shownValues,
    valuesOf,
} from "./policy";

export const rule: Rule = {
    id: "aws-role-permissions",
    title: "A role of a database may do little, and to named resources only",
    controls: ["KSI-4"],
    severity: "high",
    kinds: [aws.rolePolicy, aws.policy],
    why: "Whoever breaks into a database pod has its role. With s3:* or kms:* it can delete every version of the backups or the key itself; a write action on every resource reaches what other teams own.",
    fix: "List the actions one by one (for backups: s3:GetObject, s3:PutObject, s3:ListBucket, s3:GetBucketLocation, the multipart ones, kms:Decrypt, kms:GenerateDataKey) and name the bucket, the folder and the key as Resource.",
    references: [
        {
            title: "IAM: apply least-privilege permissions",
            url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "AWS Security Hub: controls for KMS (KMS.1, KMS.2)",
            url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        const policy = subject.read("policy");
        return cloudTied(subject, estate) && !policy.isAbsent
            ? eachStatement(policy, (statement) => [...coversAll(statement), ...writesEverywhere(statement)])
            : [];
    },
};

function coversAll(statement: Field): readonly Outcome[] {
    return failWhere(all(allows(statement), coversWhole(statement)), actionElement(statement), {
        seen: shownValues(actionElement(statement)),
        wanted: "list the actions that the database needs, one by one",
    });
}

function coversWhole(statement: Field): Ternary {
    const actions = [anyAction, anyActionOf("s3"), anyActionOf("kms")];
    return any(...actions.map((action) => coversAction(statement, action)));
}

function writesEverywhere(statement: Field): readonly Outcome[] {
    const resource = statement.child("Resource");
    const negated = statement.child("NotResource");
    const isEverything = any(isPresent(negated), ...valuesOf(resource).map((pattern) => ask(pattern, namesEverything)));
    const writes = any(...valuesOf(statement.child("Action")).map((action) => ask(action, mayWrite)));
    const place = negated.state === "known" ? negated : resource;
    return failWhere(all(allows(statement), not(coversWhole(statement)), writes, isEverything), place, {
        seen: `${shownValues(place)} with ${shownValues(actionElement(statement))}`,
        wanted: "name the resources (the bucket, the folder, the key) that may be written",
    });
}

/** `*`, and an ARN that leaves the resource itself open: every bucket, every key. */
function namesEverything(pattern: string): boolean {
    return /^(arn:([^:]*:)*(key\/|alias\/)?)?\*[*/]*$/.test(pattern);
}

/** What begins so reads, by the naming that all services keep to; Get in KMS and S3 included. */
const readingVerbs = ["BatchGet", "Describe", "Get", "List", "Query", "Scan", "Search"];

/** Writing actions that know no resource: IAM takes them with `*` only. */
const withoutResource = ["cloudwatch:putmetricdata", "xray:puttelemetryrecords", "xray:puttracesegments"];

function mayWrite(action: string): boolean {
    const name = action.slice(action.indexOf(":") + 1).toLowerCase();
    return (
        !readingVerbs.some((verb) => name.startsWith(verb.toLowerCase())) &&
        !withoutResource.includes(action.toLowerCase())
    );
}
