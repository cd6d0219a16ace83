const millisecondsOf: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Hours of a duration as Go writes it (`2160h`, `1h30m`); undefined for what Go cannot read (`90d`). */
export function hoursIn(duration: string): number | undefined {
    const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|[hms])/g)];
    const isWhole = parts.length > 0 && parts.map(([part]) => part).join("") === duration;
    return isWhole
        ? parts.reduce((sum, [, number = "", unit = ""]) => sum + Number(number) * (millisecondsOf[unit] ?? 0), 0) /
              3_600_000
        : undefined;
}
