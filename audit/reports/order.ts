import { once } from "../../rules/once";
import { severities, type Severity } from "../../rules/rule";
import type { AppliedWaiver, AuditError, Finding, Report, Resource, Summary } from "../finding";

/**
 * The report as every format prints it: sorted by everything it says, and its keys in one order,
 * so that the order in which files were read leaves no trace. Findings of a resource stand together, where it begins in its file.
 */
export function ordered(report: Report): Report {
    const places = [...grouped(report.findings.map(inKeyOrder), resourceIn)].map(([place, findings]) => ({
        place,
        findings,
        file: findings[0]?.file ?? "",
        begin: findings.map(lineOf).reduce((first, line) => Math.min(first, line)),
    }));
    const sorted = sortedBy(places, ({ file, begin, place }) => [file, begin, place]);
    return {
        version: report.version,
        summary: summaryInKeyOrder(report.summary),
        findings: sorted.flatMap(({ findings }) =>
            sortedBy(
                findings,
                (finding) => [lineOf(finding), finding.path, finding.rule],
                (finding) => JSON.stringify(finding),
            ),
        ),
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
        const name = key(item);
        const group = groups.get(name);
        if (group === undefined) {
            groups.set(name, [item]);
        } else {
            group.push(item);
        }
    }
    return groups;
}

/** One resource of one file: the same database may stand in several. */
export function resourceIn({ file, resource }: Pick<Finding, "file" | "resource">): string {
    return `${JSON.stringify(file)} ${inWords(resource)}`;
}

const inWords = once(({ kind, namespace, name, apiVersion, urn = "" }: Resource): string =>
    JSON.stringify([kind, namespace, name, apiVersion, urn]),
);

type Key = string | number;

/**
 * By code units: a comparison that knows languages differs between machines. `last` decides between items whose keys are the same; it
 * is asked for those only.
 */
export function sortedBy<Item>(
    items: readonly Item[],
    keys: (item: Item) => readonly Key[],
    last: (item: Item) => Key = () => 0,
): Item[] {
    return items
        .map((item) => ({ item, keys: keys(item) }))
        .sort((a, b) => compare(a.keys, b.keys) || compare([last(a.item)], [last(b.item)]))
        .map(({ item }) => item);
}

/** Counts, since an iterator for each comparison is most of the time that sorting takes. */
function compare(a: readonly Key[], b: readonly Key[]): number {
    for (let index = 0; index < a.length; index += 1) {
        const left = a[index];
        const right = b[index];
        if (left !== undefined && right !== undefined && left !== right) {
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

/** All findings of a resource share it. */
const resourceInKeyOrder = once(({ apiVersion, kind, namespace, name, urn }: Resource): Resource => ({
    apiVersion,
    kind,
    namespace,
    name,
    ...(urn === undefined ? {} : { urn }),
}));

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
