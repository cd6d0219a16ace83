import { waiverProblems } from "./entry";
import { readReason, type PolicyException } from "./policyExceptions";
import { isScopedUrn } from "./resource";
import type { Waiver } from "./waiver";

export interface ImportOptions {
    /** For exceptions that do not say them: who answers, and until when. */
    readonly owner?: string;
    readonly expires?: string;
    /** The ids of all rules; without them any policy will do. */
    readonly knownRules?: readonly string[];
}

export interface Imported {
    readonly waivers: readonly Waiver[];
    /** What could not be taken over, and what to do about it. */
    readonly problems: readonly { readonly exception: string; readonly message: string }[];
    /** What the waivers no longer say: which of them were one exception, and its ID. */
    readonly losses: readonly { readonly exception: string; readonly message: string }[];
}

/** From the text of a `--policy-pack-config` file. One waiver for each policy and URN. */
export function fromPolicyExceptions(text: string, { owner, expires, knownRules }: ImportOptions = {}): Imported {
    const waivers: Waiver[] = [];
    const problems: { exception: string; message: string }[] = [];
    const losses: { exception: string; message: string }[] = [];
    const exceptions = exceptionsIn(text);
    if (exceptions === undefined) {
        const message = 'the file is not JSON with an object "exceptions": give the file of --policy-pack-config';
        return { waivers, losses, problems: [{ exception: "", message }] };
    }
    for (const [exception, value] of Object.entries(exceptions)) {
        const content = readException(value);
        if (typeof content === "string") {
            problems.push({ exception, message: content });
            continue;
        }
        const said = readReason(content.reason);
        const answers = said.owner ?? owner;
        const until = said.expires ?? expires;
        if (answers === undefined || until === undefined) {
            const message =
                "it does not say who answers for it and until when: give an owner and a last day (YYYY-MM-DD)";
            problems.push({ exception, message });
            continue;
        }
        const made = content.match.flatMap(({ policies, targets }) =>
            policies.flatMap((rule) =>
                targets.map((resource) => ({
                    rule,
                    resource,
                    reason: said.reason,
                    owner: answers,
                    expires: until,
                    ...(said.ticket === undefined ? {} : { ticket: said.ticket }),
                })),
            ),
        );
        const wrong = made.flatMap((waiver) => waiverProblems(waiver, knownRules).map(({ message }) => message));
        if (wrong.length > 0) {
            problems.push(...[...new Set(wrong)].map((message) => ({ exception, message })));
            continue;
        }
        waivers.push(...made);
        losses.push({
            exception,
            message: `its ID is not kept${made.length > 1 ? `, it becomes ${made.length} waivers` : ""}`,
        });
    }
    return { waivers, problems, losses };
}

function exceptionsIn(text: string): Readonly<Record<string, unknown>> | undefined {
    let content: unknown;
    try {
        content = JSON.parse(text);
    } catch {
        return undefined;
    }
    const exceptions = isMapping(content) ? content["exceptions"] : undefined;
    return isMapping(exceptions) ? exceptions : undefined;
}

/** The exception, or what is wrong with it. A field that is not known may narrow it, so it is not taken over without it. */
function readException(value: unknown): PolicyException | string {
    if (!isMapping(value)) {
        return "it is not an object: write reason and match";
    }
    const stray = Object.keys(value).filter((key) => key !== "reason" && key !== "match");
    if (stray.length > 0) {
        return `it has ${stray.map((key) => JSON.stringify(key)).join(", ")}, which a waiver cannot say: write match with policies and targets`;
    }
    const { reason, match } = value;
    if (typeof reason !== "string" || reason.trim() === "") {
        return "it has no reason: write why the violations are accepted";
    }
    const entries: { policies: readonly string[]; targets: readonly string[] }[] = [];
    for (const entry of Array.isArray(match) ? match : []) {
        const { policies, targets, ...others }: Readonly<Record<string, unknown>> = isMapping(entry) ? entry : {};
        if (!isTexts(policies) || !isTexts(targets) || Object.keys(others).length > 0) {
            return "an entry of match is not a list of policies and a list of targets: write both, and nothing else";
        }
        if (!targets.every(isScopedUrn)) {
            return "a target is not a whole URN: write urn:pulumi:stack::project::type::name, without *";
        }
        entries.push({ policies, targets });
    }
    return entries.length === 0
        ? "it has no match: write which policies it accepts on which URNs"
        : { reason, match: entries };
}

function isTexts(value: unknown): value is readonly string[] {
    return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string" && each !== "");
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
