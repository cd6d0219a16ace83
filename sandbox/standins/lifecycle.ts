import { checkAgainstSdk, unknownType, type Problem } from "./check";
import { changes, rootOf, type Change } from "./diff";
import type { Inventory } from "./inventory";
import { wasMadeUp, withName } from "./naming";
import { expectedOutputs, foreseen, settled, staysComputed, withSecrets } from "./outputs";
import type { ResourceSpec } from "./schema";
import type { Made, ResourceModel, Scope, Standin } from "./standin";
import {
    hasUnknown,
    isProperties,
    isUnknown,
    mapProperties,
    revealed,
    revealedProperties,
    secret,
    someValue,
    isSecret,
    unknown,
    type Properties,
} from "./values";

/** What the engine asks of a provider, over property maps as they are on the wire. */
export interface Checked {
    inputs: Properties;
    problems: Problem[];
}

export function check(
    standin: Standin,
    type: string,
    resource: { name: string; seed: Uint8Array },
    news: Properties,
    olds: Properties,
): Checked {
    const spec = standin.schema.resources[type];
    if (spec === undefined) {
        return { inputs: news, problems: checkAgainstSdk(standin.schema, type, {}) };
    }
    const model = standin.model(type);
    const given = policiesAsText(spec, withoutNulls(news));
    const inputs = withName(model.naming, given, olds, resource.name, resource.seed);
    const plain = revealedProperties(inputs);
    const problems = checkAgainstSdk(standin.schema, type, plain);
    return { inputs, problems: problems.length > 0 ? problems : (model.problems?.(plain) ?? []) };
}

export interface Difference {
    changes: Map<string, Change>;
    replaces: string[];
    deleteBeforeReplace: boolean;
}

export function diff(
    standin: Standin,
    type: string,
    old: { id: string; inputs: Properties; outputs: Properties },
    news: Properties,
    scope: Scope,
): Difference {
    const { model } = find(standin, type);
    const found = changes(old.inputs, news);
    const plain = revealedProperties(news);
    const followed = model.update?.(plain, old.id, scope) ?? {};
    for (const name of followersOf(old.outputs, followed)) {
        // Not by the inputs: by the provider's own settings (default tags, region, project).
        if (!found.has(name) && news[name] === undefined) {
            found.set(name, "update");
        }
    }
    const replaces = [...found.keys()].filter((path) => forcesReplacement(model, path));
    for (const output of model.due?.(revealedProperties(old.outputs), plain, scope.now) ?? []) {
        found.set(output, "update");
        replaces.push(output);
    }
    const property = model.naming?.property;
    const holdsItsName =
        property !== undefined && !wasMadeUp(news, property) && ![...found.keys()].map(rootOf).includes(property);
    return { changes: found, replaces, deleteBeforeReplace: replaces.length > 0 && holdsItsName };
}

function followersOf(outputs: Properties, followed: Properties): string[] {
    const before = Object.fromEntries(Object.keys(followed).map((name) => [name, outputs[name] ?? null]));
    return [...new Set([...changes(before, followed).keys()].map(rootOf))];
}

function forcesReplacement(model: ResourceModel, path: string): boolean {
    const isUnder = (place: string): boolean =>
        path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
    return model.replacedBy === "any" ? !(model.updatedBy ?? []).some(isUnder) : model.replacedBy.some(isUnder);
}

/** As the cloud does when it is asked to make something, or to change it: Check knows nothing of other resources. */
export function refuse(standin: Standin, type: string, inputs: Properties, scope: Scope, inventory: Inventory): void {
    const problems = standin.refusals?.(type, revealedProperties(inputs), scope, inventory) ?? [];
    if (problems.length > 0) {
        throw new Error(problems.map(({ property, reason }) => `${type}: ${property} ${reason}`).join("; "));
    }
}

export async function create(standin: Standin, type: string, inputs: Properties, scope: Scope): Promise<Made> {
    const { spec, model } = find(standin, type);
    const { id, outputs } = await model.create(revealedProperties(inputs), scope);
    return { id, outputs: settled(spec, model, inputs, outputs) };
}

export function previewCreate(standin: Standin, type: string, inputs: Properties): Properties {
    const { spec, model } = find(standin, type);
    return foreseen(spec, model, inputs);
}

export function update(
    standin: Standin,
    type: string,
    id: string,
    old: Properties,
    inputs: Properties,
    scope: Scope,
    preview = false,
): Properties {
    const { spec, model } = find(standin, type);
    const plain = revealedProperties(inputs);
    const kept = Object.entries(old).filter(([name]) => staysComputed(spec, model, inputs, name));
    const followed = model.update?.(plain, id, scope) ?? {};
    const next = { ...Object.fromEntries(kept), ...followed };
    return settled(
        spec,
        model,
        inputs,
        preview ? mapProperties(next, (value) => (hasUnknown(value) ? unknown : value)) : next,
    );
}

/** Nothing changes behind the stand-in's back: what was kept is what is there. */
export function read(
    standin: Standin,
    type: string,
    id: string,
    kept: { inputs: Properties; outputs: Properties },
    scope: Scope,
): { inputs: Properties; outputs: Properties } {
    const { spec, model } = find(standin, type);
    const isOurs = expectedOutputs(spec, model).every((name) => kept.outputs[name] !== undefined);
    if (isOurs) {
        return { inputs: kept.inputs, outputs: withSecrets(spec, kept.inputs, kept.outputs) };
    }
    if (model.lookup === undefined) {
        throw new Error(
            `the ${standin.schema.name} stand-in cannot look up ${type} by its id; create it in the program`,
        );
    }
    const found = model.lookup(id, revealedProperties(kept.outputs), scope);
    const outputs = settled(spec, model, kept.outputs, found);
    const inputs = Object.entries(outputs).filter(([name]) => spec.inputProperties[name] !== undefined);
    return { inputs: Object.keys(kept.inputs).length > 0 ? kept.inputs : Object.fromEntries(inputs), outputs };
}

function find(standin: Standin, type: string): { spec: ResourceSpec; model: ResourceModel } {
    const spec = standin.schema.resources[type];
    if (spec === undefined) {
        throw new Error(unknownType(standin.schema, type));
    }
    return { spec, model: standin.model(type) };
}

function withoutNulls(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** A policy may be given as an object where the cloud wants text; the bridged provider writes it as JSON. */
function policiesAsText(spec: ResourceSpec, inputs: Properties): Properties {
    return mapProperties(inputs, (value, name) => {
        const takesText = spec.inputProperties[name]?.oneOf?.some((choice) => choice.type === "string") === true;
        const plain = revealed(value);
        if (!takesText || !isProperties(plain)) {
            return value;
        }
        const written = hasUnknown(plain) ? unknown : JSON.stringify(plain);
        return someValue(value, isSecret) && !isUnknown(written) ? secret(written) : written;
    });
}
