import { altinity } from "../kinds";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { configurationOf, effectiveIn, isPartlyHidden, type Chain } from "./configuration";
import { references } from "./references";
import { failUnlessHidden } from "./required";
import { failSettingWhen } from "./setting";
import { isOff } from "./stringBool";

interface Listener {
    readonly key: string;
    /** The port that is open when nothing is written. */
    readonly port: number;
    /** Whether `insecure: no` of a cluster closes it. */
    readonly closedBySwitch: boolean;
}

const listeners: readonly Listener[] = [
    { key: "http_port", port: 8123, closedBySwitch: true },
    { key: "tcp_port", port: 9000, closedBySwitch: true },
    { key: "interserver_http_port", port: 9009, closedBySwitch: true },
    { key: "mysql_port", port: 9004, closedBySwitch: false },
    { key: "postgresql_port", port: 9005, closedBySwitch: false },
];

const wanted = "write _removed_; clients use the TLS ports";

export const rule: Rule = {
    id: "clickhouse-plaintext-ports",
    title: "No port takes connections without TLS",
    controls: ["NM-1"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation],
    why: "What goes over these ports, logins and data, can be read and changed on the way. ClickHouse has no switch that demands TLS on the MySQL and PostgreSQL ports, so these have to go.",
    fix: "Open the TLS ports (https_port, tcp_port_secure, interserver_https_port), move clients to them, then write _removed_ for http_port, tcp_port, interserver_http_port, mysql_port and postgresql_port in spec.configuration.settings. It needs clickhouse-operator 0.27.1; older ones wrote port 0, which opens a random port.",
    references: [references.hardening, references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        const settings = subject.read("spec.configuration.settings");
        const judged = listeners.flatMap((listener) => {
            const { key, port } = listener;
            const written = new Set(configuration.chains.flatMap((chain) => effectiveIn(chain, key)));
            const switches = configuration.chains
                .filter((chain) => effectiveIn(chain, key).length === 0)
                .map((chain) => isOpenByDefault(chain, listener));
            const isOpen = (setting: { readonly removed: Ternary }): Ternary => not(setting.removed);
            return [
                ...[...written].flatMap((setting) => failSettingWhen(isOpen(setting), setting, { wanted })),
                ...failUnlessHidden(
                    any(...switches),
                    settings.child(key),
                    { default: String(port), wanted },
                    configuration,
                    [key],
                ),
            ];
        });
        return judged;
    },
};

function isOpenByDefault(chain: Chain, { closedBySwitch }: Listener): Ternary {
    const { cluster } = chain;
    const isClosed = closedBySwitch && cluster !== undefined ? isOff(cluster.child("insecure")) : false;
    return all(not(isClosed), isPartlyHidden(chain) ? "unknown" : true);
}
