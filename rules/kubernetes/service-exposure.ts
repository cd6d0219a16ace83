import { kubernetes } from "../kinds";
import { undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { exposureOf } from "../service";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { oneOf } from "../text";
import { tiedToDatabase } from "../ties";

export const rule: Rule = {
    id: "service-exposure",
    title: "No Service opens a database to everybody",
    controls: ["KSI-5", "NM-11"],
    severity: "high",
    kinds: [kubernetes.service],
    why: "A NodePort is open on every node, and a load balancer without source ranges is open to the Internet: the login is then all that stands before the data.",
    fix: "Write type ClusterIP. Where clients are outside of the cluster, use an internal load balancer (the cloud's annotation), or give spec.loadBalancerSourceRanges with their networks.",
    references: [
        {
            title: "Kubernetes: Service, type LoadBalancer and source ranges",
            url: "https://kubernetes.io/docs/concepts/services-networking/service/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        const { read } = subject;
        const outcomes = exposureOf({
            type: read("spec.type"),
            sourceRanges: [
                read("spec.loadBalancerSourceRanges"),
                read("metadata.annotations").child("service.beta.kubernetes.io/load-balancer-source-ranges"),
            ],
            annotations: [read("metadata.annotations")],
        });
        const concerned = any(tiedToDatabase(subject, estate), opensDatabasePort(subject));
        if (concerned === "unknown") {
            return outcomes
                .slice(0, 1)
                .map((): Outcome =>
                    undecided(read("spec.ports"), "whether spec.ports opens a database's port is not known yet"),
                );
        }
        return concerned ? outcomes : [];
    },
};

/** PostgreSQL, MySQL and its X protocol, MongoDB, ClickHouse with TLS, Cassandra. */
const databasePorts = ["5432", "3306", "33060", "27017", "9440", "9042"];

function opensDatabasePort({ read }: Subject): Ternary {
    const ports = read("spec.ports");
    return ports.isUnknown
        ? "unknown"
        : any(
              ...ports.items.flatMap((port) => [
                  oneOf(port.child("port"), databasePorts),
                  oneOf(port.child("targetPort"), databasePorts),
              ]),
          );
}
