import { percona } from "../kinds";
import { volumeOutcomes, whenOn } from "../percona";
import type { Rule } from "../rule";
import { isTrue } from "../text";

export const rule: Rule = {
    id: "mysql-storage-class",
    title: "Volumes of MySQL come from a storage class that is named",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "The cluster's default class may not encrypt, and somebody else may change it. Data in an emptyDir is lost with its pod; data in a hostPath stays on the node for whoever comes next.",
    fix: "Name a storage class that encrypts with a key of your own in volumeSpec.persistentVolumeClaim.storageClassName. An existing volume keeps its class: restore into a new cluster.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, pxc.volumeSpec",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) => {
        const proxy = read("spec.proxysql.enabled");
        return [
            ...volumeOutcomes(read("spec.pxc.volumeSpec")),
            ...whenOn(isTrue(proxy), proxy, volumeOutcomes(read("spec.proxysql.volumeSpec"))),
        ];
    },
};
