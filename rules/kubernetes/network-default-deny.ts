import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { databaseKinds, kubernetes } from "../kinds";
import { failAt, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is } from "../text";
import { databaseNamespaceOf } from "./databaseNamespace";
import { selectsAll } from "./selector";

export const rule: Rule = {
    id: "network-default-deny",
    title: "A database's namespace denies all traffic that no policy allows",
    controls: ["KSI-6", "NM-2"],
    severity: "high",
    // The custom resources too: the first one speaks for a namespace whose Namespace object is not in sight.
    kinds: [kubernetes.namespace, ...databaseKinds],
    scope: "estate",
    why: "Kubernetes lets every pod of the cluster reach every other one, and the Internet. Without a policy that denies by default, one taken web pod is at the database's port, and a taken database can send its data anywhere.",
    fix: "Add a NetworkPolicy with podSelector {} and policyTypes [Ingress, Egress] and no rules to the namespace, after policies that allow what the database needs: its clients, its other instances, the operator, the API server, DNS and the backup target.",
    references: [
        {
            title: "Kubernetes: Network Policies, default deny all",
            url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        const place = databaseNamespaceOf(subject, estate);
        return place === undefined ? [] : judge(place.name, place.field, estate);
    },
};

const directions = ["Ingress", "Egress"] as const;

function judge(namespace: string, field: Field, estate: Estate): readonly Outcome[] {
    const policies = policiesByNamespace(estate).get(namespace) ?? [];
    const open = directions.map((direction) => ({
        direction,
        denied: any(...policies.map((policy) => denies(policy, direction))),
    }));
    const missing = open.filter(({ denied }) => denied === false).map(({ direction }) => direction);
    const place = namespace === "" ? "the database's namespace" : `namespace ${namespace}`;
    if (missing.length === 0) {
        return open.some(({ denied }) => denied === "unknown")
            ? [undecidedAt(field.path, `a NetworkPolicy of ${place} is not known yet`)]
            : [];
    }
    const what = `NetworkPolicy that denies ${missing.join(" and ")} to every pod`;
    return estate.complete
        ? [
              failAt(
                  field.path,
                  `${place} has no ${what}: add one with podSelector {}, policyTypes [${missing.join(", ")}] and no rules`,
              ),
          ]
        : [undecidedAt(field.path, `no ${what} of ${place} is in sight; one may lie elsewhere`)];
}

const policiesByNamespace = oncePerEstate((estate): ReadonlyMap<string, readonly Subject[]> => {
    const found = new Map<string, Subject[]>();
    for (const policy of estate.of(kubernetes.networkPolicy)) {
        const same = found.get(policy.namespace);
        if (same === undefined) {
            found.set(policy.namespace, [policy]);
        } else {
            same.push(policy);
        }
    }
    return found;
});

/** Whether the policy takes every pod, allows nothing at all, and says so of this direction. */
function denies({ read }: Subject, direction: (typeof directions)[number]): Ternary {
    const selector = read("spec.podSelector");
    const types = read("spec.policyTypes");
    return all(
        selector.isUnknown ? "unknown" : selectsAll(selector),
        not(hasContent(read("spec.ingress"))),
        not(hasContent(read("spec.egress"))),
        // A policy without types and without egress rules is one on Ingress.
        types.isUnknown
            ? "unknown"
            : types.items.length === 0
              ? direction === "Ingress"
              : any(...types.items.map((type) => is(type, direction))),
    );
}
