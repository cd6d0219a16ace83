import * as pulumi from "@pulumi/pulumi";
import { mayBePooled, type PodSelectorRef } from "./hba";
import { poolerName } from "./names";
import { poolerLabel } from "./network";
import type { PostgresUserArgs } from "./userArguments";

/** The pooler's pods, from which PostgreSQL admits the users that come through it (hba.ts). */
export function poolerPods(cluster: string): PodSelectorRef {
    return { name: "pooler", selector: { matchLabels: { [poolerLabel]: poolerName(cluster) } } };
}

/**
 * pg_hba of PgBouncer, which knows addresses only: users from pods are admitted from the pods' network, and the NetworkPolicy picks
 * the pods. The last line hides CloudNativePG's own, which take everybody.
 */
export function poolerAddressFilter(
    users: readonly PostgresUserArgs[],
    podCidrs: readonly pulumi.Input<string>[],
): pulumi.Input<string>[] {
    const admitted = users.filter(mayBePooled).flatMap(({ name, database, from }) => {
        const places = new Set(from.flatMap(({ cidr }) => (cidr === undefined ? podCidrs : [cidr])));
        return [...places].map((place) =>
            pulumi.output(place).apply((address) => `hostssl ${database} ${name} ${address} scram-sha-256`),
        );
    });
    return [...admitted, "host all all all reject"];
}
