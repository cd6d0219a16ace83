import type { Estate } from "../estate";
import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, type Outcome } from "../outcome";
import type { Path } from "../path";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { specsOf, unseenTemplates } from "./templates";

/**
 * Judges each of the object's own templates of a kind (`podTemplates`). Those of a ClickHouseInstallationTemplate are
 * judged where they are written. One that is not in sight may add templates, and values to those of the same name;
 * what is written here stays, as the operator only fills in what is empty
 * (pkg/apis/clickhouse.altinity.com/v1/type_templates.go, MergeFrom).
 */
export function eachTemplate(
    subject: Subject,
    estate: Estate,
    list: TemplateList,
    judge: (template: Field) => readonly Outcome[],
): readonly Outcome[] {
    const own = each(subject.read(`spec.templates.${list}`), judge);
    return withUnseen(own, subject, estate);
}

/** What is said of an object's own templates, and that templates it uses are not in sight: they may write what is absent. */
export function withUnseen(own: readonly Outcome[], subject: Subject, estate: Estate): readonly Outcome[] {
    const unseen = unseenTemplates(subject, estate);
    return unseen.length === 0 ? own : [...own.filter(({ path }) => isWritten(subject, path)), ...unseen];
}

function isWritten({ all }: Subject, path: Path): boolean {
    return !path.reduce<Field>((field, key) => field.child(key), all).isAbsent;
}

export type TemplateList = "podTemplates" | "volumeClaimTemplates" | "serviceTemplates";

/** All templates of a kind that an installation is made from, its own and those of templates in sight. */
export function allTemplates(subject: Subject, estate: Estate, list: TemplateList): readonly Field[] {
    return specsOf(subject, estate).flatMap((spec) => spec.child("templates").child(list).items);
}

/** Whether one of the lists is not known. */
export function hasUnknownList(subject: Subject, estate: Estate, list: TemplateList): Ternary {
    return any(
        ...specsOf(subject, estate).map((spec) => (spec.child("templates").child(list).isUnknown ? "unknown" : false)),
    );
}

/** Whether the object becomes pods of itself; a ClickHouseInstallationTemplate only adds to others. */
export function makesPods({ kind }: Subject): boolean {
    return kind !== altinity.template;
}
