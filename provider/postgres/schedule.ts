import { Cron } from "croner";
import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { PostgresBackupArgs } from "./arguments";

export const backupDefaults = { schedule: "0 2 * * *", retentionDays: 35 };

const day = 24 * 60 * 60 * 1000;
/** A fixed Monday from which intervals are counted: what is accepted must not depend on today. */
const reference = new Date("2024-01-01T00:00:00Z");

/** What is wrong with `backup` beyond its form; paths are relative to it. */
export function backupProblems(backup: Known<PostgresBackupArgs>): Problem[] {
    const {
        schedule = backupDefaults.schedule,
        retentionDays = backupDefaults.retentionDays,
        disabled,
        vault,
    } = backup;
    if (disabled !== undefined) {
        const useless = Object.entries({ schedule: backup.schedule, retentionDays: backup.retentionDays, vault });
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
                reason: `"${schedule}" is not a schedule; write five cron fields (minute hour day month weekday), for example "0 2 * * *"`,
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
    if (schedule.trim().split(/\s+/).length !== 5) {
        return undefined;
    }
    try {
        const cron = new Cron(schedule, { timezone: "UTC", paused: true });
        const runs = cron.nextRuns(400, reference).map((run) => run.getTime());
        const waits = runs.slice(1).map((run, index) => run - (runs[index] ?? run));
        return waits.length === 0 ? undefined : Math.max(...waits);
    } catch {
        return undefined;
    }
}
