import { altinity } from "../kinds";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { is } from "../text";
import { configurationOf, effectiveIn, isConfigured, type Chain } from "./configuration";
import { references } from "./references";
import { failUnlessHidden } from "./required";
import { isOn } from "./stringBool";

const ports = ["https_port", "tcp_port_secure"];

export const rule: Rule = {
    id: "clickhouse-client-tls",
    title: "Clients can connect with TLS",
    controls: ["NM-4"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "Without a TLS port every client sends its login and its data in the clear.",
    fix: 'Write `secure: "yes"` on each cluster, or https_port: 8443 and tcp_port_secure: 9440 in spec.configuration.settings, and an openSSL server section with a certificate in spec.configuration.files.',
    references: [references.hardening, references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const settings = subject.read("spec.configuration.settings");
        const places = new Map(configuration.chains.map((chain) => [chain.cluster?.name ?? "", chain.cluster]));
        return [...places].flatMap(([name, cluster]) => {
            const own = configuration.chains.filter((chain) => (chain.cluster?.name ?? "") === name);
            return failUnlessHidden(
                not(all(...own.map(isEncrypted))),
                cluster?.child("secure") ?? settings.child("https_port"),
                {
                    default: cluster === undefined ? "closed" : "no",
                    wanted: 'write secure: "yes" on the cluster, or https_port and tcp_port_secure in the settings',
                },
                configuration,
                ports,
            );
        });
    },
};

function isEncrypted(chain: Chain): Ternary {
    const { cluster } = chain;
    return any(
        cluster === undefined ? false : isOn(cluster.child("secure")),
        ...ports.map((port) => isOpen(chain, port)),
    );
}

/** Port 0 is no port that a client could know. */
function isOpen(chain: Chain, port: string): Ternary {
    const isClosed = effectiveIn(chain, port).some(({ field }) => is(field, "0") === true);
    return isClosed ? false : isConfigured(chain, port);
}
