import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { is } from "../text";
import { isOnAws, ownStore, storeParts } from "./objectStore";
import { barmanCloud, barmanPlugin } from "./references";

export const rule: Rule = {
    id: "postgres-backup-encryption",
    title: "Backups on S3 are encrypted with a KMS key",
    controls: ["ED-1"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.objectStore],
    why: "Backups hold all the data. With the account's default encryption whoever may read the bucket reads them; with a key of KMS reading needs a right on the key too, and every use is logged.",
    fix: "Write aws:kms as data.encryption and wal.encryption, and the key in the arguments (see postgres-backup-key).",
    references: [barmanPlugin, barmanCloud],
    check: (subject) => {
        const store = ownStore(subject);
        return storeParts.flatMap((part) => {
            const encryption = store.child(part).child("encryption");
            return failWhen(all(isOnAws(store), not(is(encryption, "aws:kms"))), encryption, {
                default: "the bucket's own",
                wanted: "write aws:kms",
            });
        });
    },
};
