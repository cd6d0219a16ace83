import type { Field } from "../field";
import { cnpg } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not, type Ternary } from "../ternary";
import { hasVariable, is, isVariable } from "../text";
import { ownStore } from "./objectStore";
import { barmanCloud, barmanPlugin } from "./references";

export const rule: Rule = {
    id: "postgres-backup-key",
    title: "Backups name the KMS key that encrypts them",
    controls: ["ED-1"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.objectStore],
    why: "aws:kms without a key takes the account's key aws/s3, whose policy nobody can change: it cannot be kept to this database. With two keys one may be lost or locked without the other, and neither half restores alone.",
    fix: "Write --sse-kms-key-id=<ARN of the key> into data.additionalCommandArgs and wal.archiveAdditionalCommandArgs, the same in both.",
    references: [barmanPlugin, barmanCloud],
    check: (subject): readonly Outcome[] => {
        const store = ownStore(subject);
        const data = partOf(store.child("data"), "additionalCommandArgs");
        const wal = partOf(store.child("wal"), "archiveAdditionalCommandArgs");
        const missing = [data, wal].flatMap(({ isKeyed, list }) =>
            failWhen(all(isKeyed, not(namesKey(list))), list, {
                seen: list.isAbsent ? "not set" : "without --sse-kms-key-id",
                wanted: "add --sse-kms-key-id=<ARN of the key>",
            }),
        );
        const dataKey = keyIn(data.list);
        const walKey = keyIn(wal.list);
        return missing.length > 0 || dataKey === undefined || walKey === undefined
            ? missing
            : failWhen(all(data.isKeyed, wal.isKeyed, differ(dataKey, walKey)), walKey, {
                  wanted: `write the key that ${dataKey.name} names`,
              });
    },
};

interface Part {
    readonly isKeyed: Ternary;
    readonly list: Field;
}

function partOf(part: Field, list: string): Part {
    return { isKeyed: is(part.child("encryption"), "aws:kms"), list: part.child(list) };
}

const option = "--sse-kms-key-id";

function namesKey(list: Field): Ternary {
    if (list.isUnknown || list.items.some((item) => item.isUnknown)) {
        return keyIn(list) !== undefined || "unknown";
    }
    return keyIn(list) !== undefined || (list.items.some(({ text = "" }) => isVariable(text)) && "unknown");
}

/** Written as `--sse-kms-key-id=KEY`, or KEY as the next argument. */
function keyIn(list: Field): Field | undefined {
    const { items } = list;
    const index = items.findIndex(({ text = "" }) => text === option || text.startsWith(`${option}=`));
    return items[index]?.text === option ? items[index + 1] : items[index];
}

function differ(one: Field, other: Field): Ternary {
    const [key, otherKey] = [one, other].map(({ text }) => text?.replace(`${option}=`, "").trim());
    if (key === undefined || otherKey === undefined) {
        return "unknown";
    }
    return key !== otherKey && (hasVariable(key) || hasVariable(otherKey) ? "unknown" : true);
}
