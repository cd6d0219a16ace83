import { isRecord } from "../../sandbox/json";
import { policyDocument, type PolicyDocument, type Statement } from "../../provider/aws/policyDocument";
import type { Registered } from "../fakeMonitor";
import { unmarked } from "../wire";

/** A policy document as it stands among the inputs of a resource, or the statements that a component gives its user to copy. */
export interface CarriedDocument {
    resource: Registered;
    /** Name of the resource; of statements to copy, that of the component and of its output: `shared-keyStatements`. */
    name: string;
    /** Path of the input or name of the output. */
    property: string;
    document: PolicyDocument;
}

/** Every policy document of AWS that resources carry or tell, whatever the resource, the input and the output. */
export function policyDocuments(resources: readonly Registered[]): CarriedDocument[] {
    return [
        ...resources.filter(({ type }) => type.startsWith("aws:")).flatMap(inputsOf),
        ...resources.flatMap(outputsOf),
    ];
}

function inputsOf(resource: Registered): CarriedDocument[] {
    return textsIn(resource.inputs).flatMap(({ path, text }) => {
        const document = parsed(text);
        return isPolicyDocument(document) ? [{ resource, name: resource.name, property: path, document }] : [];
    });
}

function outputsOf(resource: Registered): CarriedDocument[] {
    return textsIn(unmarked(resource.outputs ?? {})).flatMap(({ path, text }) => {
        const statements = parsed(text);
        return isStatements(statements)
            ? [{ resource, name: `${resource.name}-${path}`, property: path, document: policyDocument(...statements) }]
            : [];
    });
}

function isPolicyDocument(value: unknown): value is PolicyDocument {
    return isRecord(value) && Array.isArray(value["Statement"]);
}

function isStatements(value: unknown): value is Statement[] {
    return Array.isArray(value) && value.length > 0 && value.every((each) => isRecord(each) && "Effect" in each);
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

function textsIn(value: unknown, path = ""): { path: string; text: string }[] {
    if (typeof value === "string") {
        return [{ path, text: value }];
    }
    const entries = Array.isArray(value)
        ? value.map((entry, index) => [String(index), entry] as const)
        : isRecord(value)
          ? Object.entries(value)
          : [];
    return entries.flatMap(([key, entry]) => textsIn(entry, path === "" ? key : `${path}.${key}`));
}
