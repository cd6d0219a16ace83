import { percona } from "../kinds";
import { pinOutcomes, whenOn } from "../percona";
import type { Rule } from "../rule";
import { isTrue } from "../text";

export const rule: Rule = {
    id: "mongodb-image-pinned",
    title: "Images of MongoDB are pinned by digest",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "A tag can be moved to another image at any time. An image that is not named is chosen by the operator or a version service.",
    fix: "Write name:tag@sha256:… in spec.image and, when they are enabled, spec.backup.image and spec.pmm.image.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: ({ read }) => [
        ...pinOutcomes(read("spec.image")),
        ...["backup", "pmm"].flatMap((part) => {
            const toggle = read(`spec.${part}.enabled`);
            return whenOn(isTrue(toggle), toggle, pinOutcomes(read(`spec.${part}.image`)));
        }),
    ],
};
