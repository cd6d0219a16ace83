import dayjs, { type Dayjs } from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(customParseFormat);

/** A waiver that ends within so many days is reported. */
export const expiringDays = 30;

/** How a waiver's last day stands to now. All days are UTC days: the machine's time zone never matters. */
export type Standing =
    | { readonly kind: "unreadable" }
    | { readonly kind: "expired" | "expiring" | "valid" | "too long"; readonly daysLeft: number };

/** A day that there is, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
    return dayOf(text) !== undefined;
}

/** Counted in days between now's day and the last one: 0 on the last day itself, below 0 after it. */
export function standingOf(expires: string, now: Date): Standing {
    const last = dayOf(expires);
    if (last === undefined) {
        return { kind: "unreadable" };
    }
    const today = dayjs.utc(now).startOf("day");
    const daysLeft = last.diff(today, "day");
    if (daysLeft < 0) {
        return { kind: "expired", daysLeft };
    }
    if (last.isAfter(lastDayAllowed(now))) {
        return { kind: "too long", daysLeft };
    }
    return { kind: daysLeft <= expiringDays ? "expiring" : "valid", daysLeft };
}

/** How many days ago a day was, counted in UTC; below 0 for a day to come, undefined for what is no day. */
export function daysSince(text: string, now: Date): number | undefined {
    const day = dayOf(text);
    return day === undefined ? undefined : dayjs.utc(now).startOf("day").diff(day, "day");
}

/** The day a year from now, as YYYY-MM-DD: the furthest that a waiver may reach. 29 February becomes 28 February. */
export function furthestDate(now: Date): string {
    return lastDayAllowed(now).format("YYYY-MM-DD");
}

/** A missing or malformed date counts as expired. */
export function isInForce(expires: string, now: Date): boolean {
    const { kind } = standingOf(expires, now);
    return kind !== "unreadable" && kind !== "expired";
}

function lastDayAllowed(now: Date): Dayjs {
    return dayjs.utc(now).startOf("day").add(1, "year");
}

function dayOf(text: string): Dayjs | undefined {
    // dayjs reads years before 1000 as those of the twentieth century, or not at all.
    if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) {
        return undefined;
    }
    const day = dayjs.utc(text, "YYYY-MM-DD", true);
    return day.isValid() ? day : undefined;
}
