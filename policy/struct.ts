import { Reader } from "protobufjs/minimal";
import { outputSignature, secretSignature, signature, unknownMarkers } from "../audit/read/pulumiMarks";
import { SecretValue, unknownValue } from "../rules/value";

/**
 * A google.protobuf.Struct as plain values, with Pulumi's marks made into ours. The classes that @pulumi/pulumi comes with take
 * about twice the processor time for it (bench/pack), and an engine sends every resource three times.
 */
export function readStruct(bytes: Uint8Array): Readonly<Record<string, unknown>> {
    const value = structAt(Reader.create(bytes), bytes.length);
    return isMapping(value) ? value : {};
}

function structAt(reader: Reader, end: number): unknown {
    const entries: (readonly [string, unknown])[] = [];
    while (reader.pos < end) {
        const tag = reader.uint32();
        if (tag >>> 3 === 1) {
            entries.push(entryAt(reader, reader.uint32() + reader.pos));
        } else {
            reader.skipType(tag & 7);
        }
    }
    // A Struct comes in any order, another one each time; states are sorted. Not by assignment: a key may be __proto__.
    entries.sort(([one], [other]) => (one < other ? -1 : 1));
    const mapping: Readonly<Record<string, unknown>> = Object.fromEntries(entries);
    return Object.hasOwn(mapping, signature) ? marked(mapping) : mapping;
}

function entryAt(reader: Reader, end: number): readonly [string, unknown] {
    let key = "";
    let value: unknown = null;
    while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
            case 1:
                key = reader.string();
                break;
            case 2:
                value = valueAt(reader, reader.uint32() + reader.pos);
                break;
            default:
                reader.skipType(tag & 7);
        }
    }
    return [key, value];
}

/** Its fields are a oneof: null, number, text, truth, struct, list. */
function valueAt(reader: Reader, end: number): unknown {
    let value: unknown = null;
    while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
            case 2:
                value = reader.double();
                break;
            case 3:
                value = knownText(reader.string());
                break;
            case 4:
                value = reader.bool();
                break;
            case 5:
                value = structAt(reader, reader.uint32() + reader.pos);
                break;
            case 6:
                value = listAt(reader, reader.uint32() + reader.pos);
                break;
            default:
                reader.skipType(tag & 7);
        }
    }
    return value;
}

function listAt(reader: Reader, end: number): readonly unknown[] {
    const values: unknown[] = [];
    while (reader.pos < end) {
        const tag = reader.uint32();
        if (tag >>> 3 === 1) {
            values.push(valueAt(reader, reader.uint32() + reader.pos));
        } else {
            reader.skipType(tag & 7);
        }
    }
    return values;
}

function knownText(text: string): unknown {
    return text.length === 36 && unknownMarkers.has(text) ? unknownValue : text;
}

/** What `pulumi policy analyze --file` puts in the place of a secret that it cannot decrypt. */
const blinded = "[secret]";

/** Assets and references to resources stay as they are: no rule reads them. */
function marked(mapping: Readonly<Record<string, unknown>>): unknown {
    switch (mapping[signature]) {
        case secretSignature:
            return new SecretValue(mapping["value"] === blinded ? unknownValue : mapping["value"]);
        case outputSignature: {
            const value = Object.hasOwn(mapping, "value") ? mapping["value"] : unknownValue;
            return mapping["secret"] === true ? new SecretValue(value) : value;
        }
        default:
            return mapping;
    }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
