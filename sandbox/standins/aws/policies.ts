import type { Problem } from "../check";
import { isProperties, isUnknown, type Properties, type Value } from "../values";

const policyProperties = ["policy", "assumeRolePolicy", "policyDocument"];
/** `policyDocument` and `policy` of these are other languages. */
const otherLanguages = /DataProtectionPolicy|LogAccountPolicy|LifecyclePolicy/;
const versions = ["2012-10-17", "2008-10-17"];

/** Policies are texts; AWS answers MalformedPolicyDocument to what is refused here. */
export function policyProblems(type: string, inputs: Properties): Problem[] {
    if (otherLanguages.test(type)) {
        return [];
    }
    const inline = Array.isArray(inputs["inlinePolicies"]) ? inputs["inlinePolicies"] : [];
    const places: [string, Value | undefined][] = [
        ...policyProperties.map((name): [string, Value | undefined] => [name, inputs[name]]),
        ...inline.map((item, index): [string, Value | undefined] => [
            `inlinePolicies[${index}].policy`,
            isProperties(item) ? item["policy"] : undefined,
        ]),
    ];
    return places.flatMap(([property, policy]) => {
        const wrong = typeof policy !== "string" || isUnknown(policy) ? undefined : wrongIn(policy);
        return wrong === undefined ? [] : [{ property, reason: `${type}: ${property} is no IAM policy: ${wrong}` }];
    });
}

function wrongIn(policy: string): string | undefined {
    let document: Value;
    try {
        document = JSON.parse(policy) as Value;
    } catch (error) {
        return `it is not JSON (${error instanceof Error ? error.message : String(error)}); write JSON.stringify({...})`;
    }
    if (!isProperties(document)) {
        return "it is not a JSON object";
    }
    const version = document["Version"];
    if (typeof version !== "string" || !versions.includes(version)) {
        return 'it has no Version; write Version: "2012-10-17"';
    }
    const statements = Array.isArray(document["Statement"]) ? document["Statement"] : [document["Statement"] ?? null];
    if (statements.length === 0) {
        return "its Statement is empty; write at least one statement";
    }
    return statements.map(wrongInStatement).find((wrong) => wrong !== undefined);
}

function wrongInStatement(statement: Value, index: number): string | undefined {
    if (!isProperties(statement)) {
        return `Statement[${index}] is missing or not an object`;
    }
    if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") {
        return `Statement[${index}].Effect is ${JSON.stringify(statement["Effect"])}; write "Allow" or "Deny"`;
    }
    return statement["Action"] === undefined && statement["NotAction"] === undefined
        ? `Statement[${index}] has no Action`
        : undefined;
}
