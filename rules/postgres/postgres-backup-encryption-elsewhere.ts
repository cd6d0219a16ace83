import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasContent } from "../text";
import { isOnS3Elsewhere, ownStore, storeParts } from "./objectStore";
import { barmanCloud, barmanPlugin } from "./references";

export const rule: Rule = {
    id: "postgres-backup-encryption-elsewhere",
    title: "Backups on other S3 stores say how they are encrypted",
    controls: ["ED-1"],
    severity: "low",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.objectStore],
    why: "A store that is not AWS has no AWS KMS, and need not encrypt at all. When nothing is said here, nobody can tell from the manifest.",
    fix: "Write data.encryption and wal.encryption if the store knows them (AES256, or aws:kms with a KMS of its own). Else encrypt on the side of the store, and waive the rule saying so.",
    references: [barmanPlugin, barmanCloud],
    check: (subject) => {
        const store = ownStore(subject);
        return storeParts.flatMap((part) => {
            const encryption = store.child(part).child("encryption");
            return failWhen(all(isOnS3Elsewhere(store), not(hasContent(encryption))), encryption, {
                default: "whatever the store does",
                wanted: "write AES256 or aws:kms if the store takes it; else encrypt on its side, and waive this",
            });
        });
    },
};
