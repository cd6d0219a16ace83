import type { Field } from "../field";
import { cnpg } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, isPresent } from "../text";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-storage-class",
    title: "Volumes name their storage class",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "Whether a volume is encrypted is its class's doing. Without a name it is the cluster's default class of that day, which another team may change.",
    fix: "Write storageClass in spec.storage, and in spec.walStorage and spec.tablespaces[].storage where they are.",
    references: [page("storage", "storage")],
    check: ({ read }) => [
        ...judged(read("spec.storage"), true),
        ...judged(read("spec.walStorage"), isPresent(read("spec.walStorage"))),
        ...each(read("spec.tablespaces"), (tablespace) => judged(tablespace.child("storage"), true)),
    ],
};

function judged(storage: Field, isThere: Ternary): readonly Outcome[] {
    const named = any(
        hasContent(storage.child("storageClass")),
        hasContent(storage.at("pvcTemplate.storageClassName")),
    );
    return failWhen(all(isThere, not(named)), storage.child("storageClass"), {
        default: "the cluster's default class",
        wanted: "name a class that encrypts",
    });
}
