import { EVENT_ID, getScalarValue, parseEvents, type Event } from "js-yaml";
import type { Path, Segment } from "../../rules/path";

/** Answers the line (from 1) of any path in a YAML or JSON text: that of its key, or of its nearest ancestor that is there. */
export function linesIn(text: string, firstLine: number): (path: Path) => number {
    let events: Event[] | undefined;
    let starts: readonly number[] | undefined;
    return (path) => {
        events ??= eventsOf(text);
        starts ??= lineStarts(text);
        return firstLine + lineAt(starts, offsetOf(text, events, path));
    };
}

/** JSON may hold what YAML does not allow (tabs); then the first line has to do. */
function eventsOf(text: string): Event[] {
    try {
        return parseEvents(text, {});
    } catch {
        return [];
    }
}

function lineStarts(text: string): readonly number[] {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
        starts.push(at + 1);
    }
    return starts;
}

/** From 0. */
function lineAt(starts: readonly number[], offset: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= offset) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/** Steps through the events of the first document; an alias is where the search ends. */
function offsetOf(text: string, events: readonly Event[], path: Path): number {
    let index = events.findIndex(({ type }) => type === EVENT_ID.DOCUMENT) + 1;
    let offset = startOf(events[index]) ?? 0;
    for (const segment of path) {
        const found = step(text, events, index, segment);
        if (found === undefined) {
            return offset;
        }
        ({ index, offset } = found);
    }
    return offset;
}

function step(
    text: string,
    events: readonly Event[],
    index: number,
    segment: Segment,
): { index: number; offset: number } | undefined {
    const node = events[index];
    if (node?.type === EVENT_ID.SEQUENCE && typeof segment === "number") {
        let child = index + 1;
        for (let position = 0; events[child]?.type !== EVENT_ID.POP; position += 1) {
            if (position === segment) {
                return { index: child, offset: startOf(events[child]) ?? node.start };
            }
            child = after(events, child);
        }
    }
    if (node?.type === EVENT_ID.MAPPING) {
        let key = index + 1;
        let last: { index: number; offset: number } | undefined;
        while (events[key] !== undefined && events[key]?.type !== EVENT_ID.POP) {
            const value = after(events, key);
            const scalar = events[key];
            if (scalar?.type === EVENT_ID.SCALAR && getScalarValue(text, scalar) === String(segment)) {
                last = { index: value, offset: scalar.valueStart };
            }
            key = after(events, value);
        }
        return last;
    }
    return undefined;
}

/** The event behind the node that begins at `index`. */
function after(events: readonly Event[], index: number): number {
    let depth = 0;
    for (let next = index; next < events.length; next += 1) {
        const type = events[next]?.type;
        if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) {
            depth += 1;
        } else if (type === EVENT_ID.POP) {
            depth -= 1;
        }
        if (depth === 0) {
            return next + 1;
        }
    }
    return events.length;
}

function startOf(event: Event | undefined): number | undefined {
    switch (event?.type) {
        case EVENT_ID.SCALAR:
            return event.valueStart;
        case EVENT_ID.MAPPING:
        case EVENT_ID.SEQUENCE:
            return event.start;
        case EVENT_ID.ALIAS:
            return event.anchorStart;
        default:
            return undefined;
    }
}
