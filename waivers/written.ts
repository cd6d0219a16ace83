import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException, type Event } from "js-yaml";

/** YAML as it is written: every scalar as its text (a ticket 0812 stays 0812), every value with its line, from 1. */
export type Written =
    | { readonly kind: "text"; readonly line: number; readonly text: string }
    | { readonly kind: "nothing"; readonly line: number }
    | { readonly kind: "list"; readonly line: number; readonly items: readonly Written[] }
    | { readonly kind: "mapping"; readonly line: number; readonly entries: readonly Entry[] }
    /** `*name`: not followed, since nothing here is worth writing twice. */
    | { readonly kind: "alias"; readonly line: number };

export interface Entry {
    readonly key: string;
    /** That of the key. */
    readonly line: number;
    readonly value: Written;
}

export interface SyntaxProblem {
    readonly kind: "syntax problem";
    readonly line: number | null;
    readonly reason: string;
}

/** Undefined for a text without a document. */
export function readWritten(text: string): Written | SyntaxProblem | undefined {
    const unmarked = text.replace(/^\uFEFF/, "");
    try {
        const events = parseEvents(unmarked, {});
        const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT);
        if (documents.length > 1) {
            return { kind: "syntax problem", line: null, reason: "it has several documents; write one" };
        }
        return documents.length === 0 ? undefined : new Builder(unmarked, events).document();
    } catch (problem) {
        if (problem instanceof YAMLException) {
            const line = problem.mark === undefined ? null : problem.mark.line + 1;
            return { kind: "syntax problem", line, reason: problem.reason };
        }
        throw problem;
    }
}

class Builder {
    private next = 0;
    private line = 1;
    private counted = 0;

    constructor(
        private readonly text: string,
        private readonly events: readonly Event[],
    ) {}

    document(): Written {
        this.next = this.events.findIndex(({ type }) => type === EVENT_ID.DOCUMENT) + 1;
        return this.node();
    }

    private node(): Written {
        const event = this.events[this.next];
        this.next += 1;
        switch (event?.type) {
            case EVENT_ID.SCALAR: {
                const line = this.lineAt(event.valueStart);
                const text = getScalarValue(this.text, event);
                const isNothing = event.style === SCALAR_STYLE.PLAIN && /^(?:~|null|Null|NULL)?$/.test(text);
                return isNothing ? { kind: "nothing", line } : { kind: "text", line, text };
            }
            case EVENT_ID.SEQUENCE: {
                const line = this.lineAt(event.start);
                const items: Written[] = [];
                while (!this.ended()) {
                    items.push(this.node());
                }
                return { kind: "list", line, items };
            }
            case EVENT_ID.MAPPING: {
                const line = this.lineAt(event.start);
                const entries: Entry[] = [];
                while (!this.ended()) {
                    const key = this.node();
                    entries.push({
                        key: key.kind === "text" ? key.text : "",
                        line: key.line,
                        value: this.node(),
                    });
                }
                return { kind: "mapping", line, entries };
            }
            case EVENT_ID.ALIAS:
                return { kind: "alias", line: this.lineAt(event.anchorStart) };
            default:
                return { kind: "nothing", line: this.line };
        }
    }

    /** Steps over the end of a list or mapping. */
    private ended(): boolean {
        const event = this.events[this.next];
        const ended = event === undefined || event.type === EVENT_ID.POP;
        if (ended) {
            this.next += 1;
        }
        return ended;
    }

    /** Values come in the order of the text, so each line break is counted once. An empty value stands nowhere. */
    private lineAt(offset: number): number {
        for (let at = this.text.indexOf("\n", this.counted); at >= 0 && at < offset;) {
            this.line += 1;
            this.counted = at + 1;
            at = this.text.indexOf("\n", this.counted);
        }
        return this.line;
    }
}
