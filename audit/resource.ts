import type { Subject } from "../rules/subject";
import type { Resource } from "./finding";

export function resourceOf({ apiVersion, bareKind, namespace, name, pulumi }: Subject): Resource {
    return { apiVersion, kind: bareKind, namespace, name, ...(pulumi === undefined ? {} : { urn: pulumi.urn }) };
}
