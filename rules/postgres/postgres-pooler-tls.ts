import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { oneOf } from "../text";
import { page, source } from "./references";

export const rule: Rule = {
    id: "postgres-pooler-tls",
    title: "PgBouncer speaks TLS with clients and servers",
    controls: ["NM-1", "NM-4"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.pooler],
    why: "By default PgBouncer takes clients without TLS: passwords' proofs, queries and results then travel in the clear, whatever pg_hba says, since PostgreSQL sees the pooler only.",
    fix: "Write client_tls_sslmode: require in spec.pgbouncer.parameters, and leave server_tls_sslmode out (verify-ca).",
    references: [
        page("connection_pooling", "connection pooling"),
        source("pkg/management/pgbouncer/config/config.go", "PgBouncer's defaults"),
    ],
    check: ({ read }) => {
        const parameters = read("spec.pgbouncer.parameters");
        const client = parameters.child("client_tls_sslmode");
        const server = parameters.child("server_tls_sslmode");
        return [
            ...failWhen(not(oneOf(client, ["require", "verify-ca", "verify-full"])), client, {
                default: "prefer",
                wanted: "write require",
            }),
            ...failWhen(oneOf(server, ["disable", "allow", "prefer"]), server, {
                wanted: "write verify-ca, or leave it out",
            }),
        ];
    },
};
