import type { Field } from "./field";
import { failWhen, type Outcome } from "./outcome";
import { not, type Ternary } from "./ternary";
import { literalsOf } from "./text";

/** Whether the image is named by its digest. A digest stands at the end, so a literal end decides. */
export function isPinned(image: Field): Ternary {
    const { text } = image;
    if (image.isUnknown) {
        return "unknown";
    }
    if (text === undefined) {
        return false;
    }
    const literals = literalsOf(text);
    if (literals.some((literal) => literal.includes("@sha256:"))) {
        return true;
    }
    const tail = literals.at(-1) ?? "";
    return literals.length > 1 && /^[0-9a-f]*$/.test(tail) ? "unknown" : false;
}

/** Fails for an image without a digest. Absent ones are the caller's to judge. */
export function unpinned(image: Field): readonly Outcome[] {
    return image.isAbsent
        ? []
        : failWhen(not(isPinned(image)), image, {
              wanted: "add the digest, name:tag@sha256:…, so that nobody can put another image under the tag",
          });
}
