import { oncePerEstate, oncePerSubject, type Estate } from "../estate";
import type { Field } from "../field";
import { altinity } from "../kinds";
import { undecided, type Outcome } from "../outcome";
import type { Subject } from "../subject";
import { is } from "../text";

/** A template that applies to an installation, and the field that says so. */
export interface UsedTemplate {
    readonly template: Subject;
    /** The entry of `useTemplates`; the whole installation where a template applies by itself. */
    readonly at: Field;
}

/** The ClickHouseInstallationTemplates in sight that apply: those of themselves, then those that `useTemplates` names. */
export const usedTemplates = oncePerSubject((subject, estate): readonly UsedTemplate[] => {
    if (subject.kind !== altinity.installation) {
        return [];
    }
    const own = automatic(estate)
        .filter((template) => wants(template, subject))
        .map((template) => ({ template, at: subject.read("spec") }));
    const named = subject.read("spec.useTemplates").items.flatMap((entry) => {
        const template = templateOf(entry, subject, estate);
        return template === undefined ? [] : [{ template, at: entry }];
    });
    return [...own, ...named];
});

const automatic = oncePerEstate((estate) =>
    estate.of(altinity.template).filter((template) => is(template.read("spec.templating.policy"), "auto") === true),
);

/** Undecided for each template that is named but not in sight: what it holds may change every pod, volume and Service. */
export function unseenTemplates(subject: Subject, estate: Estate): readonly Outcome[] {
    const used = subject.read("spec.useTemplates");
    if (used.isUnknown) {
        return [undecided(used)];
    }
    return used.items
        .filter((entry) => templateOf(entry, subject, estate) === undefined)
        .map((entry) =>
            undecided(
                entry,
                `${entry.name} names ${entry.child("name").shown}, a template that is not in sight: audit it together with this object`,
            ),
        );
}

function templateOf(entry: Field, { namespace }: Subject, estate: Estate): Subject | undefined {
    return estate.find(altinity.template, entry.child("namespace").text ?? namespace, entry.child("name").text ?? "");
}

/** A template that applies of itself may pick installations by their labels. */
function wants(template: Subject, installation: Subject): boolean {
    return template
        .read("spec.templating.chiSelector")
        .entries.every(([key, value]) => installation.label(key) === value.text);
}

/** The specs that pods, volumes and Services of an installation are made from: its templates', then its own. */
export function specsOf(subject: Subject, estate: Estate): readonly Field[] {
    return [...usedTemplates(subject, estate).map(({ template }) => template.read("spec")), subject.read("spec")];
}
