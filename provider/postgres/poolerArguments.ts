import type { ResourcesArgs } from "../kubernetes/arguments";

/** PgBouncer, run by CloudNativePG: TLS on both sides, in front of the primary. Users with passwords may come through it. */
export interface PostgresPoolerArgs {
    /**
     * Image of PgBouncer, by digest, for example of `ghcr.io/cloudnative-pg/pgbouncer`. Take 1.25.2 or newer: older ones can be crashed
     * by anybody who reaches them (CVE-2026-6664).
     * @pattern ^[^\s@]+@sha256:[0-9a-f]{64}$
     * @control SSC-2
     */
    image: string;
    /**
     * Number of pods.
     * @default 2
     * @asType integer
     * @minimum 1
     */
    instances?: number;
    /**
     * `session`: a client has its server connection until it leaves. `transaction`: until its transaction ends, which session state
     * (SET, advisory locks, LISTEN) does not survive.
     * @default "session"
     */
    mode?: PoolMode;
    /**
     * Server connections for each user and database, in each pod.
     * @default 20
     * @asType integer
     * @minimum 1
     */
    poolSize?: number;
    /**
     * Clients that each pod takes.
     * @default 1000
     * @asType integer
     * @minimum 1
     */
    maxClients?: number;
    /** CPU and memory of each pod. */
    resources?: ResourcesArgs;
}

export type PoolMode = "session" | "transaction";
