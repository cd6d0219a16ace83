import type { Estate } from "../estate";
import type { Field } from "../field";
import type { Kind } from "../kinds";
import { failAt, failWhen, undecidedAt, type Advice, type Outcome } from "../outcome";
import type { Severity } from "../rule";
import type { Subject } from "../subject";
import { not, type Ternary } from "../ternary";
import { partOf } from "./bucketAspects";

/** A setting of a bucket: a resource of its own, or, as it once was, arguments of the bucket. */
export interface Setting {
    readonly kinds: readonly Kind[];
    /** Arguments of the bucket that say the same. */
    readonly inline: readonly string[];
    /** What the rule asks of it; all of it has to be met. */
    readonly judge: (configuration: Field) => readonly Check[];
    /** What the bucket is like without it, and what to add. */
    readonly absent: { readonly message: string; readonly severity?: Severity };
}

export interface Check {
    readonly met: Ternary;
    readonly at: Field;
    readonly advice: Advice;
}

/** Where a setting of a bucket stands: in the bucket itself, or in another resource. */
export interface Configuration {
    readonly holder: Subject;
    readonly field: Field;
}

export interface Configurations {
    readonly found: readonly Configuration[];
    readonly mayBeElsewhere: boolean;
}

export function configurationsOf(
    bucket: Subject,
    estate: Estate,
    { kinds, inline }: Pick<Setting, "kinds" | "inline">,
): Configurations {
    const { found, mayBeElsewhere } = partOf(bucket, kinds, estate);
    const own = inline
        .map((place) => ({ holder: bucket, field: bucket.read(place) }))
        .filter(({ field }) => !field.isAbsent);
    return { found: [...found.map((holder) => ({ holder, field: holder.all })), ...own], mayBeElsewhere };
}

/** Where it stands twice, the two fight at every update; the resource of its own is what is meant to stay. */
export function judgeSetting(bucket: Subject, estate: Estate, setting: Setting): readonly Outcome[] {
    const { found, mayBeElsewhere } = configurationsOf(bucket, estate, setting);
    const [first] = found;
    return first === undefined
        ? [withoutSetting(setting.absent, mayBeElsewhere)]
        : outcomesOf(bucket, first, setting.judge(first.field));
}

export function withoutSetting({ message, severity }: Setting["absent"], mayBeElsewhere: boolean): Outcome {
    return mayBeElsewhere
        ? undecidedAt([], "it cannot be seen here; it may stand in a resource elsewhere")
        : failAt([], message, severity === undefined ? {} : { severity });
}

/** What stands in another resource is told by that resource's name: the finding is the bucket's. */
export function outcomesOf(
    bucket: Subject,
    { holder }: Pick<Configuration, "holder">,
    checks: readonly Check[],
): readonly Outcome[] {
    const outcomes = checks.flatMap(({ met, at, advice }) => failWhen(not(met), at, advice));
    return holder === bucket
        ? outcomes
        : outcomes.map((outcome) => ({
              ...outcome,
              path: [],
              message: `${holder.bareKind.split(":").at(-1) ?? ""} ${holder.name}: ${outcome.message}`,
          }));
}

/** Outcomes of a bucket that the rule may not speak of: a failure is none if it is exempt, and undecided if it may be. */
export function unlessExempt(exempt: Ternary, judge: () => readonly Outcome[]): readonly Outcome[] {
    if (exempt === true) {
        return [];
    }
    const outcomes = judge();
    return exempt === "unknown" && outcomes.length > 0
        ? [undecidedAt([], "whether this bucket takes access logs, and no backups, is not known yet")]
        : outcomes;
}
