import type { Edit, Outcome } from "../rules/outcome";
import { formatPath } from "../rules/path";
import type { Rule, Severity } from "../rules/rule";
import type { Subject } from "../rules/subject";
import type { Finding } from "./finding";
import type { Origin } from "./read/origin";
import { resourceOf } from "./resource";

/** Where it was read, and what may be changed there. */
export interface Placed {
    readonly origin?: Origin | undefined;
    readonly edits?: readonly Edit[];
}

/** What a rule says of a subject, before the waivers. `own` are the severities of a repository's own. */
export function findingOf(
    rule: Rule,
    subject: Subject,
    outcome: Outcome,
    own: ReadonlyMap<string, Severity> = new Map(),
    { origin, edits = [] }: Placed = {},
): Finding {
    return {
        rule: rule.id,
        controls: rule.controls,
        severity: own.get(rule.id) ?? severityOf(outcome) ?? rule.severity,
        status: outcome.verdict,
        resource: resourceOf(subject),
        file: origin?.file ?? "",
        line: origin?.lineOf(outcome.path) ?? null,
        path: formatPath(outcome.path),
        message: outcome.message,
        ...(edits.length === 0 ? {} : { fix: edits.map(inWords).join("; ") }),
    };
}

function severityOf(outcome: Outcome): Severity | undefined {
    return outcome.verdict === "fail" ? outcome.severity : undefined;
}

function inWords(edit: Edit): string {
    const path = formatPath(edit.path);
    switch (edit.change) {
        case "set":
            return `set ${path} to ${JSON.stringify(edit.value)}`;
        case "append":
            return `append ${JSON.stringify(edit.value)} to ${path}`;
        case "remove":
            return `remove ${path}`;
    }
}
