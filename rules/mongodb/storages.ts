import type { Field } from "../field";
import { each, type Outcome } from "../outcome";
import { whenOn } from "../percona";
import type { Subject } from "../subject";
import { isTrue } from "../text";

/** Judges every backup storage, unless backups are switched off. */
export function eachStorage({ read }: Subject, judge: (storage: Field) => readonly Outcome[]): readonly Outcome[] {
    const toggle = read("spec.backup.enabled");
    return whenOn(isTrue(toggle), toggle, each(read("spec.backup.storages"), judge));
}
