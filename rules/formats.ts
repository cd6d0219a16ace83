import { XMLParser } from "fast-xml-parser";
import { parse as parseIni } from "ini";
import { isProblem, parseYaml } from "./safeYaml";

/** Reads configuration that lies inside a field. Undefined when it cannot be read as that; values keep their variables. */

/** Elements become keys, repeated ones lists, attributes `@name`. Values stay text. Entities of its own are not followed. */
export function readXml(text: string): unknown {
    const parser = new XMLParser({
        ignoreAttributes: false,
        attributeNamePrefix: "@",
        parseTagValue: false,
        parseAttributeValue: false,
        trimValues: true,
        processEntities: false,
        ignorePiTags: true,
    });
    try {
        return parser.parse(text);
    } catch {
        return undefined;
    }
}

/** `[section]` lines become mappings, `key = value` lines entries, a bare `key` is true. Never fails. */
export function readIni(text: string): Readonly<Record<string, unknown>> {
    return parseIni(text);
}

/** The first document. */
export function readYaml(text: string): unknown {
    const result = parseYaml(text);
    return isProblem(result) ? undefined : result.documents[0];
}
