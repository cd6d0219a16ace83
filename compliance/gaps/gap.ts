import type { ControlKey, Engine } from "../../controls";
import { oncePerSubject, type Estate } from "../../rules/estate";
import type { Kind } from "../../rules/kinds";
import type { Subject } from "../../rules/subject";
import { databasesWith } from "../belonging";
import type { RecordedEvidence } from "../evidence";

/** What a gap is looked for in. */
export interface Ground {
    readonly database: Subject;
    readonly estate: Estate;
    readonly evidence: readonly RecordedEvidence[];
}

/** Something that no check calls wrong, and that yet leaves a part of a control open. */
export interface Gap {
    readonly controls: readonly ControlKey[];
    /** Absent where it can be of any engine. */
    readonly engine?: Engine;
    /** What is left open and how to close it, in a sentence or two; nothing where nothing is left, or where that is not known yet. */
    readonly left: (ground: Ground) => readonly string[];
}

/** What belongs to the database. */
export const ownOf = oncePerSubject((database, estate): readonly Subject[] =>
    estate.subjects.filter((subject) => databasesWith(subject, estate).includes(database)),
);

export function ownOfKind({ database, estate }: Ground, ...kinds: readonly Kind[]): readonly Subject[] {
    return estate.of(...kinds).filter((subject) => databasesWith(subject, estate).includes(database));
}

export function leftWhen(isLeft: boolean, why: string): readonly string[] {
    return isLeft ? [why] : [];
}
