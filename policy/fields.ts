import { Reader } from "protobufjs/minimal";

/** Reads a message's fields by their numbers in the .proto file; those that are not asked for are passed over. */
export function readFields(bytes: Uint8Array, fields: Readonly<Record<number, (reader: Reader) => unknown>>): void {
    const reader = Reader.create(bytes);
    while (reader.pos < reader.len) {
        const tag = reader.uint32();
        const read = fields[tag >>> 3];
        if (read === undefined) {
            reader.skipType(tag & 7);
        } else {
            read(reader);
        }
    }
}
