import { percona } from "../kinds";
import type { Rule } from "../rule";
import { exposures } from "./exposures";
import { whenOn } from "../percona";
import { exposureOf } from "../service";

export const rule: Rule = {
    id: "mysql-external-exposure",
    title: "MySQL cannot be reached from outside the network",
    controls: ["KSI-5", "NM-11"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "An open MySQL is found within hours. Passwords are then all that stands before the data.",
    fix: "Leave the types of expose, exposePrimary and exposeReplicas out, or write ClusterIP. Where clients are outside, use an internal load balancer and give loadBalancerSourceRanges.",
    references: [
        {
            title: "Percona Operator for MySQL: exposing the cluster",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/expose.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) =>
        exposures(read("spec")).flatMap(({ on, toggle, exposure }) => whenOn(on, toggle, exposureOf(exposure))),
};
