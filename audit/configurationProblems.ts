import Ajv, { type ValidateFunction } from "ajv";
import { formatPath } from "../rules/path";
import type { Severity } from "../rules/rule";
import { isMapping, schemaProblems, type SchemaProblem } from "./schemaProblems";
import schema from "./configuration.schema.json";

/** The file as it is written: what configuration.schema.json lets through. */
export interface Written {
    readonly rules?: Readonly<
        Record<string, { readonly off?: { readonly reason: string }; readonly severity?: Severity }>
    >;
    readonly failOn?: Severity | "never";
    readonly waivers?: string;
    readonly baseline?: string;
    readonly scope?: "databases" | "everything";
    readonly selectors?: readonly { readonly labels: Readonly<Record<string, string>> }[];
    readonly complete?: boolean;
    readonly exclude?: readonly string[];
}

export type ConfigurationProblem = SchemaProblem;

let validator: ValidateFunction<Written> | undefined;

export function isWritten(value: unknown): value is Written {
    // `verbose` brings each error's value and schema, from which the messages are made.
    validator ??= new Ajv({ allErrors: true, verbose: true, strict: true }).compile<Written>(schema);
    return validator(value);
}

export function configurationProblems(value: unknown, knownRules: readonly string[]): readonly ConfigurationProblem[] {
    const ofForm = isWritten(value) ? [] : schemaProblems(validator?.errors ?? [], "the file");
    return [...ofForm, ...unknownRules(value, knownRules)];
}

function unknownRules(value: unknown, knownRules: readonly string[]): readonly ConfigurationProblem[] {
    const settings = isMapping(value) ? value["rules"] : undefined;
    return Object.keys(isMapping(settings) ? settings : {})
        .filter((id) => !knownRules.includes(id))
        .map((id) => {
            const path = ["rules", id];
            return {
                path,
                message: `${formatPath(path)}: there is no rule of this id; write it as a finding shows it`,
            };
        });
}
