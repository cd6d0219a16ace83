import type { ControlKey } from "../controls";
import type { Estate } from "../rules/estate";
import type { Subject } from "../rules/subject";
import type { RecordedEvidence } from "./evidence";

export function scanGaps(
    _control: ControlKey,
    _database: Subject | undefined,
    _recorded: readonly RecordedEvidence[],
    _estate: Estate,
): readonly string[] {
    return [];
}
