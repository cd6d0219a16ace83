import type { Estate } from "../rules/estate";
import { cnpg } from "../rules/kinds";
import { openHoles, type OpenHoles } from "../rules/postgres/knownHoles";
import type { Subject } from "../rules/subject";

/** The known holes of the version of PostgreSQL that a Cluster runs, where its image is in sight and names it. */
export function knownHolesOf(database: Subject, estate: Estate): readonly OpenHoles[] {
    const image = database.read("spec.imageName").text ?? imageInCatalog(database, estate);
    return image === undefined ? [] : [openHoles(image) ?? []].flat();
}

/** A catalog has an image for each major version; the Cluster says which of them it wants. */
function imageInCatalog({ read, namespace }: Subject, estate: Estate): string | undefined {
    const { kind, name, major } = {
        kind: read("spec.imageCatalogRef.kind").text,
        name: read("spec.imageCatalogRef.name").text ?? "",
        major: read("spec.imageCatalogRef.major").text,
    };
    const catalog =
        kind === "ClusterImageCatalog"
            ? estate.find(cnpg.clusterImageCatalog, "", name)
            : estate.find(cnpg.imageCatalog, namespace, name);
    return catalog
        ?.read("spec.images")
        .items.find((image) => image.child("major").text === major)
        ?.child("image").text;
}
