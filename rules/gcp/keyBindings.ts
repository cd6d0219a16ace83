import { oncePerEstate, type Estate } from "../estate";
import { gcp } from "../kinds";
import type { Subject } from "../subject";
import { oneOf } from "../text";

const administration = ["roles/cloudkms.admin"];

/** A binding by which a member manages a key. */
export interface Administration {
    readonly binding: Subject;
    /** False where its key, its role or the other binding's key is not known yet. */
    readonly certain: boolean;
}

/** By whom the key is managed that a binding is on. */
export function administrationOf(subject: Subject, estate: Estate): readonly Administration[] {
    const { all, byKey, withoutKey } = administrations(estate);
    const keys = keysOf(subject, estate);
    if (keys.length === 0) {
        return all.map((each) => ({ ...each, certain: false }));
    }
    return [...keys.flatMap((key) => byKey.get(key) ?? []), ...withoutKey.map((each) => ({ ...each, certain: false }))];
}

const administrations = oncePerEstate((estate) => {
    const all = estate.of(gcp.cryptoKeyMember).flatMap((binding): readonly Administration[] => {
        const manages = oneOf(binding.read("role"), administration);
        return manages === false ? [] : [{ binding, certain: manages === true }];
    });
    const byKey = new Map<string, Administration[]>();
    const withoutKey: Administration[] = [];
    for (const each of all) {
        const keys = keysOf(each.binding, estate);
        if (keys.length === 0) {
            withoutKey.push(each);
        }
        for (const key of keys) {
            const others = byKey.get(key);
            if (others === undefined) {
                byKey.set(key, [each]);
            } else {
                others.push(each);
            }
        }
    }
    return { all, byKey, withoutKey };
});

/** What names the key: its id, and the resource that makes it. Either is enough to find two on the same. */
function keysOf({ read, pulumi }: Subject, estate: Estate): readonly string[] {
    const id = read("cryptoKeyId").text;
    const made = (pulumi?.dependencies ?? []).filter((urn) => estate.resource(urn)?.kind === gcp.cryptoKey);
    return [...(id === undefined ? [] : [id]), ...(made.length === 1 ? made : [])];
}
