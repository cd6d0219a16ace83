import { existsSync, readFileSync } from "node:fs";
import { at, isRecord, textAt, textsAt, type JsonRecord } from "../sandbox/json";

/** A resource that an operation touches, and what is different about it. */
export interface Change {
    /** In the engine's words: create, update, replace, delete, ... */
    operation: string;
    urn: string;
    /** Paths that differ, as far as the provider tells. */
    properties: string[];
}

/** What a policy pack complains of. */
export interface Violation {
    policy: string;
    urn: string;
    /** advisory, mandatory */
    level: string;
    message: string;
}

/** What the engine told of one operation. */
export interface Told {
    changes: Change[];
    /** Operation to number of resources, `same` included. */
    summary: Record<string, number>;
    errors: string[];
    warnings: string[];
    /** What is only told: notes of policy packs among it. */
    notes: string[];
    violations: Violation[];
}

/** Reads the engine's events as `--event-log` writes them: one JSON object a line (sdk/go/common/apitype/events.go). */
export function readEvents(file: string): Told {
    const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    const events = lines
        .filter((line) => line.trim() !== "")
        .map((line): unknown => JSON.parse(line))
        .filter(isRecord);
    return {
        changes: changesOf(events),
        summary: summaryOf(events),
        errors: messagesOf(events, "error"),
        warnings: messagesOf(events, "warning"),
        notes: messagesOf(events, "info"),
        violations: violationsIn(events),
    };
}

const unchanged = ["same", "read", "refresh"];

/** A step is announced before it is taken; a refresh finds out only while it runs, and says so in its result. */
function changesOf(events: readonly JsonRecord[]): Change[] {
    const steps = events
        .flatMap((event) => [at(event, "resourcePreEvent", "metadata"), at(event, "resOutputsEvent", "metadata")])
        .filter(isRecord);
    const changes = steps
        .filter((step) => !unchanged.includes(textAt(step, "op") ?? ""))
        .map((step) => ({
            operation: textAt(step, "op") ?? "",
            urn: textAt(step, "urn") ?? "",
            properties: propertiesOf(step),
        }));
    return [...new Map(changes.map((change) => [`${change.operation} ${change.urn}`, change])).values()];
}

function propertiesOf(step: JsonRecord): string[] {
    const detailed = at(step, "detailedDiff");
    const paths = [...(isRecord(detailed) ? Object.keys(detailed) : []), ...textsAt(step, "diffs")];
    return [...new Set(paths)].sort();
}

function summaryOf(events: readonly JsonRecord[]): Record<string, number> {
    const summary = events.map((event) => at(event, "summaryEvent", "resourceChanges")).find(isRecord) ?? {};
    return Object.fromEntries(
        Object.entries(summary).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
    );
}

/** Also of `pulumi policy analyze --json`, which prints the same events. */
export function violationsIn(events: readonly JsonRecord[]): Violation[] {
    return events
        .map((event) => at(event, "policyEvent"))
        .filter(isRecord)
        .map((event) => ({
            policy: textAt(event, "policyName") ?? "",
            urn: textAt(event, "resourceUrn") ?? "",
            level: textAt(event, "enforcementLevel") ?? "",
            // As it is in `policy analyze`, with a line's end in `preview`.
            message: (textAt(event, "message") ?? "").trim(),
        }));
}

function messagesOf(events: readonly JsonRecord[], severity: string): string[] {
    return (
        events
            .map((event) => at(event, "diagnosticEvent"))
            .filter((diagnostic) => textAt(diagnostic, "severity") === severity)
            // Colours stand in the text as <{%reset%}>.
            .map((diagnostic) => (textAt(diagnostic, "message") ?? "").replaceAll(/<\{%.*?%\}>/g, "").trim())
    );
}
