import type { Deployment } from "@pulumi/pulumi/automation";
import { named } from "./progress";

/** What the fleet asks of a stack's state. Values are not among it. */
export interface StateResource {
    urn?: string;
    custom?: boolean;
    protect?: boolean;
    retainOnDelete?: boolean;
}

interface State {
    resources?: StateResource[];
    pending_operations?: { type?: string; resource?: StateResource }[];
}

/** All but the stack itself, default providers and references to other stacks. */
export function resourcesIn(exported: Deployment): StateResource[] {
    const { resources = [] } = stateIn(exported);
    return resources.filter(({ urn = "" }) => !/::pulumi:(pulumi:|providers:)/.test(urn));
}

/** What a pulumi that was killed was at: `creating Secret acme-app-login`. */
export function pendingIn(exported: Deployment): string[] {
    const { pending_operations: pending = [] } = stateIn(exported);
    return pending.map(({ type = "", resource = {} }) => `${type} ${named(resource.urn ?? "")}`);
}

function stateIn(exported: Deployment): State {
    const state: unknown = exported.deployment;
    return isState(state) ? state : {};
}

/** Nothing before the first update. */
function isState(value: unknown): value is State {
    return typeof value === "object" && value !== null;
}
