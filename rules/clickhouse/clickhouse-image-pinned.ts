import { unpinned } from "../image";
import { altinity } from "../kinds";
import { failWhen } from "../outcome";
import { containersOf, eachContainer } from "../pod";
import type { Rule } from "../rule";
import { any, not } from "../ternary";
import { isPresent } from "../text";
import { allTemplates, eachTemplate, hasUnknownList, makesPods } from "./podTemplates";
import { references } from "./references";
import { unseenTemplates } from "./templates";

export const rule: Rule = {
    id: "clickhouse-image-pinned",
    title: "Images are named by their digest",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template, altinity.keeper],
    why: "A tag can be moved to another image; latest moves with every release. A restarted pod then runs what nobody tested.",
    fix: "Write the image of every container as name:tag@sha256:digest in a pod template, and name it in spec.defaults.templates.podTemplate.",
    references: [references.installation],
    check: (subject, estate) => {
        const own = eachTemplate(subject, estate, "podTemplates", (template) =>
            eachContainer(template.child("spec"), (container) => unpinned(container.child("image"))),
        );
        if (!makesPods(subject) || unseenTemplates(subject, estate).length > 0) {
            return own;
        }
        const podSpecs = allTemplates(subject, estate, "podTemplates").map((template) => template.child("spec"));
        const isNamed = any(
            hasUnknownList(subject, estate, "podTemplates"),
            ...podSpecs.map((spec) => (spec.child("containers").isUnknown ? "unknown" : false)),
            ...podSpecs.flatMap(containersOf).map((container) => isPresent(container.child("image"))),
        );
        return own.length > 0
            ? own
            : failWhen(not(isNamed), subject.read("spec.templates.podTemplates"), {
                  seen: "without an image",
                  wanted: "the operator takes latest; name the image with its digest, name:tag@sha256:…",
              });
    },
};
