import {
    annotationPrefix,
    decide,
    readAnnotations,
    waiverFindings,
    type PlacedWaiver,
    type Problem,
    type Reading as WaiverReading,
} from "../waivers";
import type { Finding, Resource } from "./finding";
import type { ReadSubject } from "./read/source";
import { resourceOf } from "./resource";

export interface WaiverOptions {
    /** What the waiver file says. */
    readonly file: WaiverReading;
    /** Ids of all rules, so that a waiver of none is found out. */
    readonly knownRules: readonly string[];
    /** The rules that were asked for: a waiver of another is not called unused. */
    readonly activeRules: ReadonlySet<string>;
    /** Whether only some of the resources were read that the waiver file is for. */
    readonly partial: boolean;
    readonly now: Date;
    /** Whether waivers that objects carry count. Default true. */
    readonly trustAnnotations?: boolean;
}

export interface Waiving {
    readonly findings: readonly Finding[];
    /** About the waivers themselves. */
    readonly about: readonly Finding[];
}

/** Accepts what waivers accept, those of the file and those that the objects carry, and says what is wrong with the waivers. */
export function waive(findings: readonly Finding[], subjects: readonly ReadSubject[], options: WaiverOptions): Waiving {
    const carriers = options.trustAnnotations === false ? [] : subjects.filter(hasWaiver);
    const carried = carriers.map((subject) => carriedBy(subject, options.knownRules));
    const waivers = [...options.file.waivers, ...carried.flatMap((reading) => reading.waivers)];
    const problems: Problem[] = [...options.file.problems, ...carried.flatMap((reading) => reading.problems)];
    const byRule = grouped(waivers);
    const about = waiverFindings({
        waivers: waivers.filter(({ rule }) => options.activeRules.has(rule)),
        problems,
        findings,
        now: options.now,
        ...(options.partial ? { resources: subjects.map(({ subject }) => resourceOf(subject)) } : {}),
    });
    return {
        findings: findings.map((finding) => waived(finding, byRule.get(finding.rule) ?? [], options.now)),
        about: about.map(({ rule, severity, message, file, line, path, resource }) => ({
            rule,
            controls: [],
            severity,
            status: "fail",
            resource: resource === undefined ? waiverFileResource(file) : carrierIn(resource, subjects),
            file,
            line,
            path,
            message,
        })),
    };
}

function grouped(waivers: readonly PlacedWaiver[]): Map<string, PlacedWaiver[]> {
    const groups = new Map<string, PlacedWaiver[]>();
    for (const waiver of waivers) {
        groups.set(waiver.rule, [...(groups.get(waiver.rule) ?? []), waiver]);
    }
    return groups;
}

function waived(finding: Finding, waivers: readonly PlacedWaiver[], now: Date): Finding {
    if (finding.status !== "fail" || waivers.length === 0) {
        return finding;
    }
    const decision = decide(waivers, finding, now);
    if (decision.kind !== "waived") {
        return finding;
    }
    const { reason, owner, expires, ticket } = decision.waiver;
    return {
        ...finding,
        status: "waived",
        waiver: { reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) },
    };
}

function hasWaiver({ subject }: ReadSubject): boolean {
    return subject.read("metadata.annotations").entries.some(([key]) => key.startsWith(annotationPrefix));
}

/** The waivers that an object carries. */
export function carriedBy({ subject, origin }: ReadSubject, knownRules: readonly string[]): WaiverReading {
    const annotations = subject.read("metadata.annotations");
    const texts = Object.fromEntries(annotations.entries.map(([key, field]) => [key, field.text]));
    return readAnnotations(
        texts,
        { resource: resourceOf(subject), file: origin.file, line: origin.lineOf(annotations.path) },
        { knownRules },
    );
}

/** A waiver file is no object; its findings name the file. */
function waiverFileResource(file: string): Resource {
    return { apiVersion: "", kind: "WaiverFile", namespace: "", name: file };
}

function carrierIn(
    { kind, namespace, name, urn }: Omit<Resource, "apiVersion">,
    subjects: readonly ReadSubject[],
): Resource {
    const carrier = subjects.find(
        ({ subject }) => subject.bareKind === kind && subject.namespace === namespace && subject.name === name,
    );
    const apiVersion = carrier?.subject.apiVersion ?? "";
    return { apiVersion, kind, namespace, name, ...(urn === undefined ? {} : { urn }) };
}
