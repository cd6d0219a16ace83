import { unpinned } from "../image";
import { eachContainer, podSpecOf } from "../pod";
import type { Rule } from "../rule";
import { operatorKinds, operatorOf } from "./operators";

export const rule: Rule = {
    id: "operator-image-pinned",
    title: "The database operator's images are named by digest",
    controls: ["SSC-2"],
    severity: "medium",
    kinds: operatorKinds,
    why: "A tag can be moved to another image. The operator holds the rights to every database that it runs, and starts whatever stands under the tag at its next restart.",
    fix: "Write the image as name:tag@sha256:digest, with the digest that the project signs or that your registry shows for the tag.",
    references: [
        {
            title: "Kubernetes: images, image digests",
            url: "https://kubernetes.io/docs/concepts/containers/images/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject) =>
        operatorOf(subject) === undefined
            ? []
            : eachContainer(podSpecOf(subject), (container) => unpinned(container.child("image"))),
};
