import type { Estate } from "../rules/estate";
import { openHoles, type OpenHoles } from "../rules/postgres/knownHoles";
import type { Subject } from "../rules/subject";
import { imagesFor } from "./scanGaps";

/** The known holes of the versions of PostgreSQL that a database's images name. */
export function knownHolesOf(database: Subject, estate: Estate): readonly OpenHoles[] {
    return imagesFor("SSC-4", database, estate).flatMap((image) => openHoles(image) ?? []);
}
