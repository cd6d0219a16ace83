import { cnpg } from "../kinds";
import { each, failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { hasContent, isPresent, oneOf } from "../text";
import { manual, page } from "./references";

export const rule: Rule = {
    id: "postgres-verify-peer",
    title: "Other PostgreSQL servers are verified",
    controls: ["NM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "With sslmode prefer or require the cluster takes any server for the one that it looks for: who stands between gets the password, and can hand over other data.",
    fix: "Write sslmode: verify-full, and the CA in sslRootCert of the externalClusters entry.",
    references: [manual("libpq-ssl", "SSL support in libpq"), page("bootstrap", "bootstrap from another cluster")],
    concerns: ({ read }) => hasContent(read("spec.externalClusters")) !== false,
    check: ({ read }) =>
        each(read("spec.externalClusters"), (cluster) => {
            const parameters = cluster.child("connectionParameters");
            const mode = parameters.child("sslmode");
            const connects = any(isPresent(parameters.child("host")), isPresent(parameters.child("hostaddr")));
            return failWhen(all(connects, not(oneOf(mode, ["verify-full", "verify-ca"]))), mode, {
                default: "prefer",
                wanted: "write verify-full, and give the CA in sslRootCert",
            });
        }),
};
