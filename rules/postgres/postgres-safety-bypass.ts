import type { Field } from "../field";
import { cnpg } from "../kinds";
import { failWhen, remove } from "../outcome";
import type { Rule } from "../rule";
import { hasContent, is, isTrue } from "../text";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-safety-bypass",
    title: "The operator's own checks are in force",
    controls: ["KSI-3"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "podPatch writes anything into the pods, past what the operator allows. Without validation it takes settings that it would refuse. The WAL archive check keeps two clusters from writing over each other's backups. ALTER SYSTEM lets a superuser change settings behind the manifest.",
    fix: "Take the annotations cnpg.io/podPatch, cnpg.io/validation and cnpg.io/skipEmptyWalArchiveCheck away, and leave spec.postgresql.enableAlterSystem out.",
    references: [page("labels_annotations", "labels and annotations"), page("postgresql_conf", "ALTER SYSTEM")],
    check: ({ read }) => {
        const annotation = (name: string): Field => read("metadata.annotations").child(`cnpg.io/${name}`);
        const patch = annotation("podPatch");
        const validation = annotation("validation");
        const archive = annotation("skipEmptyWalArchiveCheck");
        const alterSystem = read("spec.postgresql.enableAlterSystem");
        return [
            ...failWhen(hasContent(patch), patch, { seen: "set", wanted: "take it away" }),
            ...failWhen(is(validation, "disabled"), validation, { wanted: "take it away" }),
            ...failWhen(is(archive, "enabled"), archive, {
                wanted: "take it away once the archive is the cluster's own",
            }),
            ...failWhen(isTrue(alterSystem), alterSystem, {
                wanted: "leave it out, and write settings into spec.postgresql.parameters",
                edits: [remove(alterSystem)],
            }),
        ];
    },
};
