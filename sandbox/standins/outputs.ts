import type { ResourceSpec, TypeSpec } from "./schema";
import type { ResourceModel } from "./standin";
import {
    isSecret,
    mapProperties,
    revealed,
    secret,
    secretTexts,
    someValue,
    unknown,
    type Properties,
    type Value,
} from "./values";

/** The outputs of a resource that is there: inputs, what was computed, the model's defaults, and else emptiness. */
export function settled(
    spec: ResourceSpec,
    model: ResourceModel,
    inputs: Properties,
    computed: Properties,
): Properties {
    const zeroes: Properties = Object.fromEntries(
        expectedOutputs(spec, model).flatMap((name): [string, Value][] => {
            const zero = zeroOf(spec.properties[name]);
            return zero === undefined ? [] : [[name, zero]];
        }),
    );
    const outputs = {
        ...zeroes,
        ...model.defaults,
        ...outputsGiven(spec, model, inputs),
        ...computed,
    };
    return withSecrets(spec, inputs, outputs);
}

/** What is not given and may be computed is unknown until the resource is there. */
export function foreseen(spec: ResourceSpec, model: ResourceModel, inputs: Properties): Properties {
    const expected: Properties = Object.fromEntries(
        expectedOutputs(spec, model).map((name): [string, Value] => [name, model.defaults?.[name] ?? unknown]),
    );
    return withSecrets(spec, inputs, { ...expected, ...model.defaults, ...outputsGiven(spec, model, inputs) });
}

/** The outputs that the SDK promises to be there. */
export function expectedOutputs(spec: ResourceSpec, model: ResourceModel): string[] {
    return spec.required.filter((name) => !model.discards?.includes(name));
}

/** Computed outputs the stand-in knows nothing of are empty, as the bridged providers leave them. */
function zeroOf(spec: TypeSpec | undefined): Value | undefined {
    switch (spec?.type) {
        case "string":
            return "";
        case "number":
            return 0;
        case "boolean":
            return false;
        case "array":
            return [];
        case "object":
            return {};
        case undefined:
            return undefined;
    }
}

function outputsGiven(spec: ResourceSpec, model: ResourceModel, inputs: Properties): Properties {
    const isKept = (name: string): boolean => spec.properties[name] !== undefined && !model.discards?.includes(name);
    return Object.fromEntries(Object.entries(inputs).filter(([name]) => isKept(name)));
}

/** Secret are: what the SDK says is, what came in so, and what was computed from the text of a secret. */
export function withSecrets(spec: ResourceSpec, inputs: Properties, outputs: Properties): Properties {
    const hidden = secretTexts(inputs);
    const reveals = (value: Value): boolean => typeof value === "string" && hidden.some((text) => value.includes(text));
    return mapProperties(outputs, (value, name) => {
        const given = inputs[name];
        const cameSecret = given !== undefined && someValue(given, isSecret);
        const isPrivate = spec.properties[name]?.secret === true || spec.inputProperties[name]?.secret === true;
        const leaks = !cameSecret && someValue(revealed(value), reveals);
        return isPrivate || leaks || (cameSecret && !someValue(value, isSecret)) ? secret(revealed(value)) : value;
    });
}

/** What the cloud made up stays, also where the program could say it but does not. */
export function staysComputed(spec: ResourceSpec, model: ResourceModel, inputs: Properties, name: string): boolean {
    const isInput = spec.inputProperties[name] !== undefined;
    const isMadeUp = spec.required.includes(name) && inputs[name] === undefined && model.defaults?.[name] === undefined;
    return !isInput || isMadeUp;
}
