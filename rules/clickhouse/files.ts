import { Field } from "../field";
import { readXml, readYaml } from "../formats";
import { hasVariable } from "../text";

/** What lies in a file under configuration.files. */
export interface ConfigurationFile {
    readonly file: Field;
    /** Absent when it is no configuration (a certificate, a dictionary); the path of what is inside goes on below the file's. */
    readonly content: Field;
    /** Not all of it is in sight: it comes from a Secret, from a variable, or cannot be read. */
    readonly isHidden: boolean;
    /** It is a clickhouse-backup configuration, not one of ClickHouse. */
    readonly isBackup: boolean;
}

export function readConfigurationFile(name: string, file: Field): ConfigurationFile {
    const { text } = file;
    const isNamed = /\.(xml|ya?ml|conf)$/i.test(name);
    if (text === undefined) {
        return { file, content: new Field(file.path, undefined), isHidden: file.isUnknown || isNamed, isBackup: false };
    }
    const parsed = parse(name, text);
    const inside = isMapping(parsed) ? parsed : undefined;
    const isUnreadable = inside === undefined && isNamed && text.trim() !== "";
    return {
        file,
        content: new Field(file.path, inside),
        isHidden: isUnreadable || (inside !== undefined && hasLooseVariable(inside)),
        isBackup: inside !== undefined && isBackupConfiguration(inside),
    };
}

function parse(name: string, text: string): unknown {
    if (/\.ya?ml$/i.test(name)) {
        return withoutRoot(readYaml(text));
    }
    if (!text.trimStart().startsWith("<") && !/\.(xml|conf)$/i.test(name)) {
        return undefined;
    }
    const document = readXml(text);
    const roots = isMapping(document) ? Object.entries(document).filter(([key]) => key !== "#text") : [];
    const loose = isMapping(document) && typeof document["#text"] === "string" ? { "#text": document["#text"] } : {};
    return roots.length === 0 ? undefined : Object.assign({}, loose, ...roots.map(([, root]) => root));
}

/** ClickHouse's YAML has no root element; some write the one of the XML all the same. */
function withoutRoot(content: unknown): unknown {
    if (!isMapping(content)) {
        return content;
    }
    const keys = Object.keys(content);
    const [only = ""] = keys;
    return keys.length === 1 && ["clickhouse", "yandex"].includes(only) && !isBackupConfiguration(content)
        ? content[only]
        : content;
}

const backupSections = ["general", "api", "gcs", "azblob", "cos", "ftp", "sftp"];

/** By sections that ClickHouse's own configuration does not have (clickhouse-backup, pkg/config/config.go). */
function isBackupConfiguration(content: Readonly<Record<string, unknown>>): boolean {
    const s3 = content["s3"];
    return (
        backupSections.some((section) => isMapping(content[section])) ||
        (isMapping(s3) && ["bucket", "sse", "disable_ssl"].some((key) => Object.hasOwn(s3, key)))
    );
}

/** A variable beside elements, where it can stand for elements. */
function hasLooseVariable(node: unknown): boolean {
    if (Array.isArray(node)) {
        return node.some(hasLooseVariable);
    }
    if (!isMapping(node)) {
        return false;
    }
    const text = node["#text"];
    const hasElements = Object.keys(node).some((key) => key !== "#text" && !key.startsWith("@"));
    return (typeof text === "string" && hasElements && hasVariable(text)) || Object.values(node).some(hasLooseVariable);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
