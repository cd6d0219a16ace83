import { cnpg } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import { privilegesIn } from "../pod";
import type { Rule } from "../rule";
import { is } from "../text";
import { page, source } from "./references";

export const rule: Rule = {
    id: "postgres-pod-privileges",
    title: "Pods of the database keep the restricted profile",
    controls: ["KSI-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "CloudNativePG runs PostgreSQL without root and without privileges by itself. What is written here overrides that, and makes the way from the database to the node short.",
    fix: "Leave securityContext, podSecurityContext and seccompProfile out, or keep them within the restricted Pod Security Standard.",
    references: [
        page("security", "security, pod and container security contexts"),
        source("api/v1/cluster_types.go", "the Cluster"),
    ],
    check: ({ read }): readonly Outcome[] => [
        ...privilegesIn(read("spec.securityContext")),
        ...privilegesIn(read("spec.podSecurityContext")),
        ...[
            "spec.seccompProfile",
            "spec.securityContext.seccompProfile",
            "spec.podSecurityContext.seccompProfile",
        ].flatMap((profile) => {
            const type = read(`${profile}.type`);
            return failWhen(is(type, "Unconfined"), type, { wanted: "write RuntimeDefault, or leave it out" });
        }),
    ],
};
