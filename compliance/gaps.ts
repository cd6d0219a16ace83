import type { ControlKey } from "../controls";
import type { Estate } from "../rules/estate";
import type { Subject } from "../rules/subject";
import { engineOfDatabase } from "./belonging";
import { evidenceFor, type RecordedEvidence } from "./evidence";
import { backupGaps } from "./gaps/backups";
import type { Gap } from "./gaps/gap";
import { keyGaps } from "./gaps/keys";
import { logGaps } from "./gaps/logs";
import { networkGaps } from "./gaps/network";
import { operatorGaps } from "./gaps/operator";
import { storageGaps } from "./gaps/storage";
import { userGaps } from "./gaps/users";

/**
 * What the checks of a control do not carry of its demand. A control that asks that something can be done is carried by what was
 * read only where it is done: then the gap is that it is not.
 */
const gaps: readonly Gap[] = [
    ...userGaps,
    ...keyGaps,
    ...networkGaps,
    ...storageGaps,
    ...backupGaps,
    ...logGaps,
    ...operatorGaps,
];

/** Why a control is met only in part by this database, although no check of it fails. */
export function gapsOf(
    control: ControlKey,
    database: Subject | undefined,
    estate: Estate,
    evidence: readonly RecordedEvidence[] = [],
): readonly string[] {
    if (database === undefined) {
        return [];
    }
    return gaps
        .filter(({ controls }) => controls.includes(control))
        .filter(({ engine }) => engine === undefined || engine === engineOfDatabase(database))
        .flatMap(({ left }) =>
            left({
                database,
                estate,
                evidence: evidence.filter((each) => evidenceFor(each.control, database, [each]).length > 0),
            }),
        );
}
