import { Field } from "../field";
import { oneOf } from "../text";
import type { Setting } from "./setting";

/** What all settings of one mapping or file have in common. */
export interface Origin {
    /** Where findings point; absent when each value has a field of its own. */
    readonly at?: Field;
    readonly within?: string;
    readonly inFile: boolean;
}

/** The values below a mapping, one setting each; keys may be slash paths. Elements of a list are settings of the same keys. */
export function settingsIn(field: Field, keys: readonly string[], origin: Origin): readonly Setting[] {
    if (field.isAbsent && !origin.inFile) {
        return [];
    }
    if (field.isList && field.items.length > 0) {
        return field.items.flatMap((item) => settingsIn(item, keys, origin));
    }
    const isElsewhere = !origin.inFile && field.isMapping && !field.child("valueFrom").isAbsent;
    if (!field.isMapping || isElsewhere) {
        return [leaf(field, keys, origin, isElsewhere)];
    }
    return origin.inFile ? element(field, keys, origin) : entriesOf(field, keys, origin);
}

function entriesOf(field: Field, keys: readonly string[], origin: Origin): readonly Setting[] {
    const inside = field.entries.filter(([key]) => !isMarkup(key));
    return inside.length === 0 && keys.length > 0
        ? [leaf(field, keys, origin)]
        : inside.flatMap(([key, value]) => settingsIn(value, [...keys, ...stepsOf(key, origin)], origin));
}

/** An XML element, or the same in ClickHouse's YAML: attributes begin with `@`, the text beside them is `#text`. */
function element(field: Field, keys: readonly string[], origin: Origin): readonly Setting[] {
    const isRemoved = !field.child("@remove").isAbsent;
    const isReference = ["@from_env", "@from_zk", "@incl"].some((attribute) => !field.child(attribute).isAbsent);
    const hasElements = field.entries.some(([key]) => !isMarkup(key));
    if (hasElements && !isRemoved) {
        return entriesOf(field, keys, origin);
    }
    const text = field.child("#text");
    const value = new Field(field.path, text.value ?? "");
    return [{ ...leaf(value, keys, origin, isReference), ...(isRemoved ? { removed: true } : {}) }];
}

function leaf(field: Field, keys: readonly string[], origin: Origin, isReference = false): Setting {
    return {
        keys,
        field,
        at: origin.at ?? field,
        inFile: origin.inFile,
        isReference,
        removed: oneOf(field, ["_removed_", "_remove_"]),
        ...(origin.within === undefined ? {} : { within: origin.within }),
    };
}

function isMarkup(key: string): boolean {
    return key.startsWith("@") || key === "#text";
}

/** The operator squeezes repeated slashes and cuts outer ones; in files a key is one step. */
function stepsOf(key: string, { inFile }: Origin): readonly string[] {
    return inFile ? [key] : key.split("/").filter((step) => step !== "");
}
