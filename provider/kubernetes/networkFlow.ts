import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type * as pulumi from "@pulumi/pulumi";
import type { PrometheusPodsArgs } from "./arguments";
import { managedLabels } from "./labels";

/** One end of a connection, as a NetworkPolicy names it. */
export interface Peer {
    ipBlock?: { cidr: pulumi.Input<string>; except?: string[] };
    namespaceSelector?: LabelSelector;
    podSelector?: LabelSelector;
}

export interface LabelSelector {
    matchLabels: Record<string, pulumi.Input<string>>;
    matchExpressions?: { key: string; operator: "DoesNotExist" }[];
}

export interface Port {
    protocol: "TCP" | "UDP";
    port: pulumi.Input<number>;
}

/** Connections to or from the selected pods that are allowed: to any of the peers, on any of the ports. */
export interface Flow {
    peers: Peer[];
    ports: Port[];
}

export function tcp(...ports: pulumi.Input<number>[]): Port[] {
    return ports.map((port) => ({ protocol: "TCP", port }));
}

/** Pods of the policy's own namespace. */
export function pods(matchLabels: Record<string, pulumi.Input<string>>): Peer {
    return { podSelector: { matchLabels } };
}

/** Pods of another namespace; both selectors must match. */
export function podsOf(namespace: pulumi.Input<string>, matchLabels: Record<string, pulumi.Input<string>>): Peer {
    return {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
        podSelector: { matchLabels },
    };
}

/** Pods that an argument names, `here` being where they are looked for when it names no namespace. */
export function podsIn(
    here: string,
    { namespace = here, podLabels = {} }: { namespace?: string; podLabels?: Record<string, string> },
): Peer {
    return namespace === here ? pods(podLabels) : podsOf(namespace, podLabels);
}

/** Who reads metrics: the pods that the charts of Prometheus label so. */
export function prometheusPods({
    namespace = "monitoring",
    podLabels = { "app.kubernetes.io/name": "prometheus" },
}: PrometheusPodsArgs = {}): Peer {
    return podsOf(namespace, podLabels);
}

export function addresses(cidrs: readonly pulumi.Input<string>[]): Peer[] {
    return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

/** Every address that is not private, link-local (instance metadata!) or otherwise special, for stores whose addresses nobody knows. */
export const publicAddresses: Peer[] = [
    {
        ipBlock: {
            cidr: "0.0.0.0/0",
            except: ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
        },
    },
    { ipBlock: { cidr: "::/0", except: ["::1/128", "fc00::/7", "fe80::/10"] } },
];

/** The cluster's DNS: the pods that every distribution labels k8s-app=kube-dns, and the address of NodeLocal DNSCache. */
export const dns: Flow = {
    peers: [podsOf("kube-system", { "k8s-app": "kube-dns" }), { ipBlock: { cidr: "169.254.20.10/32" } }],
    ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
    ],
};

/** The API server answers on 443 through its Service and on 6443 on many control planes. */
export function apiServer(cidrs: readonly pulumi.Input<string>[]): Flow {
    return { peers: addresses(cidrs), ports: tcp(443, 6443) };
}

export interface NetworkPolicyArgs {
    name: string;
    namespace: pulumi.Input<string>;
    select: LabelSelector;
    /** Undefined: the policy says nothing of this direction. */
    ingress: Flow[] | undefined;
    egress: Flow[];
}

/** Allows exactly these flows for the selected pods: naming a direction among the types denies whatever is not listed of it. */
export function networkPolicy(
    resourceName: string,
    { name, namespace, select, ingress, egress }: NetworkPolicyArgs,
    options: pulumi.CustomResourceOptions,
): NetworkPolicy {
    return new NetworkPolicy(
        resourceName,
        {
            metadata: { name, namespace, labels: managedLabels },
            spec: {
                podSelector: select,
                policyTypes: [...(ingress === undefined ? [] : ["Ingress"]), "Egress"],
                ...(ingress && {
                    ingress: ingress.filter(isNarrow).map(({ peers, ports }) => ({ from: peers, ports })),
                }),
                egress: egress.filter(isNarrow).map(({ peers, ports }) => ({ to: peers, ports })),
            },
        },
        options,
    );
}

/** To Kubernetes an empty list of peers is everybody, and one of ports is every port. */
function isNarrow({ peers, ports }: Flow): boolean {
    return peers.length > 0 && ports.length > 0;
}
