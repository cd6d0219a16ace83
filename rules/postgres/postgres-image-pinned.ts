import { cnpg } from "../kinds";
import { unpinned } from "../image";
import { each } from "../outcome";
import { eachContainer, podSpecOf } from "../pod";
import type { Rule } from "../rule";
import { page, source } from "./references";

export const rule: Rule = {
    id: "postgres-image-pinned",
    title: "Images are pinned by digest",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.pooler, cnpg.imageCatalog, cnpg.clusterImageCatalog],
    why: "A tag can be moved: the next restart may run another image than the one that was tried.",
    fix: "Write name:tag@sha256:<digest>; the catalogs that CloudNativePG publishes do. A Cluster with imageCatalogRef needs no imageName.",
    references: [
        page("image_catalog", "image catalogs"),
        page("imagevolume_extensions", "extension images"),
        source("api/v1/pooler_types.go", "the Pooler"),
    ],
    check: (subject) => {
        const { kind, read } = subject;
        switch (kind) {
            case cnpg.cluster:
                return [
                    ...unpinned(read("spec.imageName")),
                    ...each(read("spec.postgresql.extensions"), (extension) =>
                        unpinned(extension.at("image.reference")),
                    ),
                ];
            case cnpg.pooler:
                // Without one, the image that the operator was released with runs.
                return [
                    ...unpinned(read("spec.pgbouncer.image")),
                    ...eachContainer(podSpecOf(subject), (container) => unpinned(container.child("image"))),
                ];
            default:
                return ["spec.images", "spec.componentImages"].flatMap((list) =>
                    each(read(list), (entry) => unpinned(entry.child("image"))),
                );
        }
    },
};
