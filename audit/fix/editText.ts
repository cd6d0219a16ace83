import { isDeepStrictEqual } from "node:util";
import {
    isMap,
    isPair,
    isScalar,
    isSeq,
    parseDocument,
    stringify,
    type Document,
    type Node,
    type Pair,
    type YAMLMap,
    type YAMLSeq,
} from "yaml";
import type { Edit } from "../../rules/outcome";
import type { Path, Segment } from "../../rules/path";
import { isProblem, parseYaml } from "../../rules/safeYaml";
import { changed } from "./changed";

/** Kubernetes reads YAML 1.1, so a text such as `on` needs its quotes. */
const style = { compat: "yaml-1.1", lineWidth: 0 } as const;

/** The text after an edit, or why it was left as it was. */
export type Edited = { readonly text: string } | { readonly refused: string };

interface Splice {
    readonly from: number;
    readonly to: number;
    readonly text: string;
}

/**
 * Makes one edit in the text of one YAML document. Only the characters of the value itself change, so comments, order and quotes stay.
 * The result is read again and compared with what the edit means; whatever differs is refused.
 */
export function editText(text: string, edit: Edit): Edited {
    const before = valueOf(text);
    if (before === undefined) {
        return { refused: "the document cannot be read" };
    }
    const wanted = changed(before.value, edit);
    if (isDeepStrictEqual(wanted, before.value)) {
        return { text };
    }
    const document = parseDocument(text, { keepSourceTokens: false, uniqueKeys: false });
    const splice = spliceFor(document, text, edit);
    if ("refused" in splice) {
        return splice;
    }
    const result = text.slice(0, splice.from) + splice.text + text.slice(splice.to);
    const after = valueOf(result);
    return after !== undefined && isDeepStrictEqual(after.value, wanted)
        ? { text: result }
        : { refused: "the place is written in a way that cannot be changed safely (an anchor, an alias, a merge)" };
}

function valueOf(text: string): { value: unknown } | undefined {
    const parsed = parseYaml(text);
    return isProblem(parsed) || parsed.documents.length !== 1 ? undefined : { value: parsed.documents[0] };
}

function spliceFor(document: Document, text: string, edit: Edit): Splice | { refused: string } {
    const { found, rest } = descend(document.contents, edit.path);
    const newline = text.includes("\r\n") ? "\r\n" : "\n";
    if (edit.change === "remove") {
        return rest.length > 0 ? { from: 0, to: 0, text: "" } : removal(document, text, edit.path);
    }
    if (edit.change === "append") {
        if (rest.length === 0 && isSeq(found) && found.items.length > 0) {
            return appended(found, text, edit.value, newline);
        }
        return written(found, rest, [edit.value], text, newline, columnAbove(document, edit.path, text));
    }
    return written(found, rest, edit.value, text, newline, columnAbove(document, edit.path, text));
}

/** The deepest node on the path that is there, and what of the path is missing. */
function descend(root: Node | null, path: Path): { found: Node | null; rest: Path } {
    let node: Node | null = root;
    for (const [index, segment] of path.entries()) {
        const next = childOf(node, segment);
        if (next === undefined) {
            return { found: node, rest: path.slice(index) };
        }
        node = next;
    }
    return { found: node, rest: [] };
}

function childOf(node: Node | null, segment: Segment): Node | undefined {
    if (isMap(node)) {
        const value = pairOf(node, segment)?.value;
        return value as Node | undefined;
    }
    return isSeq(node) && typeof segment === "number" ? (node.items[segment] as Node | undefined) : undefined;
}

function pairOf(map: YAMLMap, segment: Segment): Pair | undefined {
    return map.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === String(segment));
}

function written(
    found: Node | null,
    rest: Path,
    value: unknown,
    text: string,
    newline: string,
    columnOfHolder: number,
): Splice | { refused: string } {
    if (found?.range == null) {
        return { refused: "there is nothing that the value could be written into" };
    }
    const [from, to] = found.range;
    if (isMap(found) && rest.length > 0) {
        return insertion(found, rest, value, text, newline);
    }
    if (isScalar(found) && (rest.length === 0 || found.value === null)) {
        const [key, ...below] = rest;
        if (key === undefined && isPlain(value)) {
            const space = from === to && text[from - 1] === ":" ? " " : "";
            return { from, to, text: space + scalarLike(value, text.slice(from, to)) };
        }
        const block = blockOf(
            rest.length === 0 ? value : nested([key ?? "", ...below], value),
            columnOfHolder + 2,
            newline,
        );
        const start = text.slice(0, from).trimEnd().length;
        return { from: start, to, text: `${newline}${block}`.trimEnd() };
    }
    if (rest.length === 0 && isPlain(value) && (isMap(found) || isSeq(found)) && found.flow === true) {
        return { from, to, text: scalarLike(value, "") };
    }
    return { refused: "something else stands where the value belongs" };
}

/** New entries go behind the last one of the mapping. */
function insertion(
    map: YAMLMap,
    rest: Path,
    value: unknown,
    text: string,
    newline: string,
): Splice | { refused: string } {
    const [from, to] = map.range ?? [0, 0, 0];
    if (rest.some((segment) => typeof segment === "number")) {
        return { refused: "the list element is not there" };
    }
    if (map.flow === true) {
        const content = stringify(nested(rest, value), { collectionStyle: "flow", ...style })
            .trim()
            .slice(1, -1)
            .trim();
        const last = endOf(map.items.at(-1));
        return last === undefined
            ? { from, to, text: `{ ${content} }` }
            : { from: last, to: last, text: `, ${content}` };
    }
    const first = startOf(map.items[0]);
    const last = endOf(map.items.at(-1));
    if (first === undefined || last === undefined) {
        return { refused: "the mapping is empty in a way that cannot be written into" };
    }
    const block = blockOf(nested(rest, value), columnOf(text, first), newline);
    return lineAfter(text, last, block, newline);
}

function appended(list: YAMLSeq, text: string, value: unknown, newline: string): Splice | { refused: string } {
    const last = endOf(list.items.at(-1));
    const first = list.range?.[0];
    if (last === undefined || first === undefined) {
        return { refused: "the list cannot be written into" };
    }
    if (list.flow === true) {
        const content = stringify(value, { collectionStyle: "flow", ...style }).trim();
        return { from: last, to: last, text: `, ${content}` };
    }
    return lineAfter(text, last, blockOf([value], columnOf(text, first), newline), newline);
}

function removal(document: Document, text: string, path: Path): Splice | { refused: string } {
    const holder = descend(document.contents, path.slice(0, -1)).found;
    const key = path.at(-1);
    if (!isMap(holder) && !isSeq(holder)) {
        return { refused: "it does not stand in a mapping or a list" };
    }
    const items: readonly unknown[] = holder.items;
    const index = isMap(holder)
        ? holder.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
        : Number(key);
    if (items.length === 1) {
        const [from, to] = holder.range ?? [0, 0, 0];
        return { from, to: trimmedEnd(text, from, to), text: isMap(holder) ? "{}" : "[]" };
    }
    const from = startOf(items[index]);
    const to = endOf(items[index]);
    if (from === undefined || to === undefined) {
        return { refused: "its place cannot be told" };
    }
    if (holder.flow === true) {
        const next = startOf(items[index + 1]);
        const before = endOf(items[index - 1]);
        return next === undefined ? { from: before ?? from, to, text: "" } : { from, to: next, text: "" };
    }
    const lineStart = text.lastIndexOf("\n", from - 1) + 1;
    if (
        index === 0 &&
        text
            .slice(lineStart, from)
            .trim()
            .replace(/^[-\s]+/, "") !== ""
    ) {
        return { refused: "it shares its line with something else" };
    }
    const next = startOf(items[index + 1]);
    if (index === 0 && /-/.test(text.slice(lineStart, from)) && isMap(holder) && next !== undefined) {
        // `- key: value`: the next entry moves up behind the dash.
        return { from, to: next, text: "" };
    }
    return { from: lineStart, to: endOfLine(text, to), text: "" };
}

function startOf(item: unknown): number | undefined {
    const node = isPair(item) ? (item.key as Node | null) : (item as Node | null | undefined);
    return node?.range?.[0];
}

/** Where the item's own characters end. */
function endOf(item: unknown): number | undefined {
    if (isPair(item)) {
        const value = item.value as Node | null;
        const key = item.key as Node | null;
        return value?.range?.[1] ?? key?.range?.[1];
    }
    return (item as Node | null | undefined)?.range?.[1];
}

function lineAfter(text: string, end: number, block: string, newline: string): Splice {
    const at = endOfLine(text, end);
    const needsBreak = at > 0 && text[at - 1] !== "\n";
    return { from: at, to: at, text: needsBreak ? `${newline}${block.trimEnd()}` : block };
}

/** Behind the line break that ends the line of `end`; a block scalar ends behind its own. */
function endOfLine(text: string, end: number): number {
    if (end > 0 && text[end - 1] === "\n") {
        return end;
    }
    const next = text.indexOf("\n", end);
    return next < 0 ? text.length : next + 1;
}

function trimmedEnd(text: string, from: number, to: number): number {
    return from + text.slice(from, to).trimEnd().length;
}

function columnOf(text: string, offset: number): number {
    return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** The column of the key whose value is null or absent, for what is written below it. */
function columnAbove(document: Document, path: Path, text: string): number {
    const { rest } = descend(document.contents, path);
    const holderPath = path.slice(0, path.length - rest.length);
    const key = holderPath.at(-1);
    const holder = descend(document.contents, holderPath.slice(0, -1)).found;
    const pair = isMap(holder) && key !== undefined ? pairOf(holder, key) : undefined;
    const start = startOf(pair);
    return start === undefined ? -2 : columnOf(text, start);
}

function nested(path: Path, value: unknown): unknown {
    return path.reduceRight((inner, segment) => ({ [String(segment)]: inner }), value);
}

function blockOf(value: unknown, column: number, newline: string): string {
    const indent = " ".repeat(Math.max(column, 0));
    return stringify(value, { ...style })
        .replace(/^(?=.)/gm, indent)
        .replace(/\n/g, newline);
}

function isPlain(value: unknown): boolean {
    return typeof value !== "object" || value === null;
}

/** A text keeps the quotes that stood there. */
function scalarLike(value: unknown, before: string): string {
    if (typeof value === "string" && before.startsWith("'")) {
        return stringify(value, { defaultStringType: "QUOTE_SINGLE", ...style }).trim();
    }
    if (typeof value === "string" && before.startsWith('"')) {
        return stringify(value, { defaultStringType: "QUOTE_DOUBLE", ...style }).trim();
    }
    return stringify(value, { ...style }).trim();
}
