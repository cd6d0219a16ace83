import { isUtf8 } from "node:buffer";
import type { Field } from "./field";
import type { Subject } from "./subject";

/** One value of a Secret, decoded. */
export interface SecretEntry {
    readonly key: string;
    /** Where it stands: below `data` or `stringData`. */
    readonly field: Field;
    /** Undefined when it is not known, or is no text. */
    readonly text: string | undefined;
}

/** The values of a Secret; what stands in `data` is decoded from base64. Nothing may show them. */
export function secretEntries(secret: Subject): readonly SecretEntry[] {
    const plain = secret.read("stringData").entries.map(([key, field]) => ({ key, field, text: field.text }));
    const encoded = secret.read("data").entries.map(([key, field]) => ({ key, field, text: decoded(field.text) }));
    return [...encoded, ...plain];
}

function decoded(text: string | undefined): string | undefined {
    if (text === undefined || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)) {
        // A variable, or base64 that Kubernetes would refuse: compared as it stands.
        return text;
    }
    const bytes = Buffer.from(text, "base64");
    return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}
