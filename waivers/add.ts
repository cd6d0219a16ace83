import { Document, isMap, isScalar, isSeq, parseDocument, stringify, type YAMLSeq } from "yaml";
import { furthestDate, standingOf } from "./dates";
import { waiverKeys, waiverProblems } from "./entry";
import { isSame, readWaiverFile } from "./file";
import type { PlacedWaiver, Waiver } from "./waiver";

export interface AddOptions {
    readonly knownRules?: readonly string[];
    readonly now: Date;
}

export type Added = { readonly text: string } | { readonly problems: readonly string[] };

/**
 * The text of a waiver file with one waiver more, at the end of its list. What stands there stays as it is, comments, order
 * and layout; an empty text becomes a file. Says everything that speaks against the waiver at once.
 */
export function addWaiver(text: string, waiver: Waiver, { knownRules, now }: AddOptions): Added {
    const problems = waiverProblems(waiver, knownRules).map(({ message }) => message);
    const standing = standingOf(waiver.expires, now).kind;
    if (standing === "expired") {
        problems.push(`expires is ${waiver.expires}, which is over: write a day to come`);
    }
    if (standing === "too long") {
        problems.push(`expires is ${waiver.expires}, more than a year ahead: write ${furthestDate(now)} or earlier`);
    }
    const before = readWaiverFile(text, "");
    const whole = before.problems.find(({ place }) => place.path === "" || place.path === "waivers");
    if (whole !== undefined) {
        const line = whole.place.line === null ? "" : ` (line ${whole.place.line})`;
        problems.push(`${whole.message}${line}; put the waiver file right first`);
    }
    const twin = before.waivers.find((other) => isSame(other, waiver));
    if (twin !== undefined) {
        problems.push(`this waiver stands in line ${twin.place.line ?? "?"} already: change its date there`);
    }
    if (problems.length > 0) {
        return { problems };
    }
    const entry = Object.fromEntries(
        waiverKeys.flatMap((key) => (waiver[key] === undefined ? [] : [[key, waiver[key]]])),
    );
    const inserted = insertAtEnd(text, entry);
    if (inserted !== undefined && holds(inserted, before.waivers, waiver)) {
        return { text: inserted };
    }
    const written = rewrite(text, entry);
    return holds(written, before.waivers, waiver)
        ? { text: written }
        : { problems: ["the waiver cannot be added to this file: write it there by hand"] };
}

/** As text behind the last item, so that nothing else moves. Undefined where the list is not there in block style. */
function insertAtEnd(text: string, entry: Readonly<Record<string, unknown>>): string | undefined {
    const list = listOf(parseDocument(text, { keepSourceTokens: true }));
    const last = list?.items.at(-1);
    if (list === undefined || list.flow === true || !isMap(last) || list.range == null || last.range == null) {
        return undefined;
    }
    const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
    const start = list.range[0];
    const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    if (!/^ *$/.test(indent)) {
        return undefined;
    }
    const valueEnd = last.range[1];
    // The value may end with its line break or, before a comment, within the line.
    const lineEnd = text[valueEnd - 1] === "\n" ? valueEnd : text.indexOf("\n", valueEnd) + 1;
    const at = lineEnd === 0 ? text.length : lineEnd;
    const item = asText([entry])
        .trimEnd()
        .split("\n")
        .map((line) => (line === "" ? line : indent + line))
        .join(lineBreak);
    const head = text.slice(0, at);
    return `${head}${head.endsWith("\n") ? "" : lineBreak}${item}${lineBreak}${text.slice(at)}`;
}

function rewrite(text: string, entry: Readonly<Record<string, unknown>>): string {
    const document = parseDocument(text);
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
        const comment = text.trim() === "" ? "" : `${text.trimEnd()}\n`;
        return `${comment}${asText({ waivers: [entry] })}`;
    }
    const list = listOf(document);
    if (list === undefined) {
        document.set("waivers", document.createNode([entry]));
    } else {
        list.flow = false;
        list.add(document.createNode(entry));
    }
    return document.toString(layout);
}

const layout = { lineWidth: 0, indentSeq: true } as const;

function asText(value: unknown): string {
    return stringify(value, layout);
}

function listOf(document: Document.Parsed | Document): YAMLSeq | undefined {
    const list = isMap(document.contents) ? document.get("waivers", true) : undefined;
    return isSeq(list) ? list : undefined;
}

function holds(text: string, before: readonly PlacedWaiver[], waiver: Waiver): boolean {
    const { waivers } = readWaiverFile(text, "");
    const wanted = [...before, waiver];
    return (
        waivers.length === wanted.length &&
        wanted.every((one, index) => waiverKeys.every((key) => one[key] === waivers[index]?.[key]))
    );
}
