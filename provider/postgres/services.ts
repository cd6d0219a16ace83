import type * as pulumi from "@pulumi/pulumi";
import type { ServiceArgs } from "../kubernetes/arguments";

/** The cloud whose load balancers are told by annotations what they are for; absent where nobody knows. */
export type Cloud = "aws";

export function cloudOf({ aws }: { aws?: unknown }): Cloud | undefined {
    return aws === undefined ? undefined : "aws";
}

/** Name of the Service. CloudNativePG puts it into the servers' certificate by itself; other issuers have to. */
export function serviceName(cluster: string): string {
    return `${cluster}-service`;
}

/**
 * Services besides the operator's own three, as `managed.services` of the Cluster; undefined when there is none. Written as the operator
 * writes it back: what is empty is left out, and the strategy, which the CRD has a default for, is in.
 */
export function managedServices(
    name: string,
    service: ServiceArgs | undefined,
    cloud?: Cloud,
): Record<string, unknown> | undefined {
    if (service === undefined) {
        return undefined;
    }
    const { exposure = "internal", sourceRanges = [], labels = {} } = service;
    const annotations = { ...loadBalancerAnnotations(exposure, cloud), ...service.annotations };
    return {
        additional: [
            {
                selectorType: "rw",
                updateStrategy: "patch",
                serviceTemplate: {
                    metadata: {
                        name: serviceName(name),
                        ...(Object.keys(labels).length > 0 && { labels }),
                        ...(Object.keys(annotations).length > 0 && { annotations }),
                    },
                    spec: exposure === "clusterIP" ? { type: "ClusterIP" } : loadBalancer(sourceRanges),
                },
            },
        ],
    };
}

/**
 * Local: connections reach the primary with their clients' own addresses, which pg_hba and the NetworkPolicy go by, and the load
 * balancer asks the node, not the pod, whether the primary is there (Kubernetes: Service, external traffic policy).
 */
function loadBalancer(sourceRanges: readonly pulumi.Input<string>[]) {
    return {
        type: "LoadBalancer",
        externalTrafficPolicy: "Local",
        ...(sourceRanges.length > 0 && { loadBalancerSourceRanges: sourceRanges }),
    };
}

/** AWS Load Balancer Controller 2.2 and later (its guide: Network Load Balancer). */
function loadBalancerAnnotations(exposure: ServiceArgs["exposure"], cloud?: Cloud): Record<string, string> {
    return exposure === "clusterIP" || cloud === undefined
        ? {}
        : {
              "service.beta.kubernetes.io/aws-load-balancer-type": "external",
              "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "instance",
              [awsScheme]: exposure === "external" ? "internet-facing" : "internal",
          };
}

export const awsScheme = "service.beta.kubernetes.io/aws-load-balancer-scheme";

/** The annotations by which clouds keep a load balancer inside the network, and the value that does so. */
export const internalAnnotations: Readonly<Record<string, string>> = {
    [awsScheme]: "internal",
    "service.beta.kubernetes.io/aws-load-balancer-internal": "true",
    "networking.gke.io/load-balancer-type": "Internal",
    "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
};
