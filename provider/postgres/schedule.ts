import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { PostgresBackupArgs } from "./backupArguments";
import { parseCron } from "./cron";

export const backupDefaults = { schedule: "0 2 * * *", retentionDays: 35 };

const day = 24 * 60 * 60 * 1000;
/** The days on which intervals are counted: all weekdays on all dates, and not from today, on which nothing may depend. */
const calendar = { from: Date.UTC(2024, 0, 1), to: Date.UTC(2052, 0, 1) };

/** What is wrong with `backup` beyond its form; paths are relative to it. */
export function backupProblems(backup: Known<PostgresBackupArgs>): Problem[] {
    const {
        schedule = backupDefaults.schedule,
        retentionDays = backupDefaults.retentionDays,
        disabled,
        vault,
    } = backup;
    if (disabled !== undefined) {
        const { restorableBy, region, objectLock, replication, existingBucket } = backup;
        const useless = Object.entries({
            schedule: backup.schedule,
            retentionDays: backup.retentionDays,
            vault,
            restorableBy,
            ...{ region, objectLock, replication, existingBucket },
        });
        return useless
            .filter(([, value]) => value !== undefined)
            .map(([path]) => ({
                path,
                reason: "has no effect, since backup.disabled turns backups off: take one of the two out",
            }));
    }
    const interval = longestInterval(schedule);
    if (interval === undefined) {
        return [
            {
                path: "schedule",
                reason: `"${schedule}" is not a schedule; write five cron fields (minute hour day month weekday) of numbers, ranges and steps, Sunday being 0, for example "0 2 * * *"`,
            },
        ];
    }
    const least = Math.ceil((2 * interval) / day);
    return retentionDays * day < 2 * interval
        ? [
              {
                  path: "retentionDays",
                  reason: `${retentionDays} is shorter than two intervals of the schedule "${schedule}", so a single failed backup would leave none; write ${least} or more`,
              },
          ]
        : [];
}

/** Milliseconds of the longest wait between two runs; undefined for what is no schedule or never comes. */
export function longestInterval(schedule: string): number | undefined {
    const cron = parseCron(schedule);
    const runs = cron?.minutes.map((minutes) => minutes * 60_000) ?? [];
    const [first, last] = [runs[0], runs.at(-1)];
    if (cron === undefined || first === undefined || last === undefined) {
        return undefined;
    }
    const overnight = longestStep(runningDays(cron.runsOn));
    return overnight === 0 ? undefined : Math.max(longestStep(runs), overnight - (last - first));
}

function runningDays(runsOn: (day: Date) => boolean): number[] {
    const days = Array.from({ length: (calendar.to - calendar.from) / day }, (_, index) => calendar.from + index * day);
    return days.filter((each) => runsOn(new Date(each)));
}

function longestStep(times: readonly number[]): number {
    return times.reduce((longest, time, index) => Math.max(longest, time - (times[index - 1] ?? time)), 0);
}
