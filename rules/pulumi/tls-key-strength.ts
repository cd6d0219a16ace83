import { cloudTied } from "../cloudTies";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, type Ternary } from "../ternary";
import { is, isAbsent, numberOf } from "../text";

const fewestRsaBits = 2048;

export const rule: Rule = {
    id: "tls-key-strength",
    title: "A generated TLS key of a database is strong",
    controls: ["NM-7"],
    severity: "high",
    kinds: ["tls:index/privateKey:PrivateKey"],
    why: "RSA keys under 2048 bits can be broken, and P224 is below what current profiles of TLS accept. Whoever has the key of the server or of its authority can pose as the database.",
    fix: "Write algorithm ECDSA with ecdsaCurve P256 or P384, ED25519, or RSA with rsaBits 2048 or more. ECDSA without ecdsaCurve makes P224.",
    references: [
        {
            title: "Pulumi TLS: PrivateKey",
            url: "https://www.pulumi.com/registry/packages/tls/api-docs/privatekey/",
            version: "@pulumi/tls 5.6.1",
        },
    ],
    check: (subject, estate) => (cloudTied(subject, estate) ? [...weakRsa(subject), ...weakCurve(subject)] : []),
};

function weakRsa({ read }: Subject): readonly Outcome[] {
    const bits = read("rsaBits");
    const isRsa = is(read("algorithm"), "RSA");
    const count = numberOf(bits);
    const isShort: Ternary = count === "unknown" ? "unknown" : count !== undefined && count < fewestRsaBits;
    return failWhen(all(isRsa, isShort), bits, { wanted: `write ${fewestRsaBits} or more, or leave it out` });
}

function weakCurve({ read }: Subject): readonly Outcome[] {
    const curve = read("ecdsaCurve");
    const isWeak = any(isAbsent(curve), is(curve, "P224"));
    return failWhen(all(is(read("algorithm"), "ECDSA"), isWeak), curve, {
        wanted: "write P256 or P384",
        default: "P224",
    });
}
