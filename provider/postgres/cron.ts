/**
 * Five cron fields as CloudNativePG reads them (robfig/cron 1.2.0, parser.go and spec.go; a field for seconds stands in front there).
 * Libraries for Node.js read other dialects (croner takes L, W, # and 7): here Sunday is 0 and never 7, there is no L, W or #, and of day and weekday both must match if one has a star.
 */
export interface Cron {
    /** Minutes of a day, in order. */
    minutes: number[];
    runsOn: (day: Date) => boolean;
}

interface Bounds {
    min: number;
    max: number;
    names?: string[];
}

interface Field {
    values: ReadonlySet<number>;
    star: boolean;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Undefined for what CloudNativePG could not read. */
export function parseCron(schedule: string): Cron | undefined {
    const [minute, hour, day, month, weekday, ...rest] = schedule.trim().split(/\s+/);
    const fields = {
        minute: parseField(minute, { min: 0, max: 59 }),
        hour: parseField(hour, { min: 0, max: 23 }),
        day: parseField(day, { min: 1, max: 31 }),
        month: parseField(month, { min: 1, max: 12, names: months }),
        weekday: parseField(weekday, { min: 0, max: 6, names: weekdays }),
    };
    const { minute: inHour, hour: inDay, day: inMonth, month: inYear, weekday: inWeek } = fields;
    if (rest.length > 0 || !inHour || !inDay || !inMonth || !inYear || !inWeek) {
        return undefined;
    }
    return {
        minutes: sorted(inDay).flatMap((each) => sorted(inHour).map((minutes) => each * 60 + minutes)),
        runsOn: (date) => {
            const byDay = inMonth.values.has(date.getUTCDate());
            const byWeekday = inWeek.values.has(date.getUTCDay());
            const both = inMonth.star || inWeek.star;
            return inYear.values.has(date.getUTCMonth() + 1) && (both ? byDay && byWeekday : byDay || byWeekday);
        },
    };
}

function parseField(text: string | undefined, bounds: Bounds): Field | undefined {
    const parts = (text ?? "").split(",").map((part) => parsePart(part, bounds));
    const all = parts.filter((part) => part !== undefined);
    return all.length < parts.length
        ? undefined
        : { values: new Set(all.flatMap(({ values }) => [...values])), star: all.some(({ star }) => star) };
}

/** `*`, `5`, `1-5`, each with an optional `/step`; `5/15` goes on from 5 to the end. */
function parsePart(text: string, bounds: Bounds): Field | undefined {
    const [, range = "", stepText] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(text) ?? [];
    const step = Number(stepText ?? 1);
    const star = range === "*" || range === "?";
    const [from, to = from, ...rest] = star
        ? [bounds.min, bounds.max]
        : range.split("-").map((end) => valueOf(end, bounds));
    const end = stepText !== undefined && !range.includes("-") ? bounds.max : to;
    if (
        from === undefined ||
        end === undefined ||
        rest.length > 0 ||
        step === 0 ||
        from < bounds.min ||
        end > bounds.max
    ) {
        return undefined;
    }
    const count = Math.floor((end - from) / step) + 1;
    return count < 1
        ? undefined
        : { values: new Set(Array.from({ length: count }, (_, index) => from + index * step)), star };
}

function valueOf(text: string, { names = [], min }: Bounds): number | undefined {
    const named = names.indexOf(text.toLowerCase());
    if (named !== -1) {
        return named + min;
    }
    return /^\d{1,2}$/.test(text) ? Number(text) : undefined;
}

function sorted({ values }: Field): number[] {
    return [...values].sort((a, b) => a - b);
}
