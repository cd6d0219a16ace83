import { altinity } from "../kinds";
import type { Outcome } from "../outcome";
import type { Rule } from "../rule";
import { any, type Ternary } from "../ternary";
import { is, oneOf } from "../text";
import { configurationOf, undecidedParts } from "./configuration";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";
import { isOff } from "./stringBool";

export const rule: Rule = {
    id: "clickhouse-ldap-plaintext",
    title: "LDAP is asked over TLS, and the server is verified",
    controls: ["UM-5"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.template],
    why: "ClickHouse sends the user's password to the LDAP server with every login. Without TLS, or to a server that nobody verified, it is given away.",
    fix: "Write enable_tls: yes and tls_require_cert: demand (both are the default), with tls_ca_cert_file naming your CA.",
    references: [references.ldap],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [...configuration.own.flatMap(judge), ...undecidedParts(configuration)];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    const { field } = setting;
    if (isAt(setting, "ldap_servers/*/enable_tls")) {
        const isPlain: Ternary = any(isOff(field), is(field, "starttls"));
        return failSettingWhen(isPlain, setting, { wanted: "write yes, for ldaps" });
    }
    return isAt(setting, "ldap_servers/*/tls_require_cert")
        ? failSettingWhen(oneOf(field, ["never", "allow", "try"]), setting, { wanted: "write demand" })
        : [];
}
