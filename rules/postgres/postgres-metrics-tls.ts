import { cnpg } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { any, all, not } from "../ternary";
import { isPresent, isTrue } from "../text";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-metrics-tls",
    title: "Metrics are served over TLS",
    controls: ["NM-1"],
    severity: "low",
    engine: "postgres",
    kinds: [cnpg.cluster, cnpg.pooler],
    why: "Metrics tell names of databases and users, their activity and their errors; without TLS everybody on the way reads and changes them.",
    fix: "Write spec.monitoring.tls.enabled: true, and scheme https with the CA of the cluster in the PodMonitor.",
    references: [page("monitoring", "monitoring, TLS")],
    check: (subject) => {
        const monitoring = subject.read("spec.monitoring");
        const enabled = monitoring.at("tls.enabled");
        const served = any(subject.is(cnpg.cluster), isPresent(monitoring));
        return failWhen(all(served, not(isTrue(enabled))), enabled, {
            default: "false",
            wanted: "write true, and scheme https in the PodMonitor",
        });
    },
};
