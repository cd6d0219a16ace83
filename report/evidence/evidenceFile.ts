import Ajv, { type ValidateFunction } from "ajv";
import { dirname, join } from "node:path";
import { readConfigurationText } from "../../audit/configurationText";
import { isMapping, schemaProblems, type SchemaProblem } from "../../audit/schemaProblems";
import type { RecordedEvidence, ScannedImage } from "../../compliance/evidence";
import { controlKeys, type ControlKey } from "../../controls";
import { formatPath } from "../../rules/path";
import { daysSince, parseResource, resourceForms } from "../../waivers";
import { readSarif } from "./sarif";
import type { Scan } from "./scan";
import { readTrivy } from "./trivy";
import schema from "./evidence.schema.json";

/** New holes become known every day; a scan that is older says little. In days. */
export const scanLasts = 30;
/** As long as a waiver may last: by then somebody has to look again. In days. */
export const evidenceLasts = 365;

/** Controls that a scan of images is evidence for. */
export const scanControls: readonly ControlKey[] = ["SSC-3", "SSC-4"];

interface Written {
    readonly evidence: readonly Entry[];
}

interface Entry {
    readonly control: string;
    readonly statement: string;
    readonly link: string;
    readonly date: string;
    readonly owner: string;
    readonly database?: string;
    readonly trivy?: string;
    readonly sarif?: string;
}

export interface EvidenceOptions {
    readonly now: Date;
    /** The text of a file that the evidence names; path as from the working directory. */
    readonly read: (path: string) => { readonly text: string } | { readonly problem: string };
}

/** Names everything that is wrong with the file, a line each: `<file>:<line>: <path> is <seen>: write <wanted>`. */
export class EvidenceError extends Error {
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "EvidenceError";
    }
}

let validator: ValidateFunction<Written> | undefined;

function isWritten(value: unknown): value is Written {
    validator ??= new Ajv({ allErrors: true, verbose: true, strict: true }).compile<Written>(schema);
    return validator(value);
}

export function readEvidence(text: string, file: string, options: EvidenceOptions): readonly RecordedEvidence[] {
    const { value, lineOf, problem } = readConfigurationText(text);
    if (problem !== undefined) {
        throw new EvidenceError([`${file}:${problem.line ?? 1}: it cannot be read as YAML: ${problem.reason}`]);
    }
    const located = (problems: readonly SchemaProblem[]): EvidenceError =>
        new EvidenceError(
            problems
                .map(({ path, message }) => ({ line: lineOf(path), message }))
                .toSorted((a, b) => a.line - b.line)
                .map(({ line, message }) => `${file}:${line}: ${message}`),
        );
    const ofForm = isWritten(value) ? [] : schemaProblems(validator?.errors ?? [], "the file");
    const ofMeaning = looseEntries(value).flatMap((entry, index) => problemsOf(entry, index, options.now));
    if (ofForm.length > 0 || !isWritten(value)) {
        // Where the form is wrong already, what it means need not be said as well.
        const places = new Set(ofForm.map(({ path }) => formatPath(path)));
        throw located([...ofForm, ...ofMeaning.filter(({ path }) => !places.has(formatPath(path)))]);
    }
    const entries = value.evidence.map((entry, index) => ({
        entry,
        index,
        scan: scanOf(entry, file, options),
    }));
    const ofScans = entries.flatMap(({ index, entry, scan }) => [
        ...(scan !== undefined && "problem" in scan
            ? [
                  {
                      path: ["evidence", index, entry.trivy === undefined ? "sarif" : "trivy"],
                      message: `${formatPath(["evidence", index, entry.trivy === undefined ? "sarif" : "trivy"])}: ${scan.problem}`,
                  },
              ]
            : []),
    ]);
    const problems = [...ofMeaning, ...ofScans];
    if (problems.length > 0) {
        throw located(problems);
    }
    return entries.flatMap(({ entry, index, scan }) =>
        isControl(entry.control)
            ? [recorded(entry, entry.control, scan, { file, line: lineOf(["evidence", index]) }, options.now)]
            : [],
    );
}

/** The items of the list, with what of their form is right. */
function looseEntries(value: unknown): readonly Partial<Record<keyof Entry, string>>[] {
    const items: unknown = isMapping(value) ? value["evidence"] : undefined;
    return (Array.isArray(items) ? items : []).map((item: unknown) =>
        Object.fromEntries(
            Object.entries(isMapping(item) ? item : {}).filter(([, inner]) => typeof inner === "string"),
        ),
    );
}

function problemsOf(entry: Partial<Record<keyof Entry, string>>, index: number, now: Date): readonly SchemaProblem[] {
    const { control, date, database, trivy, sarif } = entry;
    const at = (key: keyof Entry, message: string): SchemaProblem => {
        const path = ["evidence", index, key];
        return { path, message: `${formatPath(path)} is ${JSON.stringify(entry[key])}: ${message}` };
    };
    const found: SchemaProblem[] = [];
    if (control !== undefined && !isControl(control)) {
        found.push(at("control", "there is no such control; hardened-db controls lists the 52"));
    }
    const age = date === undefined ? 0 : daysSince(date, now);
    if (age === undefined) {
        found.push(at("date", "there is no such day; write YYYY-MM-DD"));
    } else if (age < -1) {
        // A day ahead is somebody's time zone.
        found.push(at("date", "it lies in the future; write the day on which it was seen"));
    }
    if (database !== undefined && parseResource(database) === undefined) {
        found.push(at("database", `write ${resourceForms}`));
    }
    for (const key of ["trivy", "sarif"] as const) {
        if (entry[key] !== undefined && !scanControls.some((each) => each === control)) {
            found.push(
                at(key, `a scan of images is evidence for ${scanControls.join(" and ")}; write one of them as control`),
            );
        }
    }
    if (trivy !== undefined && sarif !== undefined) {
        found.push(at("sarif", "there is a trivy beside it; write one entry for each report"));
    }
    return found;
}

function isControl(key: string): key is ControlKey {
    return controlKeys.some((each) => each === key);
}

function scanOf({ trivy, sarif }: Entry, file: string, { read }: EvidenceOptions): Scan | undefined {
    const name = trivy ?? sarif;
    if (name === undefined) {
        return undefined;
    }
    const path = join(dirname(file), name);
    const text = read(path);
    if ("problem" in text) {
        return { problem: `${path} ${text.problem}` };
    }
    const parsed = parseJson(text.text);
    if (parsed === undefined) {
        return { problem: `${path} is no JSON` };
    }
    const scan = trivy === undefined ? readSarif(parsed.value) : readTrivy(parsed.value);
    return "problem" in scan ? { problem: `${path}: ${scan.problem}` } : scan;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
    try {
        return { value: JSON.parse(text) };
    } catch {
        return undefined;
    }
}

function recorded(
    { statement, link, date, owner, database }: Entry,
    control: ControlKey,
    scan: Scan | undefined,
    place: { readonly file: string; readonly line: number },
    now: Date,
): RecordedEvidence {
    const images = scan !== undefined && "images" in scan ? scan.images : undefined;
    const made = scan !== undefined && "images" in scan ? scan.made : undefined;
    // When a scan was made, the scanner knows best.
    const scanned = made === undefined ? undefined : daysSince(made, now);
    const day = made !== undefined && scanned !== undefined ? made : date;
    return {
        control,
        statement,
        link,
        date: day,
        owner,
        ...(database === undefined ? {} : { database }),
        ...(images === undefined ? {} : { scan: images }),
        ...judged(images, scanned ?? daysSince(date, now) ?? 0),
        ...place,
    };
}

function judged(
    images: readonly ScannedImage[] | undefined,
    age: number,
): Pick<RecordedEvidence, "verdict" | "objection"> {
    const bad = (images ?? []).filter(({ serious }) => serious.length > 0);
    if (bad.length > 0) {
        const count = bad.reduce((sum, { serious }) => sum + serious.length, 0);
        return {
            verdict: "refutes",
            objection: `A scan found ${count} HIGH or CRITICAL ${count === 1 ? "vulnerability" : "vulnerabilities"} in ${bad.map(({ image }) => image).join(", ")}.`,
        };
    }
    const lasts = images === undefined ? evidenceLasts : scanLasts;
    return age > lasts
        ? {
              verdict: "outdated",
              objection: `${images === undefined ? "The evidence" : "The scan"} is ${age} days old; it counts for ${lasts}.`,
          }
        : { verdict: "shows" };
}
