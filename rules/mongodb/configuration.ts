import { oncePerSubject, type Estate } from "../estate";
import { Field } from "../field";
import { once } from "../once";
import { undecided, type Outcome } from "../outcome";
import { configurationText, isUnreadable, type ConfigurationText, type Unreadable } from "../percona.configuration";
import { isProblem, parseYaml } from "../safeYaml";
import type { Subject } from "../subject";
import type { Ternary } from "../ternary";
import { hasVariable, isVariable } from "../text";
import { unknownValue } from "../value";
import { eachPart, type Part } from "./parts";

/** The options of a mongod or mongos, by their dotted names. */
export interface MongoConfiguration {
    readonly source: ConfigurationText;
    readonly option: (name: string) => Field;
    /** Whether something is set below that name. */
    readonly hasSection: (name: string) => Ternary;
}

/** Judges the configuration of every part with one of these roles; undecided where it cannot be read. */
export function eachConfiguration(
    subject: Subject,
    estate: Estate,
    roles: readonly Part["role"][],
    judge: (configuration: MongoConfiguration) => readonly Outcome[],
): readonly Outcome[] {
    return eachPart(subject, roles, (part) => {
        const read = configurationOf(subject, estate, part);
        return isUnreadable(read) ? [undecided(read.at, read.problem)] : judge(read);
    });
}

const ofParts = oncePerSubject((subject, estate) =>
    once(({ field, configName }: Part): MongoConfiguration | Unreadable => {
        const source = configurationText(subject, estate, field.child("configuration"), configName);
        return isUnreadable(source) ? source : readMongoConfiguration(source);
    }),
);

export function configurationOf(subject: Subject, estate: Estate, part: Part): MongoConfiguration | Unreadable {
    return ofParts(subject, estate)(part);
}

export function readMongoConfiguration(source: ConfigurationText): MongoConfiguration | Unreadable {
    const { at, where, text } = source;
    if (isVariable(text)) {
        return { at, problem: `${where} is a variable` };
    }
    // Most parts write none. A template's braces would be YAML's own.
    const parsed = text === "" ? { documents: [] } : parseYaml(text.replace(/\{\{[\s\S]*?\}\}/g, "${template}"));
    if (isProblem(parsed)) {
        const line = parsed.line === undefined ? "" : ` (line ${parsed.line})`;
        return { at, problem: `${where} cannot be read as YAML${line}: ${parsed.reason}` };
    }
    const root = parsed.documents[0] ?? {};
    if (!isMapping(root)) {
        return { at, problem: `${where} is no mapping of options` };
    }
    const options = flattened(root, []);
    const holdsVariableKey = options.some(({ name }) => hasVariable(name));

    /** Whether more may stand below that name than can be seen. */
    const mayHold = (name: string): boolean =>
        holdsVariableKey ||
        options.some(
            (option) =>
                name.startsWith(`${option.name}.`) &&
                (option.value === unknownValue || (typeof option.value === "string" && hasVariable(option.value))),
        );
    return {
        source,
        option: (name) => {
            const found = options.findLast((option) => option.name === name);
            const value = found === undefined && mayHold(name) ? unknownValue : found?.value;
            return new Field([...at.path, name], value, source.secret);
        },
        hasSection: (name) => {
            const isThere = options.some((option) => option.name === name || option.name.startsWith(`${name}.`));
            return isThere || (mayHold(name) ? "unknown" : false);
        },
    };
}

interface Option {
    readonly name: string;
    readonly value: unknown;
}

/**
 * mongod joins keys with dots, whether they are nested or written with dots, and reads a key `value` as its parent
 * (addYAMLNodesToEnvironment in MongoDB's options_parser.cpp). Null is absent.
 */
function flattened(node: unknown, keys: readonly string[]): readonly Option[] {
    if (isMapping(node)) {
        return Object.entries(node).flatMap(([key, inner]) =>
            flattened(inner, key === "value" && keys.length > 0 ? keys : [...keys, key]),
        );
    }
    return node === null ? [] : [{ name: keys.join("."), value: node }];
}

function isMapping(node: unknown): node is Readonly<Record<string, unknown>> {
    return typeof node === "object" && node !== null && !Array.isArray(node) && node !== unknownValue;
}
