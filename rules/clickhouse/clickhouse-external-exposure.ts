import { altinity } from "../kinds";
import type { Rule } from "../rule";
import { exposureOf } from "../service";
import { eachTemplate } from "./podTemplates";
import { references } from "./references";

export const rule: Rule = {
    id: "clickhouse-external-exposure",
    title: "The database is reached only from inside",
    controls: ["KSI-5", "NM-11"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template, altinity.keeper],
    why: "A node port or a public load balancer opens the database to everybody who reaches the node or the internet.",
    fix: "Write type ClusterIP. Where clients stand outside of the cluster, use an internal load balancer, or loadBalancerSourceRanges.",
    references: [references.installation, references.hardening],
    check: (subject, estate) =>
        eachTemplate(subject, estate, "serviceTemplates", (template) =>
            exposureOf({
                type: template.child("spec").child("type"),
                sourceRanges: [template.child("spec").child("loadBalancerSourceRanges")],
                annotations: [template.child("metadata").child("annotations")],
            }),
        ),
};
