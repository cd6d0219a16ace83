import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { aws } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasWildcard } from "./pattern";
import {
    allows,
    ask,
    conditionValues,
    coversAction,
    eachStatement,
    failWhere,
    hidesConditions,
    valuesOf,
} from "./policy";

export const rule: Rule = {
    id: "aws-role-trust",
    title: "A role of a database trusts exactly its service account",
    controls: ["KSI-4"],
    severity: "critical",
    kinds: [aws.role],
    why: "A trust that does not name the service account lets every pod of the cluster, or of any cluster of the account, take the role and with it the backups.",
    fix: "With IRSA, ask StringEquals for both <issuer>:sub = system:serviceaccount:<namespace>:<name> and <issuer>:aud = sts.amazonaws.com. With EKS Pod Identity, ask StringEquals for aws:RequestTag/kubernetes-namespace and aws:RequestTag/kubernetes-service-account. No wildcards.",
    references: [
        {
            title: "Amazon EKS: assign IAM roles to service accounts",
            url: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Amazon EKS: session tags of Pod Identity",
            url: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
            version: "AWS documentation, November 2026",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate) && !subject.read("assumeRolePolicy").isAbsent
            ? eachStatement(subject.read("assumeRolePolicy"), (statement) => [
                  ...looseWebIdentity(statement),
                  ...loosePodIdentity(statement),
              ])
            : [],
};

function looseWebIdentity(statement: Field): readonly Outcome[] {
    const trusted = all(allows(statement), coversAction(statement, "sts:AssumeRoleWithWebIdentity"));
    const condition = statement.child("Condition");
    return [
        ...failWhere(all(trusted, not(asksForOne(statement, /:sub$/i))), condition, {
            seen: condition.isAbsent ? "not set" : "without one exact :sub",
            wanted: "ask StringEquals for <issuer>:sub = system:serviceaccount:<namespace>:<name>, one and without a wildcard",
        }),
        ...failWhere(all(trusted, not(asksForExact(statement, /:aud$/i))), condition, {
            seen: condition.isAbsent ? "not set" : "without an exact :aud",
            wanted: "ask StringEquals for <issuer>:aud = sts.amazonaws.com",
        }),
    ];
}

function loosePodIdentity(statement: Field): readonly Outcome[] {
    const services = valuesOf(statement.child("Principal").child("Service"));
    const isPodIdentity = any(...services.map((service) => ask(service, (text) => text === "pods.eks.amazonaws.com")));
    const trusted = all(allows(statement), isPodIdentity);
    const condition = statement.child("Condition");
    return ["kubernetes-namespace", "kubernetes-service-account"].flatMap((tag) =>
        failWhere(all(trusted, not(asksForExact(statement, `aws:RequestTag/${tag}`))), condition, {
            seen: condition.isAbsent ? "not set" : `without an exact ${tag}`,
            wanted: `ask StringEquals for aws:RequestTag/${tag}`,
        }),
    );
}

/** StringEquals asks the key for values, and none has a wildcard, which it would take as it stands. */
function asksForExact(statement: Field, key: string | RegExp): Ternary {
    const values = conditionValues(statement, "StringEquals", key);
    if (values.length === 0 && hidesConditions(statement, "StringEquals")) {
        return "unknown";
    }
    return all(values.length > 0, ...values.map((value) => ask(value, (text) => !hasWildcard(text))));
}

/** As above, and for one service account. The subject of an issuer outside Kubernetes has a form of its own. */
function asksForOne(statement: Field, key: RegExp): Ternary {
    const values = conditionValues(statement, "StringEquals", key);
    return all(asksForExact(statement, key), values.length <= 1);
}
