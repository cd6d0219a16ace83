import { isRecord } from "../../sandbox/json";
import type { PolicyDocument } from "../../provider/aws/policyDocument";
import type { Registered } from "../fakeMonitor";

/** A policy document as it stands among the inputs of a resource. */
export interface CarriedDocument {
    resource: Registered;
    /** Path of the input. */
    property: string;
    document: PolicyDocument;
}

/** Every policy document that resources of AWS carry, whatever the resource and the input. */
export function policyDocuments(resources: readonly Registered[]): CarriedDocument[] {
    return resources
        .filter(({ type }) => type.startsWith("aws:"))
        .flatMap((resource) =>
            textsIn(resource.inputs).flatMap(({ path, text }) => {
                const document = parsed(text);
                return isPolicyDocument(document) ? [{ resource, property: path, document }] : [];
            }),
        );
}

function isPolicyDocument(value: unknown): value is PolicyDocument {
    return isRecord(value) && Array.isArray(value["Statement"]);
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
