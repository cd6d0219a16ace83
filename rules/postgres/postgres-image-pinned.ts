import { cnpg } from "../kinds";
import { unpinned } from "../image";
import { each } from "../outcome";
import type { Rule } from "../rule";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-image-pinned",
    title: "Images are pinned by digest",
    controls: ["SSC-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.imageCatalog, cnpg.clusterImageCatalog],
    why: "A tag can be moved: the next restart may run another image than the one that was tried.",
    fix: "Write name:tag@sha256:<digest>; the catalogs that CloudNativePG publishes do. A Cluster with imageCatalogRef needs no imageName.",
    references: [page("image_catalog", "image catalogs"), page("imagevolume_extensions", "extension images")],
    check: (subject) =>
        subject.is(cnpg.cluster)
            ? [
                  ...unpinned(subject.read("spec.imageName")),
                  ...each(subject.read("spec.postgresql.extensions"), (extension) =>
                      unpinned(extension.at("image.reference")),
                  ),
              ]
            : each(subject.read("spec.images"), (entry) => unpinned(entry.child("image"))),
};
