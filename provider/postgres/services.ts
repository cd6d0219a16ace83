import type { ServiceArgs } from "../kubernetes/arguments";

/** Services besides the operator's own three, as `managed.services` of the Cluster; undefined when there is none. */
export function managedServices(_name: string, _service: ServiceArgs | undefined): Record<string, unknown> | undefined {
    return undefined;
}
