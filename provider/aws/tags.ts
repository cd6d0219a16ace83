import type { Origin } from "../core/names";

/** On everything that takes tags, so that what a destroyed stack left can be found. */
export function tagsOf(component: string, { project, stack }: Origin): Record<string, string> {
    return { "hardened-db:component": component, "hardened-db:project": project, "hardened-db:stack": stack };
}
