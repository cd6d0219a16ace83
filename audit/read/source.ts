import type { Path } from "../../rules/path";
import type { Subject } from "../../rules/subject";
import { isProblem, parseYaml } from "../../rules/safeYaml";
import type { AuditError } from "../finding";
import { divide } from "./documents";
import { looksTemplated, quoteExpressions, renderFirst } from "./helm";
import { linesIn } from "./lines";
import { unpack } from "./manifests";
import type { Origin } from "./origin";
import { stateIn, subjectsOfState } from "./pulumiState";

export interface ReadSubject {
    readonly subject: Subject;
    readonly origin: Origin;
}

/** What reading found. */
export interface Reading {
    readonly subjects: readonly ReadSubject[];
    readonly errors: readonly AuditError[];
    /** Whether something here says that it is all there is: a whole stack, a whole cluster. */
    readonly complete: boolean;
    /** How many texts could be read, with or without a subject in them. */
    readonly readable: number;
    /** The files that were read, whatever was in them; none where nothing is a file, as in a cluster. */
    readonly files?: readonly FileRead[];
}

/** A file as it was when it was read. */
export interface FileRead {
    /** As given on the command line, or below the folder given; `-` is standard input. */
    readonly name: string;
    /** Of its bytes, in hexadecimal. */
    readonly sha256: string;
}

/** Reads one text: YAML documents, JSON, a Pulumi state. What is broken is an error with its line; the rest is still read. */
export function readSource(file: string, text: string): Reading {
    const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
    if (json !== undefined) {
        return readJson(file, text, json.value);
    }
    const subjects: ReadSubject[] = [];
    const errors: AuditError[] = [];
    divide(text).forEach(({ text: part, line: firstLine }, document) => {
        const { parsed, source } = parsePart(part);
        if (isProblem(parsed)) {
            const line = firstLine + (parsed.line ?? 1) - 1;
            const message = looksTemplated(part) ? renderFirst : parsed.reason;
            errors.push({ file, message: `line ${line}: ${message}` });
            return;
        }
        const lines = linesIn(source, firstLine);
        for (const { subject, prefix } of parsed.documents.flatMap((each) => unpack(each))) {
            subjects.push({
                subject,
                origin: { file, lineOf: (path) => lines([...prefix, ...path]), place: { document, prefix } },
            });
        }
    });
    return {
        subjects,
        errors: once(errors),
        complete: false,
        readable: errors.length > 0 && subjects.length === 0 ? 0 : 1,
    };
}

function parsePart(part: string): { parsed: ReturnType<typeof parseYaml>; source: string } {
    const quoted = looksTemplated(part) ? quoteExpressions(part) : part;
    const parsed = quoted === undefined ? undefined : parseYaml(quoted);
    // Expressions and control structures inside comments, quoted texts and block scalars do no harm as they stand.
    return quoted === undefined || parsed === undefined || isProblem(parsed)
        ? { parsed: parseYaml(part), source: part }
        : { parsed, source: quoted };
}

function parseJson(text: string): { value: unknown } | undefined {
    try {
        return { value: JSON.parse(text) };
    } catch {
        return undefined;
    }
}

function readJson(file: string, text: string, value: unknown): Reading {
    const state = stateIn(value);
    if (state !== undefined) {
        const subjects = subjectsOfState(state).map((subject) => ({
            subject,
            origin: { file, lineOf: () => lineOfText(text, subject.pulumi?.urn) },
        }));
        return { subjects, errors: [], complete: true, readable: 1 };
    }
    const lines = linesIn(text, 1);
    const subjects = unpack(value).map(({ subject, prefix }) => ({
        subject,
        origin: { file, lineOf: (path: Path) => lines([...prefix, ...path]) },
    }));
    return { subjects, errors: [], complete: false, readable: 1 };
}

/** The line of a resource in a state, by its URN. */
function lineOfText(text: string, urn: string | undefined): number | null {
    const at = urn === undefined ? -1 : text.indexOf(`"urn": ${JSON.stringify(urn)}`);
    return at < 0 ? null : text.slice(0, at).split("\n").length;
}

/** A whole file of one trouble says it once. */
function once(errors: readonly AuditError[]): readonly AuditError[] {
    const seen = new Set<string>();
    return errors.filter(({ message }) => {
        const reason = message.replace(/^line \d+: /, "");
        const isFirst = !seen.has(reason);
        seen.add(reason);
        return isFirst;
    });
}
