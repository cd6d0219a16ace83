import { altinity } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { is } from "../text";
import { configurationOf, stands, undecidedParts } from "./configuration";
import { references } from "./references";
import { failSettingWhen, isAt, isBelow } from "./setting";

const wanted = "add a disk of type encrypted, or encryption_codecs";

export const rule: Rule = {
    id: "clickhouse-storage-encryption",
    title: "ClickHouse encrypts what it stores",
    controls: ["SM-2"],
    severity: "low",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "An encrypted volume protects the disk; who can read the mounted volume, a snapshot or the bucket of an s3 disk still reads the data.",
    fix: "Add a disk of type encrypted over the one that holds the data, with its key from a Secret (key_hex with from_env), and a policy that uses it; or encryption_codecs for single columns.",
    references: [references.disks],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const disks = configuration.settings.filter((setting) => isAt(setting, "storage_configuration/disks/*/type"));
        const codecs = configuration.settings.filter((setting) => isBelow(setting, "encryption_codecs"));
        const isEncrypted = any(...disks.map(({ field }) => is(field, "encrypted")), ...codecs.map(stands));
        const undecided = [
            ...disks.flatMap((disk) => failSettingWhen(all(is(disk.field, "encrypted"), "unknown"), disk, { wanted })),
            ...undecidedParts(configuration),
        ];
        return isEncrypted !== true && undecided.length > 0
            ? undecided
            : failWhen(not(isEncrypted), subject.read("spec.configuration.settings").child("storage_configuration"), {
                  seen: "without an encrypted disk",
                  wanted,
              });
    },
};
