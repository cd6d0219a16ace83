import type { Field } from "../field";
import { cnpg } from "../kinds";
import { isAws } from "../endpoint";
import type { Subject } from "../subject";
import { all, not, type Ternary } from "../ternary";
import { startsWith } from "../text";

/** The store that an object defines for its own backups: of a Cluster, or the ObjectStore itself. */
export function ownStore(subject: Subject): Field {
    return subject.is(cnpg.cluster)
        ? subject.read("spec.backup.barmanObjectStore")
        : subject.read("spec.configuration");
}

/** What is stored apart: base backups and WAL. */
export const storeParts = ["data", "wal"] as const;

export function isOnAws(store: Field): Ternary {
    return all(isOnS3(store), isAws(store.child("endpointURL")));
}

export function isOnS3Elsewhere(store: Field): Ternary {
    return all(isOnS3(store), not(isAws(store.child("endpointURL"))));
}

function isOnS3(store: Field): Ternary {
    return startsWith(store.child("destinationPath"), "s3://");
}
