import { severities } from "../../rules/rule";
import type { AppliedWaiver, Finding, Report, Resource, Summary } from "../finding";

export function counted(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}

/** `Cluster orders/orders-db` */
export function nameOf({ kind, namespace, name }: Resource): string {
    return `${kind} ${namespace === "" ? name : `${namespace}/${name}`}`;
}

/** `manifests/orders.yaml:14`, which terminals and editors open. */
export function placeOf({ file, line }: Pick<Finding, "file" | "line">): string {
    return line === null ? fileName(file) : `${fileName(file)}:${line}`;
}

export function fileName(file: string): string {
    return file === "" ? "(no file)" : file;
}

/** What was seen and what to write, with the path where the message does not name it itself. */
export function sayingOf({ path, message }: Pick<Finding, "path" | "message">): string {
    return path === "" || message.includes(path) ? message : `${path}: ${message}`;
}

export function termsOf({ reason, owner, expires, ticket }: AppliedWaiver): string {
    return `until ${expires}, ${owner}${ticket === undefined ? "" : `, ${ticket}`}: ${reason}`;
}

/** `1 critical, 4 high`, or nothing. */
function severitiesOf({ bySeverity }: Summary): string {
    return severities
        .toReversed()
        .filter((severity) => bySeverity[severity] > 0)
        .map((severity) => `${bySeverity[severity]} ${severity}`)
        .join(", ");
}

/** The whole report in a line. */
export function inOneLine({ summary, errors, subjects }: Report): string {
    const bySeverity = severitiesOf(summary);
    const parts = [
        `${summary.failed} failed${bySeverity === "" ? "" : ` (${bySeverity})`}`,
        `${summary.waived} waived`,
        `${summary.unknown} unknown`,
        ...(summary.known === undefined ? [] : [`${summary.known} known from the baseline`]),
        ...(errors.length === 0 ? [] : [counted(errors.length, "error")]),
    ];
    return `${parts.join(", ")}; ${counted(subjects, "object")} checked`;
}
