import { isDate } from "./dates";
import { isPath } from "./path";
import { namesNothing, parseResource, resourceForms } from "./resource";
import type { Waiver } from "./waiver";

/** What may stand in a waiver of the file, in the order in which it is written. */
export const waiverKeys = ["rule", "resource", "reason", "owner", "expires", "ticket", "path"] as const;
export type WaiverKey = (typeof waiverKeys)[number];

/** What may stand in an annotation, which has its rule in its name and its resource around it. */
export const annotationKeys = ["reason", "owner", "expires", "ticket"] as const;

export function isWaiverKey(key: string): key is WaiverKey {
    return waiverKeys.some((each) => each === key);
}

export interface FieldProblem {
    readonly key: WaiverKey;
    readonly message: string;
}

/** What is wrong with a waiver as it is written, all at once. `knownRules` are the ids that there are, when they are known. */
export function waiverProblems(
    written: Partial<Readonly<Record<WaiverKey, string>>>,
    knownRules?: readonly string[],
): readonly FieldProblem[] {
    const problems: (FieldProblem | undefined)[] = [
        ruleProblem(written.rule, knownRules),
        resourceProblem(written.resource),
        missing("reason", written.reason, "why the finding is accepted"),
        missing("owner", written.owner, "the team or person who answers for it"),
        dateProblem(written.expires),
        pathProblem(written.path),
    ];
    return problems.filter((problem) => problem !== undefined);
}

/** The waiver, when nothing but perhaps its date is wrong. */
export function waiverOf(written: Partial<Readonly<Record<WaiverKey, string>>>): Waiver {
    const { rule = "", resource = "", reason = "", owner = "", expires = "", ticket, path } = written;
    return {
        rule,
        resource,
        reason,
        owner,
        expires,
        ...(ticket === undefined ? {} : { ticket }),
        ...(path === undefined ? {} : { path }),
    };
}

function ruleProblem(rule: string | undefined, knownRules: readonly string[] | undefined): FieldProblem | undefined {
    if (isBlank(rule)) {
        return { key: "rule", message: "rule is missing: write the id of the rule, as the finding shows it" };
    }
    if (rule.includes("*")) {
        return { key: "rule", message: `rule is ${quote(rule)}: a waiver is for one rule; write its id without *` };
    }
    if (/^[A-Z]{1,4}-\d+$/.test(rule)) {
        return {
            key: "rule",
            message: `rule is the control ${rule}: write the id of one of its rules, as the finding shows it`,
        };
    }
    if (knownRules !== undefined && !knownRules.includes(rule)) {
        return {
            key: "rule",
            message: `there is no rule ${quote(rule)}: write the id of a rule, as the finding shows it`,
        };
    }
    return undefined;
}

function resourceProblem(resource: string | undefined): FieldProblem | undefined {
    if (isBlank(resource)) {
        return { key: "resource", message: `resource is missing: write ${resourceForms}` };
    }
    const pattern = parseResource(resource);
    if (pattern === undefined) {
        return { key: "resource", message: `resource is ${quote(resource)}: write ${resourceForms}` };
    }
    return namesNothing(pattern)
        ? { key: "resource", message: `resource is ${quote(resource)}, which is all there are: name its kind at least` }
        : undefined;
}

function dateProblem(expires: string | undefined): FieldProblem | undefined {
    if (isBlank(expires)) {
        return {
            key: "expires",
            message: "expires is missing, so the waiver counts as expired: write its last day as YYYY-MM-DD",
        };
    }
    return isDate(expires)
        ? undefined
        : {
              key: "expires",
              message: `expires is ${shownDate(expires)}, so the waiver counts as expired: write its last day as YYYY-MM-DD`,
          };
}

function pathProblem(path: string | undefined): FieldProblem | undefined {
    return path === undefined || isPath(path)
        ? undefined
        : {
              key: "path",
              message: `path is ${quote(path)}: write it as the finding shows it (spec.postgresql.pg_hba[0]), or leave it out`,
          };
}

function missing(key: WaiverKey, value: string | undefined, what: string): FieldProblem | undefined {
    return isBlank(value) ? { key, message: `${key} is missing: write ${what}` } : undefined;
}

function isBlank(value: string | undefined): value is undefined | "" {
    return value === undefined || value.trim() === "";
}

/** Whatever stands in the place of a date may be anything, a secret too; only what looks like a date is shown. */
function shownDate(text: string): string {
    return /^[\d./:TZ+ -]{1,35}$/.test(text) ? quote(text) : "not a date";
}

function quote(text: string): string {
    return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text);
}
