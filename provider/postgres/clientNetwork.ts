import type { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type { ChildOptions } from "../core/children";
import { dns, networkPolicy, pods, tcp } from "../kubernetes/networkFlow";
import type { PostgresDatabaseArgs } from "./arguments";
import { mayComeIn } from "./hba";
import { kubernetesName, poolerName } from "./names";
import { databasePods, poolerLabel, ports } from "./network";

/**
 * The way from clients in the database's own namespace. The default denial that is made with a namespace holds for them too, so that
 * they could not ask for the database's name nor call it. In a namespace of somebody else's nothing is made for pods that are not ours:
 * a first policy would deny them whatever it does not name.
 */
export function clientPolicies(
    name: string,
    { namespace, users, pooler }: Pick<PostgresDatabaseArgs, "namespace" | "users" | "pooler">,
    child: ChildOptions,
): NetworkPolicy[] {
    if (!namespace.create) {
        return [];
    }
    const servers = [
        { podSelector: databasePods(name) },
        ...(pooler === undefined ? [] : [pods({ [poolerLabel]: poolerName(name) })]),
    ];
    return users.filter(mayComeIn).flatMap((user) =>
        user.from.flatMap(({ namespace: from = namespace.name, podLabels }, index) =>
            podLabels === undefined || from !== namespace.name
                ? []
                : networkPolicy(
                      `${name}-${user.name}-egress-${index}`,
                      {
                          name: `${name}-${kubernetesName(user.name)}-egress-${index}`,
                          namespace: namespace.name,
                          select: { matchLabels: podLabels },
                          // Who else may reach these pods is not for the database to say.
                          ingress: undefined,
                          egress: [dns, { peers: servers, ports: tcp(ports.postgres) }],
                      },
                      child(),
                  ),
        ),
    );
}
