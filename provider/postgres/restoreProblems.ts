import type { BackupOwner } from "../aws/arguments";
import { sourceProblems } from "../aws/target";
import type { Known } from "../core/known";
import { labelProblems } from "../core/names";
import { at, type Problem } from "../core/problems";
import { folderProblems } from "../s3/problems";
import type { PostgresDatabaseArgs } from "./arguments";
import type { PostgresRestoreArgs, PostgresRestorerArgs } from "./backupArguments";
import { backupFolder } from "./restore";

/** What is wrong with `restoreFrom` and `backup.restorableBy` beyond their form. */
export function restoreProblems(name: string, args: Known<PostgresDatabaseArgs>): Problem[] {
    const { restoreFrom, backup = {} } = args;
    return [
        ...(restoreFrom === undefined ? [] : at("restoreFrom", sourceOf(name, args, restoreFrom))),
        ...(backup.restorableBy === undefined
            ? []
            : at("backup.restorableBy", restorerProblems(name, args, backup.restorableBy))),
    ];
}

function sourceOf(name: string, args: Known<PostgresDatabaseArgs>, from: PostgresRestoreArgs): Problem[] {
    const { aws, s3 } = args.platform;
    return [
        ...labelProblems("namespace", "namespace", from.namespace),
        ...labelProblems("name", "the database's name", from.name),
        ...(from.targetTime === undefined || isMoment(from.targetTime)
            ? []
            : [
                  {
                      path: "targetTime",
                      reason: `"${from.targetTime}" is on no calendar or clock; write for example 2027-01-31T08:15:00Z`,
                  },
              ]),
        ...(aws === undefined ? [] : inVault(name, args, from)),
        ...(s3 === undefined ? [] : inStore(name, args.namespace.name, s3.prefix, from)),
    ];
}

function inVault(
    name: string,
    { namespace, backup = {} }: Known<PostgresDatabaseArgs>,
    { prefix, ...from }: PostgresRestoreArgs,
): Problem[] {
    const { vault, disabled } = backup;
    const folder =
        prefix === undefined
            ? []
            : [
                  {
                      path: "prefix",
                      reason: `goes with platform.s3; in a vault the backups lie in ${backupFolder(from)}: take it out`,
                  },
              ];
    if (disabled !== undefined) {
        const reason =
            "needs the role with which backups are read, and backup.disabled leaves the database without one: restore with backups, and disable them afterwards";
        return [...folder, { path: "", reason }];
    }
    if (vault === undefined) {
        const reason = `needs backup.vault, the vault that holds the backups of ${backupFolder(from)}: a vault of this database's own would be empty`;
        return [...folder, { path: "", reason }];
    }
    if (from.namespace === namespace.name && from.name === name) {
        return [...folder, itself(backupFolder(from))];
    }
    const client = { namespace: namespace.name, serviceAccount: name };
    return [...folder, ...sourceProblems(vault, client, ownerOf(from))];
}

function inStore(name: string, namespace: string, ownPrefix: string | undefined, from: PostgresRestoreArgs): Problem[] {
    const own = ownPrefix ?? backupFolder({ namespace, name });
    return [
        ...(from.prefix === undefined ? [] : folderProblems("prefix", from.prefix)),
        // Below its folder a database's archive lies under its name.
        ...(own === backupFolder(from) && name === from.name ? [itself(`${own}/${name}`)] : []),
    ];
}

function itself(place: string): Problem {
    return {
        path: "",
        reason: `is where this database's own backups go (${place}), and CloudNativePG begins no history in an archive that holds one: give the new database another name`,
    };
}

function restorerProblems(
    name: string,
    { namespace, platform, backup = {} }: Known<PostgresDatabaseArgs>,
    restorers: PostgresRestorerArgs[],
): Problem[] {
    if (platform.aws === undefined) {
        return [
            {
                path: "",
                reason: "goes with platform.aws; with platform.s3 whoever holds the store's access key reads these backups",
            },
        ];
    }
    if (backup.vault !== undefined) {
        return [
            {
                path: "",
                reason: "goes with a vault of the database's own; write `restoresFrom` at the client of the BackupVault that may read these backups",
            },
        ];
    }
    return restorers.flatMap((restorer, index) => [
        ...at(`[${index}]`, [
            ...labelProblems("namespace", "namespace", restorer.namespace),
            ...labelProblems("name", "the database's name", restorer.name),
        ]),
        ...(restorer.namespace === namespace.name && restorer.name === name
            ? [{ path: `[${index}]`, reason: "is this database itself, which reads its own backups anyway" }]
            : []),
        ...(restorers.slice(0, index).some((other) => backupFolder(other) === backupFolder(restorer))
            ? [{ path: `[${index}]`, reason: `${backupFolder(restorer)} is in the list already; write it once` }]
            : []),
    ]);
}

function ownerOf({ namespace, name }: PostgresRestoreArgs): BackupOwner {
    return { namespace, serviceAccount: name };
}

/** Of a text in the form of RFC 3339: JavaScript takes 30 February for 2 March, and the operator refuses it in its log only. */
function isMoment(text: string): boolean {
    const [, year, month, day, hour, minute, second, zone] =
        /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    const isDate = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    const [zoneHour = 0, zoneMinute = 0] = (zone === "Z" ? "" : (zone ?? "").slice(1)).split(":").map(Number);
    // PostgreSQL's zones end before 16 hours (src/include/datatype/timestamp.h, MAX_TZDISP_HOUR).
    return (
        isDate && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && zoneHour < 16 && zoneMinute < 60
    );
}
