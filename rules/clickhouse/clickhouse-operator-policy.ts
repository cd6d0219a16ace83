import type { Field } from "../field";
import { altinity } from "../kinds";
import { fail, failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { is } from "../text";
import { references } from "./references";

/** What the operator reads below `security`: a value, or more keys. */
interface Known {
    readonly [key: string]: Known | "value";
}

const known: Known = {
    policy: "value",
    clickhouse: {
        tls: { verify: "value", minVersion: "value", serverName: "value", rootCA: "value", rootCASecretRef: "value" },
    },
    zookeeper: { tls: { verify: "value", minVersion: "value" } },
    kubernetes: { tls: { verify: "value", minVersion: "value" } },
    ipc: { mode: "value", bindHost: "value", tokenPath: "value" },
    fips: { enforced: "value" },
    images: { policy: "value" },
};

export const rule: Rule = {
    id: "clickhouse-operator-policy",
    title: "The operator enforces verified TLS for itself",
    controls: ["NM-3", "NM-10"],
    severity: "medium",
    engine: "clickhouse",
    kinds: [altinity.operatorConfiguration],
    why: "Unless told otherwise the operator takes any certificate of ClickHouse and sends its password to it, and its metrics exporter takes orders from whoever reaches port 8888. Keys that it does not know it ignores without a word.",
    fix: "Write spec.security.policy: Enforced (clickhouse-operator 0.27.1 and later). It needs TLS on every installation and Keeper, and certificates that the operator can verify.",
    references: [references.security, references.operator],
    check: ({ read }) => {
        const security = read("spec.security");
        const policy = security.child("policy");
        const mode = security.child("ipc").child("mode");
        return [
            ...failWhen(not(is(policy, "Enforced")), policy, { default: "Permissive", wanted: "write Enforced" }),
            ...failWhen(is(mode, "Plain"), mode, { wanted: "write Secure, or leave it out" }),
            ...["clickhouse", "zookeeper", "kubernetes"].flatMap((target) => {
                const verify = security.child(target).child("tls").child("verify");
                return failWhen(is(verify, "None"), verify, { wanted: "write Strict" });
            }),
            ...strangersIn(security, known),
        ];
    },
};

function strangersIn(field: Field, keys: Known): readonly Outcome[] {
    return field.entries.flatMap(([key, inside]) => {
        const below = Object.hasOwn(keys, key) ? keys[key] : undefined;
        if (below === undefined) {
            return [
                fail(inside, {
                    seen: "not a key that the operator knows",
                    wanted: `it is ignored; write one of ${Object.keys(keys).join(", ")}`,
                }),
            ];
        }
        return below === "value" ? [] : inside.isUnknown ? [undecided(inside)] : strangersIn(inside, below);
    });
}
