import type { PodArgs } from "../kubernetes/arguments";

/** What the component itself needs in the pods. */
export interface OwnPodNeeds {
    env: { name: string; value: string }[];
    projected: Record<string, unknown>[];
}

/** What the Cluster's pods are given (control CM-4). */
export function podFields(_pods: PodArgs = {}, { env, projected }: OwnPodNeeds): Record<string, unknown> {
    return {
        ...(env.length > 0 && { env }),
        ...(projected.length > 0 && { projectedVolumeTemplate: { sources: projected } }),
    };
}
