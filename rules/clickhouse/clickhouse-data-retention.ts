import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, failAt, failWhen, set, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { any, not, type Ternary } from "../ternary";
import { is } from "../text";
import { eachTemplate } from "./podTemplates";
import { references } from "./references";
import { specsOf, unseenTemplates, usedTemplates } from "./templates";

export const rule: Rule = {
    id: "clickhouse-data-retention",
    title: "Volumes stay when the installation is deleted",
    controls: ["SM-4"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "With the default the operator deletes the volume claims together with the installation, and the data with them. An operator with a namespaced Role cannot even tell that only the CRD was removed, and does the same.",
    fix: "Write reclaimPolicy: Retain in each volume claim template, or once in spec.defaults.storageManagement.",
    references: [references.storage, references.installation],
    check: (subject, estate) => {
        const defaults = specsOf(subject, estate).map((spec) =>
            spec.child("defaults").child("storageManagement").child("reclaimPolicy"),
        );
        // A template that is not in sight may write the default.
        const isHidden = unseenTemplates(subject, estate).length > 0;
        const isDefault = any(...defaults.map(isRetained), isHidden ? "unknown" : false);
        const foreign = usedTemplates(subject, estate).flatMap(({ template, at }) =>
            each(template.read("spec.templates.volumeClaimTemplates"), (claim) => {
                const isLost = not(isKept(claim, isDefault));
                const said = `${claim.name} of ${template.title}`;
                return isLost === true
                    ? [
                          failAt(
                              at.path,
                              `${said} is not retained: write reclaimPolicy Retain there or in spec.defaults.storageManagement`,
                          ),
                      ]
                    : isLost === "unknown"
                      ? [undecidedAt(at.path, `whether ${said} is retained is not known`)]
                      : [];
            }),
        );
        return [
            ...eachTemplate(subject, estate, "volumeClaimTemplates", (claim) => judge(claim, isDefault)),
            ...foreign,
        ];
    },
};

function judge(claim: Field, isDefault: Ternary): readonly Outcome[] {
    const policy = claim.child("reclaimPolicy");
    return failWhen(not(isKept(claim, isDefault)), policy, {
        default: "Delete",
        wanted: "write Retain",
        edits: [set(policy, "Retain")],
    });
}

/** What the claim template says itself goes before the default. */
function isKept(claim: Field, isDefault: Ternary): Ternary {
    const policy = claim.child("reclaimPolicy");
    return policy.isAbsent ? isDefault : isRetained(policy);
}

function isRetained(policy: Field): Ternary {
    return is(policy, "Retain");
}
