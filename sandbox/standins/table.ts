import type { Problem } from "./check";
import { limitProblems, type Limits } from "./limits";
import { pairingProblems, type Pairing } from "./pairings";
import type { ResourceSpec } from "./schema";
import type { Made, Naming, ResourceModel, Scope } from "./standin";
import { fill, fillAll } from "./templates";
import type { Properties } from "./values";

/** One resource type of a cloud, as data. Templates take inputs, defaults and what the cloud adds (`account`, `uuid`). */
export interface Row {
    id: string;
    outputs?: Readonly<Record<string, string>>;
    defaults?: Properties;
    replacedBy?: readonly string[] | "any";
    updatedBy?: readonly string[];
    /** The property that the id stands for, when something existing is looked up. */
    idIs?: string;
    naming?: Partial<Naming>;
    limits?: Limits;
    /** What of the inputs goes with what. */
    pairings?: readonly Pairing[];
}

/** What a cloud adds to every row. */
export interface Cloud {
    /** Values for the templates. `identity` is random, or the id of something that exists. */
    values(inputs: Properties, scope: Scope, identity: string): Properties;
    newIdentity(): string;
    /** Outputs that every resource of the cloud has, and that follow its inputs. */
    common(spec: ResourceSpec, inputs: Properties, scope: Scope): Properties;
    alwaysReplacedBy: readonly string[];
    problems(type: string, inputs: Properties): Problem[];
}

export function modelOf(type: string, row: Row, spec: ResourceSpec, cloud: Cloud): ResourceModel {
    const naming = namingOf(row, spec);
    const valuesOf = (inputs: Properties, scope: Scope, identity: string): Properties => ({
        ...cloud.values(inputs, scope, identity),
        ...row.defaults,
        ...inputs,
    });
    const outputsOf = (values: Properties): Properties => {
        const filled = Object.entries(row.outputs ?? {}).map(
            ([name, template]) => [name, fill(template, values)] as const,
        );
        return Object.fromEntries(
            filled.flatMap(([name, value]) =>
                value === undefined || !(name in spec.properties) ? [] : [[name, value]],
            ),
        );
    };
    return {
        replacedBy: row.replacedBy === "any" ? "any" : [...(row.replacedBy ?? []), ...cloud.alwaysReplacedBy],
        ...(row.updatedBy === undefined ? {} : { updatedBy: row.updatedBy }),
        ...(naming === undefined ? {} : { naming }),
        defaults: row.defaults ?? {},
        problems: (inputs) => [
            ...limitProblems(row.limits, type, inputs),
            ...pairingProblems(row.pairings, type, inputs),
            ...cloud.problems(type, inputs),
        ],
        create: (inputs, scope): Made => {
            const given = withPrefixedName(naming, inputs, scope);
            const values = valuesOf(given, scope, cloud.newIdentity());
            const id = fillAll(row.id, values);
            const outputs = { ...given, ...cloud.common(spec, inputs, scope), ...outputsOf({ ...values, id }) };
            return { id, outputs: Object.fromEntries(Object.entries(outputs).filter(([name]) => !(name in inputs))) };
        },
        update: (inputs, id, scope) => cloud.common(spec, inputs, scope),
        lookup: (id, state, scope) => {
            const known = row.idIs === undefined ? state : { ...state, [row.idIs]: id };
            const outputs = outputsOf({ ...valuesOf(known, scope, id), id });
            return { ...cloud.common(spec, known, scope), ...outputs, ...known };
        },
    };
}

/** The bridged providers name a resource by its optional `name`. */
function namingOf(row: Row, spec: ResourceSpec): Naming | undefined {
    const property = row.naming?.property ?? "name";
    if (!(property in spec.inputProperties) || spec.requiredInputs.includes(property)) {
        return undefined;
    }
    return { property, unless: [`${property}Prefix`], ...row.naming };
}

function withPrefixedName(naming: Naming | undefined, inputs: Properties, scope: Scope): Properties {
    const prefix = naming === undefined ? undefined : inputs[`${naming.property}Prefix`];
    if (naming === undefined || typeof prefix !== "string" || inputs[naming.property] !== undefined) {
        return inputs;
    }
    const stamp = scope.now.toISOString().replace(/\D/g, "").padEnd(18, "0");
    return { ...inputs, [naming.property]: `${prefix}${stamp}00000001` };
}
