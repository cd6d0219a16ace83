import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { largestFile } from "./limits";

export type Text = { readonly text: string } | { readonly problem: string };

/** A text with the SHA-256 of the bytes that it was read from, as they lie there. */
export type DigestedText = { readonly text: string; readonly sha256: string } | { readonly problem: string };

/** The text of a file, or why there is none: too large, binary, no UTF-8. */
export function readText(file: string): DigestedText {
    const handle = openSync(file, "r");
    try {
        const { size } = fstatSync(handle);
        return size > largestFile ? tooLarge(size) : textOf(readFileSync(handle));
    } finally {
        closeSync(handle);
    }
}

export function textOf(bytes: Buffer): DigestedText {
    const text = decoded(bytes);
    return "problem" in text ? text : { ...text, sha256: createHash("sha256").update(bytes).digest("hex") };
}

function decoded(bytes: Buffer): Text {
    if (bytes.length > largestFile) {
        return tooLarge(bytes.length);
    }
    // Pulumi's file backend can compress its states.
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
        try {
            return decoded(gunzipSync(bytes, { maxOutputLength: largestFile }));
        } catch (problem) {
            return {
                problem: `compressed, and cannot be unpacked: ${problem instanceof Error ? problem.message : ""}`,
            };
        }
    }
    const encoding = wideEncodingOf(bytes);
    if (encoding === undefined && bytes.includes(0)) {
        return { problem: "holds NUL bytes: a binary file, or one that was cut by a crash" };
    }
    try {
        return { text: new TextDecoder(encoding ?? "utf-8", { fatal: true }).decode(bytes) };
    } catch {
        return { problem: "is not UTF-8 text" };
    }
}

function tooLarge(size: number): { readonly problem: string } {
    return { problem: `has ${Math.round(size / 2 ** 20)} MiB; more than ${largestFile / 2 ** 20} MiB are not read` };
}

/** YAML may be UTF-16 with a byte order mark (YAML 1.2.2, 5.2), as some editors on Windows write it. */
function wideEncodingOf(bytes: Buffer): string | undefined {
    if (bytes[0] === 0xff && bytes[1] === 0xfe) {
        return "utf-16le";
    }
    return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}
