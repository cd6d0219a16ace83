import { severities, type Severity } from "../../rules/rule";
import type { AppliedWaiver, AuditError, Finding, Report, Resource, Summary } from "../finding";

/**
 * The report as every format prints it: sorted by everything it says, and its keys in one order,
 * so that the order in which files were read leaves no trace. Findings of a resource stand together, where it begins in its file.
 */
export function ordered(report: Report): Report {
    const findings = report.findings.map(inKeyOrder);
    const begins = new Map<string, number>();
    for (const finding of findings) {
        const key = resourceIn(finding);
        begins.set(key, Math.min(begins.get(key) ?? Infinity, lineOf(finding)));
    }
    const sorted = sortedBy(findings, (finding) => {
        const resource = resourceIn(finding);
        const { file, path, rule } = finding;
        return [file, begins.get(resource) ?? 0, resource, lineOf(finding), path, rule, JSON.stringify(finding)];
    });
    return {
        version: report.version,
        summary: summaryInKeyOrder(report.summary),
        findings: sorted,
        errors: sortedBy(report.errors.map(errorInKeyOrder), ({ file, message }) => [file, message]),
        subjects: report.subjects,
    };
}

export function mostSevereFirst<Item extends { readonly severity: Severity }>(items: readonly Item[]): Item[] {
    return items.toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
}

/** Groups in the order of their first items. */
export function grouped<Item>(
    items: readonly Item[],
    key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
    const groups = new Map<string, Item[]>();
    for (const item of items) {
        const group = groups.get(key(item));
        if (group === undefined) {
            groups.set(key(item), [item]);
        } else {
            group.push(item);
        }
    }
    return groups;
}

/** One resource of one file: the same database may stand in several. */
export function resourceIn({ file, resource }: Pick<Finding, "file" | "resource">): string {
    const { kind, namespace, name, apiVersion, urn = "" } = resource;
    return JSON.stringify([file, kind, namespace, name, apiVersion, urn]);
}

/** By code units: a comparison that knows languages differs between machines. */
export function sortedBy<Item>(items: readonly Item[], keys: (item: Item) => readonly (string | number)[]): Item[] {
    return items
        .map((item) => ({ item, keys: keys(item) }))
        .sort((a, b) => compare(a.keys, b.keys))
        .map(({ item }) => item);
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
    for (const [index, left] of a.entries()) {
        const right = b[index];
        if (right !== undefined && left !== right) {
            return left < right ? -1 : 1;
        }
    }
    return 0;
}

function lineOf({ line }: Finding): number {
    return line ?? 0;
}

function inKeyOrder(finding: Finding): Finding {
    const { rule, controls, severity, status, resource, file, line, path, message, fix, waiver } = finding;
    return {
        rule,
        controls,
        severity,
        status,
        resource: resourceInKeyOrder(resource),
        file,
        line,
        path,
        message,
        ...(fix === undefined ? {} : { fix }),
        ...(waiver === undefined ? {} : { waiver: waiverInKeyOrder(waiver) }),
    };
}

function resourceInKeyOrder({ apiVersion, kind, namespace, name, urn }: Resource): Resource {
    return { apiVersion, kind, namespace, name, ...(urn === undefined ? {} : { urn }) };
}

function waiverInKeyOrder({ reason, owner, expires, ticket }: AppliedWaiver): AppliedWaiver {
    return { reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
}

function errorInKeyOrder({ file, message }: AuditError): AuditError {
    return { file, message };
}

function summaryInKeyOrder({ failed, bySeverity, waived, unknown, known }: Summary): Summary {
    const { critical, high, medium, low } = bySeverity;
    return {
        failed,
        bySeverity: { critical, high, medium, low },
        waived,
        unknown,
        ...(known === undefined ? {} : { known }),
    };
}
