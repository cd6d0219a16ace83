import type { Scope } from "../standin";
import { isProperties, text, texts, type Properties, type Value } from "../values";

/** Where the provider works: region and account as configured, else the sandbox's own. */
export interface Account {
    partition: string;
    dnsSuffix: string;
    region: string;
    account: string;
}

const sandboxRegion = "eu-central-1";
const sandboxAccount = "123456789012";

export function accountOf(scope: Scope, resourceRegion?: Value): Account {
    const region = text(resourceRegion) ?? text(scope.config["region"]) ?? sandboxRegion;
    const assumed = listOf(scope.config["assumeRoles"])
        .filter(isProperties)
        .map((role) => accountIn(text(role["roleArn"])));
    const allowed = texts(listOf(scope.config["allowedAccountIds"]));
    const account = assumed.at(-1) ?? (allowed.length === 1 ? allowed[0] : undefined) ?? sandboxAccount;
    const inChina = region.startsWith("cn-");
    return {
        partition: inChina ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws",
        dnsSuffix: inChina ? "amazonaws.com.cn" : "amazonaws.com",
        region,
        account,
    };
}

export function defaultTags(scope: Scope): Properties {
    const setting = parsed(scope.config["defaultTags"]);
    const tags = isProperties(setting) ? setting["tags"] : undefined;
    return isProperties(tags) ? tags : {};
}

function accountIn(arn: string | undefined): string | undefined {
    return /^arn:[\w-]+:iam::(\d{12}):/.exec(arn ?? "")?.[1];
}

function listOf(value: Value | undefined): Value[] {
    const list = parsed(value);
    return Array.isArray(list) ? list : [];
}

/** Nested provider settings arrive as JSON texts. */
function parsed(value: Value | undefined): Value | undefined {
    if (typeof value !== "string") {
        return value;
    }
    try {
        return JSON.parse(value) as Value;
    } catch {
        return undefined;
    }
}
