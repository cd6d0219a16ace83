import { percona } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { is } from "../text";

export const rule: Rule = {
    id: "mongodb-tls-mode",
    title: "MongoDB takes connections with TLS only",
    controls: ["NM-1", "NM-4"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "With preferTLS or allowTLS, a client that forgets TLS sends its password proof and its data in the clear, and nobody notices.",
    fix: "Move every client to TLS, then write spec.tls.mode: requireTLS.",
    references: [
        {
            title: "Percona Operator for MongoDB: transport layer security",
            url: "https://docs.percona.com/percona-operator-for-mongodb/TLS.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: ({ read }) => {
        const mode = read("spec.tls.mode");
        return failWhen(not(is(mode, "requireTLS")), mode, {
            default: "preferTLS",
            wanted: "write requireTLS once every client uses TLS",
        });
    },
};
