import type { Field } from "../field";
import { altinity } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { configurationOf, isConfigured, type Chain } from "./configuration";
import { references } from "./references";
import { failUnlessHidden } from "./required";
import { isOff, isOn } from "./stringBool";

const tlsPort = "keeper_server/tcp_port_secure";

export const rule: Rule = {
    id: "clickhouse-keeper-tls",
    title: "Keeper takes connections only with TLS",
    controls: ["NM-5"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.keeper],
    why: "Who reads the traffic of Keeper sees where the data lies; who changes it stops replication or makes replicas disagree.",
    fix: 'Write `secure: "yes"` and `insecure: "no"` on each cluster (clickhouse-operator 0.27.1 and later), and an openSSL section with a certificate in spec.configuration.files. Set `secure: "yes"` on the zookeeper nodes of the installations first.',
    references: [references.keeper, references.keeperServer],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const clusters = subject.read("spec.configuration.clusters");
        if (clusters.items.length === 0) {
            const advice = {
                seen: "without a cluster (the operator makes one without TLS)",
                wanted: 'write the cluster, with secure: "yes" and insecure: "no"',
            };
            const isOpen = not(all(...configuration.chains.map(hasTlsPort)));
            return failUnlessHidden(isOpen, clusters, advice, configuration, [tlsPort]);
        }
        return clusters.items.flatMap((cluster) =>
            judge(
                cluster,
                configuration.chains.filter((chain) => chain.cluster?.name === cluster.name),
            ),
        );
    },
};

function judge(cluster: Field, chains: readonly Chain[]): readonly Outcome[] {
    const hasPort = all(...chains.map(hasTlsPort));
    const secure = cluster.child("secure");
    const insecure = cluster.child("insecure");
    return [
        ...failWhen(all(not(isOn(secure)), not(hasPort)), secure, { default: "no", wanted: 'write "yes"' }),
        ...failWhen(all(not(isOff(insecure)), not(hasPort)), insecure, { default: "yes", wanted: 'write "no"' }),
    ];
}

function hasTlsPort(chain: Chain): ReturnType<typeof isConfigured> {
    return isConfigured(chain, tlsPort);
}
