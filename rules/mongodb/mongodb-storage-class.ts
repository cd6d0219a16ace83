import { percona } from "../kinds";
import { volumeOutcomes } from "../percona";
import type { Rule } from "../rule";
import { eachPart } from "./parts";

export const rule: Rule = {
    id: "mongodb-storage-class",
    title: "Volumes of MongoDB come from a storage class that is named",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "The cluster's default class may not encrypt, and somebody else may change it. Data in an emptyDir is lost with its pod; data in a hostPath stays on the node for whoever comes next.",
    fix: "Name a storage class that encrypts with a key of your own in volumeSpec.persistentVolumeClaim.storageClassName. An existing volume keeps its class: add members on the new class and take the old ones away.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, volumeSpec",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) =>
        eachPart(subject, ["mongod", "config"], ({ field }) => volumeOutcomes(field.child("volumeSpec"))),
};
