import type { Estate } from "../estate";
import type { Field } from "../field";
import { altinity } from "../kinds";
import { failWhen } from "../outcome";
import { containersOf } from "../pod";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { any, not, type Ternary } from "../ternary";
import { hasContent, is } from "../text";
import { allTemplates, eachTemplate, hasUnknownList, makesPods } from "./podTemplates";
import { references } from "./references";
import { specsOf, unseenTemplates } from "./templates";

export const rule: Rule = {
    id: "clickhouse-storage-class",
    title: "Data lies on a volume of a chosen storage class",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template, altinity.keeper],
    why: "Without a class the cluster's default decides whether the disk is encrypted, and with which key. Without a claim template the data lies in the pod's own directory and is gone with it.",
    fix: "Write spec.storageClassName of an encrypted class in each volume claim template, and name the template in spec.defaults.templates.dataVolumeClaimTemplate.",
    references: [references.storage, references.installation],
    check: (subject, estate) => {
        const own = eachTemplate(subject, estate, "volumeClaimTemplates", (claim) => {
            const name = claim.child("spec").child("storageClassName");
            return failWhen(not(hasContent(name)), name, {
                default: "the cluster's",
                wanted: "name an encrypted storage class",
            });
        });
        if (!makesPods(subject) || unseenTemplates(subject, estate).length > 0) {
            return own;
        }
        return [
            ...own,
            ...failWhen(
                not(mountsClaim(subject, estate)),
                subject.read("spec.defaults.templates.dataVolumeClaimTemplate"),
                {
                    default: "an emptyDir",
                    wanted: "name a volume claim template for the data",
                },
            ),
        ];
    },
};

const claimKeys = ["dataVolumeClaimTemplate", "volumeClaimTemplate"];

/** By name, at any level of the layout, or by a volumeMount that is called as a claim template. */
function mountsClaim(subject: Subject, estate: Estate): Ternary {
    const claims = allTemplates(subject, estate, "volumeClaimTemplates").map((claim) => claim.child("name").text ?? "");
    const mounts = allTemplates(subject, estate, "podTemplates")
        .flatMap((template) => containersOf(template.child("spec")))
        .flatMap((container) => container.child("volumeMounts").items);
    return any(
        ...specsOf(subject, estate).flatMap(placesOf).map(namesClaim),
        ...mounts.flatMap((mount) => claims.map((claim) => is(mount.child("name"), claim))),
        hasUnknownList(subject, estate, "podTemplates"),
        hasUnknownList(subject, estate, "volumeClaimTemplates"),
    );
}

function namesClaim(place: Field): Ternary {
    return any(...claimKeys.map((key) => hasContent(place.child("templates").child(key))));
}

/** Everywhere that may say which templates to use. */
function placesOf(spec: Field): readonly Field[] {
    const clusters = spec.child("configuration").child("clusters");
    const layouts = clusters.items.map((cluster) => cluster.child("layout"));
    const parts = layouts.flatMap((layout) => [...layout.child("shards").items, ...layout.child("replicas").items]);
    const hosts = parts.flatMap((part) => [...part.child("replicas").items, ...part.child("shards").items]);
    const hostTemplates = spec
        .child("templates")
        .child("hostTemplates")
        .items.map((template) => template.child("spec"));
    const unknown = [clusters, ...layouts].filter(({ isUnknown }) => isUnknown);
    return [spec.child("defaults"), ...unknown, ...clusters.items, ...parts, ...hosts, ...hostTemplates];
}
