import { once } from "../rules/once";
import type { Subject } from "../rules/subject";
import type { Resource } from "./finding";

/** One for all findings of a subject. */
export const resourceOf = once(({ apiVersion, bareKind, namespace, name, pulumi }: Subject): Resource => ({
    apiVersion,
    kind: bareKind,
    namespace,
    name,
    ...(pulumi === undefined ? {} : { urn: pulumi.urn }),
}));
