import type { Field } from "../field";
import type { Outcome } from "../outcome";
import { all, any, not, type Ternary } from "../ternary";
import { isPresent } from "../text";
import {
    actionElement,
    allows,
    ask,
    asksBool,
    coversAction,
    failWhere,
    hidesConditions,
    shownText,
    shownValues,
    statementsOf,
    unreadable,
    valuesOf,
} from "./policy";

/**
 * Whoever may do one of these can give himself every other right, or make everything unreadable. A replica has the policy that its
 * maker writes (AWS KMS API, ReplicateKey).
 */
const custody = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:ReplicateKey"];

/** What reads data, or lets others read it. */
const use = [
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyPair",
    "kms:GenerateDataKeyPairWithoutPlaintext",
    "kms:GenerateDataKeyWithoutPlaintext",
];

/** Conditions on who calls. */
const callerKeys = [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "kms:CallerAccount",
];

/** Not those of the form ...IfExists or ForAllValues: they hold where the key is missing. */
const limitingOperators = [
    "ArnEquals",
    "ArnLike",
    "ForAnyValue:StringEquals",
    "ForAnyValue:StringLike",
    "IpAddress",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
];

/** Who holds a key and who uses it, by its policy: nobody may do both, and nobody at all everything. */
export function mixedCustody(policy: Field): readonly Outcome[] {
    const statements = statementsOf(policy);
    if (statements === undefined) {
        return [unreadable(policy)];
    }
    const grants = statements.map(grantOf);
    return grants.flatMap((grant) => {
        const open = all(grant.allows, isEveryone(grant.statement), not(limitsCaller(grant.statement)));
        const mixed = grant.uses === false ? false : all(grant.allows, grant.uses, heldAlso(grant, grants));
        return [
            ...failWhere(open, grant.principal, {
                wanted: "name the principals, or add a condition on who calls (kms:CallerAccount, aws:PrincipalArn)",
                seen: grant.principal.path.at(-1) === "NotPrincipal" ? "everybody but some" : "everybody",
            }),
            ...(open === true
                ? []
                : failWhere(mixed, actionElement(grant.statement), {
                      seen: `${shownValues(actionElement(grant.statement))} for ${shownPrincipals(grant)}`,
                      wanted: `whoever may ${orList(custody)} must not use the key; give use (kms:Decrypt, kms:GenerateDataKey*, kms:CreateGrant) to other principals, action by action`,
                  })),
        ];
    });
}

function orList(actions: readonly string[]): string {
    return `${actions.slice(0, -1).join(", ")} or ${actions.at(-1) ?? ""}`;
}

interface Grant {
    readonly statement: Field;
    /** The element Principal or NotPrincipal. */
    readonly principal: Field;
    /** Each principal that is named. */
    readonly principals: readonly Field[];
    readonly allows: Ternary;
    readonly manages: Ternary;
    readonly uses: Ternary;
}

function grantOf(statement: Field): Grant {
    const covers = (actions: readonly string[]): Ternary =>
        any(...actions.map((action) => coversAction(statement, action)));
    const forServices = asksBool(statement, {
        operators: ["Bool"],
        key: "kms:GrantIsForAWSResource",
        wanted: true,
    });
    const negated = statement.child("NotPrincipal");
    return {
        statement,
        principal: negated.state === "known" ? negated : statement.child("Principal"),
        principals: principalsOf(statement.child("Principal")),
        allows: allows(statement),
        manages: covers(custody),
        uses: any(covers(use), all(covers(["kms:CreateGrant"]), not(forServices))),
    };
}

/** `"*"`, or lists by type: `{"AWS": [...], "Service": "..."}`. */
function principalsOf(principal: Field): readonly Field[] {
    return principal.isMapping ? principal.entries.flatMap(([, names]) => valuesOf(names)) : valuesOf(principal);
}

function isEveryone(statement: Field): Ternary {
    const names = principalsOf(statement.child("Principal"));
    return any(isPresent(statement.child("NotPrincipal")), ...names.map((name) => ask(name, (text) => text === "*")));
}

function limitsCaller(statement: Field): Ternary {
    // Operators and keys have no case: what is written twice is taken together, so that one open value opens it.
    const limits = new Map<string, Field[]>();
    for (const [operator, keys] of statement.child("Condition").entries) {
        for (const [key, values] of hasName(limitingOperators, operator) ? keys.entries : []) {
            if (hasName(callerKeys, key)) {
                const name = `${operator} ${key}`.toLowerCase();
                limits.set(name, [...(limits.get(name) ?? []), ...valuesOf(values)]);
            }
        }
    }
    const answers = [...limits.values()].map((values) =>
        all(values.length > 0, ...values.map((value) => ask(value, (text) => !isOpen(text)))),
    );
    return any(hidesConditions(statement, ...limitingOperators) ? "unknown" : false, ...answers);
}

function hasName(names: readonly string[], name: string): boolean {
    return names.some((each) => each.toLowerCase() === name.toLowerCase());
}

/** A value that any caller has: a star, an ARN of any account, any address. */
function isOpen(value: string): boolean {
    return /^\*+$/.test(value) || /^arn:[^:]*:[^:]*:[^:]*:\*/.test(value) || ["0.0.0.0/0", "::/0"].includes(value);
}

function heldAlso(user: Grant, grants: readonly Grant[]): Ternary {
    return any(...grants.map((holder) => holdsAlso(user, holder)));
}

function holdsAlso(user: Grant, holder: Grant): Ternary {
    return all(
        holder.allows,
        holder.manages,
        holder === user ||
            any(...user.principals.flatMap((one) => holder.principals.map((other) => isSame(one, other)))),
    );
}

function isSame(one: Field, other: Field): Ternary {
    if (one.isUnknown || other.isUnknown) {
        return "unknown";
    }
    const [a, b] = [accountRoot(one.text), accountRoot(other.text)];
    return a === b || a === "*" || b === "*";
}

/** A bare account number is short for its root. */
function accountRoot(principal = ""): string {
    return principal.replace(/^arn:[^:]+:iam::(\d{12}):root$/, "$1");
}

function shownPrincipals({ principals }: Grant): string {
    const few = principals.slice(0, 2).map(shownText).join(", ");
    return principals.length > 2 ? `${few} and others` : few;
}
