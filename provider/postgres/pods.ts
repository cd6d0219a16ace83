import type { PodArgs } from "../kubernetes/arguments";

/** What the Cluster's pods are given (control CM-4). */
export function podFields(_pods: PodArgs = {}): Record<string, unknown> {
    return {};
}
