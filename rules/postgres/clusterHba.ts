import { Field } from "../field";
import { onceAlone } from "../estate";
import { fail, undecided, type Advice, type Outcome } from "../outcome";
import { redact } from "../redact";
import type { Subject } from "../subject";
import type { Ternary } from "../ternary";
import { isVariable, oneOf } from "../text";
import { readHbaLine, type HbaEntry, type HbaReading } from "./pgHba";
import type { PodSelectors } from "./pgHbaAddress";
import { logicalLines, type Token } from "./pgHbaTokens";

/** A line of spec.postgresql.pg_hba, and the list element that it stands in. */
export interface HbaLine {
    readonly field: Field;
    readonly text: string;
    readonly reading: HbaReading | { readonly state: "unknown" };
}

/** What CloudNativePG writes below the lines of the user (pkg/postgres/configuration.go, hbaTemplateString). */
export const operatorsLine = "host all all all scram-sha-256";

export function hbaField({ read }: Subject): Field {
    return read("spec.postgresql.pg_hba");
}

/** Whether the whole list is out of sight. */
export function isUnknownList(list: Field): boolean {
    return list.isUnknown || (list.text !== undefined && isVariable(list.text));
}

/** The lines in order. An element may hold several, and one that ends in a backslash goes on in the next. */
export const hbaLines = onceAlone((subject: Subject): readonly HbaLine[] => {
    const selectors = podSelectors(subject);
    const lines: HbaLine[] = [];
    let run: { readonly field: Field; readonly text: string }[] = [];
    const finishRun = (): void => {
        for (const { text, begin } of logicalLines(run.map((physical) => physical.text))) {
            const field = run[begin]?.field;
            if (field !== undefined) {
                lines.push({ field, text, reading: readHbaLine(text, selectors) });
            }
        }
        run = [];
    };
    for (const field of hbaField(subject).items) {
        if (typeof field.value === "string") {
            run.push(...field.value.split("\n").map((text) => ({ field, text })));
            continue;
        }
        finishRun();
        if (field.isUnknown) {
            lines.push({ field, text: "", reading: { state: "unknown" } });
        } else {
            const problem = "it is no text";
            lines.push({ field, text: field.shown, reading: { state: "unreadable", problem } });
        }
    }
    finishRun();
    return lines;
});

export function podSelectors({ read }: Subject): PodSelectors {
    const references = read("spec.podSelectorRefs");
    const names = references.items.map((reference) => reference.child("name"));
    return references.isUnknown ||
        references.items.some((item) => item.isUnknown) ||
        names.some((name) => name.isUnknown)
        ? "unknown"
        : new Set(names.flatMap(({ text }) => text ?? []));
}

/** Fails or leaves open each line that the question is true of, or may be; whatever cannot be read is passed over. */
export function eachHbaEntry(
    subject: Subject,
    question: (entry: HbaEntry) => Ternary,
    advice: (entry: HbaEntry) => Omit<Advice, "seen">,
): readonly Outcome[] {
    const list = hbaField(subject);
    if (isUnknownList(list)) {
        return [undecided(list)];
    }
    return hbaLines(subject).flatMap(({ field, text, reading }): readonly Outcome[] => {
        if (reading.state === "unknown" || reading.state === "open") {
            return [undecided(field, openReason(field, text))];
        }
        if (reading.state !== "entry") {
            return [];
        }
        const truth = question(reading);
        if (truth === true) {
            return [fail(field, { ...advice(reading), seen: shownLine(text) })];
        }
        return truth === "unknown" ? [undecided(field, openReason(field, text))] : [];
    });
}

export function openReason(field: Field, text: string): string {
    return field.isUnknown ? `${field.name} is not known yet` : `${field.name} is ${shownLine(text)}`;
}

/** A line as a message may show it. */
export function shownLine(text: string): string {
    const clean = redact(text.replace(/(ldapbindpasswd|radiussecrets)\s*=.*/s, "$1=(hidden)").trim());
    return JSON.stringify(clean.length > 120 ? `${clean.slice(0, 120)}…` : clean);
}

/** Whether the token is one of these words. Words are compared as PostgreSQL does: in their own case. */
export function tokenIs(token: Token, words: readonly string[]): Ternary {
    if (!token.open) {
        return words.includes(token.text);
    }
    return token.text.startsWith("@") ? "unknown" : oneOf(new Field([], token.text), words);
}

/** Whether the token is this keyword: a name, once it is quoted. */
export function isKeyword(token: Token, word: string): Ternary {
    return token.quoted ? false : tokenIs(token, [word]);
}
