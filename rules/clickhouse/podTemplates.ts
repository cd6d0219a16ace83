import type { Estate } from "../estate";
import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, type Outcome } from "../outcome";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { specsOf, unseenTemplates } from "./templates";

/**
 * Judges each of the object's own templates of a kind (`podTemplates`). Those of a ClickHouseInstallationTemplate are
 * judged where they are written. With a template out of sight nothing is known: it may change any of them.
 */
export function eachTemplate(
    subject: Subject,
    estate: Estate,
    list: TemplateList,
    judge: (template: Field) => readonly Outcome[],
): readonly Outcome[] {
    const unseen = unseenTemplates(subject, estate);
    return unseen.length > 0 ? unseen : each(subject.read(`spec.templates.${list}`), judge);
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
