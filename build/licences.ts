import satisfies from "spdx-satisfies";
import { nameOf, type Component, type LicenseChoice } from "./billOfMaterials";

/** What may be passed on inside the package: each asks for no more than its text in the notices. */
export const allowed = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "ISC", "MIT", "MIT-0"];

/** What somebody read where a package does not say it in a form that a program reads. */
export interface Answer {
    /** In SPDX's form. */
    licence: string;
    /** Of this version; the next one is read again. */
    version: string;
    /** How one knows. */
    why: string;
    /** The package whose text is printed, where this one carries none: of the same author, under the same licence. */
    textOf?: string;
}

export const answers: Readonly<Record<string, Answer>> = {
    "@logdna/tail-file": {
        licence: "MIT",
        version: "2.2.0",
        why: "its manifest points to its file LICENSE, which is the MIT licence",
    },
    "@nodable/entities": {
        licence: "MIT",
        version: "3.1.0",
        why: "its manifest says MIT; it carries no text, and its author's other packages carry this one",
        textOf: "fast-xml-parser",
    },
};

/** A text that a package carries, under the name of its file. */
export interface Text {
    file: string;
    text: string;
}

/** The licence of a component as an SPDX expression; undefined where nobody knows. */
export function licenceOf(component: Component, read = answers): string | undefined {
    const answer = read[nameOf(component)];
    if (answer !== undefined && answer.version === component.version) {
        return answer.licence;
    }
    const said = (component.licenses ?? []).map(expressionOf);
    return said.length === 0 || said.includes(undefined) ? undefined : said.join(" AND ");
}

/** The licence texts to print for a component. */
export function textsOf(component: Component, all: readonly Component[], read = answers): readonly Text[] {
    const own = texts(component);
    const other = read[nameOf(component)]?.textOf;
    return own.length > 0 || other === undefined
        ? own
        : all.filter((each) => nameOf(each) === other).flatMap((each) => texts(each));
}

/** Why these components may not be published as they are, a line each. */
export function licenceProblems(components: readonly Component[], read = answers): string[] {
    const problems = components.flatMap((component) => {
        const title = `${nameOf(component)} ${component.version ?? ""}`;
        const licence = licenceOf(component, read);
        if (licence === undefined) {
            const said = component.licenses?.map((each) => JSON.stringify(each)).join(", ") ?? "nothing";
            return [
                `${title} says ${said} of its licence: read its files, and write what it is into \`answers\` (build/licences.ts)`,
            ];
        }
        if (!isAllowed(licence)) {
            return [
                `${title} is under ${licence}, which is not in \`allowed\` (build/licences.ts): keep it out of the bundle, ` +
                    "or add the licence if it asks for no more than its text in the notices",
            ];
        }
        return textsOf(component, components, read).length === 0
            ? [
                  `${title} (${licence}) carries no licence text, and the notices need one: name in \`answers\` (build/licences.ts) ` +
                      "a bundled package of the same author that does",
              ]
            : [];
    });
    const stale = Object.entries(read)
        .filter(([name, { version }]) => !components.some((each) => nameOf(each) === name && each.version === version))
        .map(
            ([name, { version }]) =>
                `\`answers\` (build/licences.ts) has ${name} ${version}, which is not bundled: take it out, or read the version that is`,
        );
    return [...problems, ...stale];
}

function isAllowed(licence: string): boolean {
    try {
        return satisfies(licence, allowed);
    } catch {
        // Not an expression of SPDX.
        return false;
    }
}

function expressionOf({ license, expression }: LicenseChoice): string | undefined {
    return expression ?? license?.id;
}

function texts({ evidence }: Component): Text[] {
    return (evidence?.licenses ?? []).flatMap(({ license }) =>
        license?.text === undefined
            ? []
            : [
                  {
                      file: (license.name ?? "").replace(/^file: /, ""),
                      text: Buffer.from(
                          license.text.content,
                          license.text.encoding === "base64" ? "base64" : "utf8",
                      ).toString("utf8"),
                  },
              ],
    );
}
