import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { configurationOf, isConfigured, type Configuration } from "./configuration";
import { whenSeveralHosts } from "./layout";
import { references } from "./references";
import { failUnlessHidden } from "./required";
import { isOn } from "./stringBool";

const port = "interserver_https_port";

export const rule: Rule = {
    id: "clickhouse-intra-cluster-tls",
    title: "Hosts talk to each other and to Keeper over TLS",
    controls: ["NM-5"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "Distributed queries, replicated parts and what is kept in Keeper cross the cluster's network, with the shared secret of the hosts among them.",
    fix: 'Write `secure: "yes"` on the cluster and interserver_https_port: 9010 in the settings; for each zookeeper node `secure: "yes"` and its TLS port.',
    references: [references.hardening, references.installation],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const root = subject.read("spec.configuration");
        const clusters = root.child("clusters");
        return [
            ...each(clusters, (cluster) => [...judgeCluster(cluster, configuration), ...judgeKeeper(cluster)]),
            ...judgeKeeper(root),
        ];
    },
};

function judgeCluster(cluster: Field, configuration: Configuration): readonly Outcome[] {
    const secure = cluster.child("secure");
    const chains = configuration.chains.filter((chain) => chain.cluster?.name === cluster.name);
    const isOpen = all(not(isOn(secure)), not(all(...chains.map((chain) => isConfigured(chain, port)))));
    const advice = {
        default: "no",
        wanted: `the cluster has several hosts: write "yes", and ${port} in the settings`,
    };
    return whenSeveralHosts(cluster, isOpen, (truth) => failUnlessHidden(truth, secure, advice, configuration, [port]));
}

function judgeKeeper(place: Field): readonly Outcome[] {
    return each(place.child("zookeeper").child("nodes"), (node) => {
        const secure = node.child("secure");
        return failWhen(not(isOn(secure)), secure, {
            default: "no",
            wanted: 'write "yes", and the TLS port of the node',
        });
    });
}
