import type { Field } from "./field";
import { failWhen, type Outcome } from "./outcome";
import { all, any, not, type Ternary } from "./ternary";
import { hasContent, is, isTrue, oneOf } from "./text";

/** How a Service that an operator or a manifest makes can be reached. */
export interface Exposure {
    readonly type: Field;
    /** The fields that may hold source ranges (operators have renamed theirs). */
    readonly sourceRanges: readonly Field[];
    readonly annotations: readonly Field[];
}

/** Fails for NodePort, and for a load balancer that is open to everybody. */
export function exposureOf({ type, sourceRanges, annotations }: Exposure): readonly Outcome[] {
    const open = all(
        is(type, "LoadBalancer"),
        not(any(...sourceRanges.map(isNarrow))),
        not(any(...annotations.map(isInternal))),
    );
    const nodePort = is(type, "NodePort");
    // A type that is not known is said once.
    return nodePort === false
        ? failWhen(open, type, {
              wanted: "write ClusterIP, give loadBalancerSourceRanges, or make the load balancer internal by its annotation",
          })
        : failWhen(nodePort, type, {
              wanted: "write ClusterIP; a node port is open on every node to whoever reaches the node",
          });
}

/** Ranges are given, and none of them is everybody. */
function isNarrow(ranges: Field): Ternary {
    return all(hasContent(ranges), not(any(...ranges.items.map((range) => oneOf(range, ["0.0.0.0/0", "::/0"])))));
}

/** The annotations by which EKS, GKE and AKS make a load balancer internal. */
export function isInternal(annotations: Field): Ternary {
    return any(
        isTrue(annotations.child("service.beta.kubernetes.io/aws-load-balancer-internal")),
        is(annotations.child("service.beta.kubernetes.io/aws-load-balancer-scheme"), "internal"),
        is(annotations.child("networking.gke.io/load-balancer-type"), "Internal"),
        is(annotations.child("cloud.google.com/load-balancer-type"), "Internal"),
        isTrue(annotations.child("service.beta.kubernetes.io/azure-load-balancer-internal")),
    );
}
