import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { NamespaceArgs } from "./arguments";
import { managedLabels } from "./labels";

/** `latest`: what a newer Kubernetes forbids is forbidden here too. */
const podSecurity = { level: "restricted", version: "latest" };

/**
 * Makes a namespace with restricted Pod Security in which nothing may talk to anything that is not allowed elsewhere.
 * It is kept on destroy: an existing namespace is adopted by a create, so deleting it could take another stack's databases along.
 * Returns what everything in the namespace must wait for.
 */
export function hardenedNamespace(
    name: string,
    { name: namespace, create }: NamespaceArgs,
    child: ChildOptions,
): pulumi.Resource[] {
    if (!create) {
        return [];
    }
    const made = new Namespace(
        `${name}-namespace-${namespace}`,
        {
            metadata: {
                name: namespace,
                labels: {
                    ...managedLabels,
                    ...Object.fromEntries(
                        ["enforce", "audit", "warn"].flatMap((mode) => [
                            [`pod-security.kubernetes.io/${mode}`, podSecurity.level],
                            [`pod-security.kubernetes.io/${mode}-version`, podSecurity.version],
                        ]),
                    ),
                },
            },
        },
        child({ retainOnDelete: true }),
    );
    const denial = new NetworkPolicy(
        `${name}-default-deny-${namespace}`,
        {
            metadata: { name: "default-deny", namespace, labels: managedLabels },
            spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        child({ dependsOn: made, retainOnDelete: true }),
    );
    return [made, denial];
}
