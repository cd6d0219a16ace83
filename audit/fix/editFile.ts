import type { Edit } from "../../rules/outcome";
import { divide } from "../read/documents";
import type { Place } from "../read/origin";
import { editText } from "./editText";

/** An edit of one subject, and where that subject stands. */
export interface PlacedEdit {
    readonly place: Place;
    readonly edit: Edit;
}

export interface EditedFile {
    readonly text: string;
    /** Edits that could not be made, and why. */
    readonly refused: readonly { readonly edit: Edit; readonly reason: string }[];
}

/** Makes edits in the text of a file, document by document. */
export function editFile(text: string, edits: readonly PlacedEdit[]): EditedFile {
    const refused: { edit: Edit; reason: string }[] = [];
    const parts = divide(text);
    // From the last document to the first, so that the offsets of those before it stay true.
    const result = parts.reduceRight((whole, part, index) => {
        const ours = edits.filter(({ place }) => place.document === index);
        const changedPart = ours.reduce((current, { place, edit }) => {
            const edited = editText(current, { ...edit, path: [...place.prefix, ...edit.path] });
            if ("refused" in edited) {
                refused.push({ edit, reason: edited.refused });
                return current;
            }
            return edited.text;
        }, part.text);
        return whole.slice(0, part.offset) + changedPart + whole.slice(part.offset + part.text.length);
    }, text);
    return { text: result, refused };
}
