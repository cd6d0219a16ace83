import { createHash } from "node:crypto";
import type { Reading } from "../audit/read/source";
import type { Provenance } from "./report";

export type Digests = Pick<Provenance, "waiverFile" | "evidenceFile">;

/** Each file with its digest, and one digest over all, so that a folder can be compared in a line. */
export function provenanceOf({ files = [] }: Reading, digests: Digests = {}): Provenance {
    const inputs = files.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const lines = inputs.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
    return {
        inputs,
        ...(inputs.length === 0 ? {} : { digest: createHash("sha256").update(lines.join("")).digest("hex") }),
        ...digests,
    };
}
