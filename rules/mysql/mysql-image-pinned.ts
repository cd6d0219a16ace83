import { percona } from "../kinds";
import { pinOutcomes, whenOn } from "../percona";
import type { Rule } from "../rule";
import { isPresent, isTrue } from "../text";

export const rule: Rule = {
    id: "mysql-image-pinned",
    title: "Images of MySQL are pinned by digest",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "A tag can be moved to another image at any time. An image that is not named is chosen by the operator or a version service.",
    fix: "Write name:tag@sha256:… in spec.pxc.image, and in the image of backup, haproxy, proxysql, logcollector and pmm where they are used.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, images",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => {
        const backup = read("spec.backup");
        return [
            ...pinOutcomes(read("spec.pxc.image")),
            // Backups have no switch.
            ...whenOn(isPresent(backup), backup, pinOutcomes(read("spec.backup.image"))),
            ...["haproxy", "proxysql", "logcollector", "pmm"].flatMap((part) => {
                const toggle = read(`spec.${part}.enabled`);
                return whenOn(isTrue(toggle), toggle, pinOutcomes(read(`spec.${part}.image`)));
            }),
        ];
    },
};
