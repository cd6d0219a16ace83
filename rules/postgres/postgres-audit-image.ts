import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, type Ternary } from "../ternary";
import { literalsOf } from "../text";
import type { Field } from "../field";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-audit-image",
    title: "The image holds pgaudit where it is configured",
    controls: ["MAA-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "Any pgaudit setting makes CloudNativePG load the library at start. The minimal images do not hold it: the server does not start, or somebody takes the audit log out to make it start.",
    fix: "Take the standard image in place of the minimal one.",
    references: [page("logging", "logging, PGAudit"), page("container_images", "container images")],
    check: ({ read }) => {
        const parameters = read("spec.postgresql.parameters");
        const image = read("spec.imageName");
        const configured: Ternary = parameters.isUnknown
            ? "unknown"
            : parameters.entries.some(([name, value]) => name.startsWith("pgaudit.") && !value.isAbsent);
        return failWhen(all(configured, isMinimal(image)), image, {
            wanted: "write the standard image; the minimal one has no pgaudit, which a pgaudit parameter makes the server load",
        });
    },
};

/** By the tag: what stands behind the last colon of the last part, without the digest. */
function isMinimal(image: Field): Ternary {
    const { text } = image;
    if (text === undefined) {
        return image.isUnknown && "unknown";
    }
    // What a variable stands for is cut out as one character that no image has.
    const [name = ""] = literalsOf(text).join("\0").split("@");
    const last = name.split("/").at(-1) ?? "";
    const colon = last.indexOf(":");
    if (colon >= 0 && last.includes("minimal", colon)) {
        return true;
    }
    return last.includes("\0") && "unknown";
}
