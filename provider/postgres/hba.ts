import type * as pulumi from "@pulumi/pulumi";
import type { PostgresTlsArgs } from "./tlsArguments";
import type { PostgresUserArgs } from "./userArguments";
import { kubernetesName } from "./names";

/** Pods that pg_hba names as `${podselector:NAME}`: CloudNativePG puts their addresses there (1.29 and later). */
export interface PodSelectorRef {
    name: string;
    selector: { matchLabels: Record<string, string> };
}

export interface HostBasedAuthentication {
    lines: pulumi.Input<string>[];
    podSelectorRefs: PodSelectorRef[];
}

/**
 * pg_hba from `users[].from`. Its own lines stand after the operator's fixed ones and before `host all all all scram-sha-256`,
 * which the final reject makes unreachable.
 */
export function hostBasedAuthentication(
    users: readonly PostgresUserArgs[],
    namespace: string,
    podCidrs: readonly pulumi.Input<string>[],
    tls: PostgresTlsArgs,
    interpolate: (user: PostgresUserArgs, cidr: pulumi.Input<string>) => pulumi.Input<string>,
): HostBasedAuthentication {
    const podSelectorRefs: PodSelectorRef[] = [];
    const lines = users.flatMap((user) =>
        user.from.flatMap(({ namespace: from = namespace, podLabels, cidr }, index) => {
            if (cidr !== undefined) {
                return [interpolate(user, cidr)];
            }
            if (from !== namespace) {
                return podCidrs.map((podCidr) => interpolate(user, podCidr));
            }
            // The CRD wants a letter in front.
            const name = `user-${kubernetesName(user.name)}-${index}`;
            podSelectorRefs.push({ name, selector: { matchLabels: podLabels ?? {} } });
            return [interpolate(user, `\${podselector:${name}}`)];
        }),
    );
    const ends = tls.allowPlaintext
        ? ["host all all all reject"]
        : ["hostnossl all all all reject", "host all all all reject"];
    return { lines: [...new Set(lines), ...ends], podSelectorRefs };
}

/** One line that lets a user in from an address, with its password, over TLS unless a waiver says otherwise. */
export function admission(user: PostgresUserArgs, address: string, tls: PostgresTlsArgs): string {
    return `${tls.allowPlaintext ? "host" : "hostssl"} ${user.database} ${user.name} ${address} scram-sha-256`;
}
