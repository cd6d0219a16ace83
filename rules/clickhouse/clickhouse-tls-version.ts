import { altinity } from "../kinds";
import { failAt, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasVariable, isFalse, literalsOf } from "../text";
import { configurationOf, effectiveIn, isPartlyHidden, stands, undecidedParts } from "./configuration";
import { sectionsOf, type Section } from "./openssl";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";

const oldProtocols = ["sslv2", "sslv3", "tlsv1", "tlsv1_1"];
const wanted = `write ${oldProtocols.join(",")}`;

export const rule: Rule = {
    id: "clickhouse-tls-version",
    title: "TLS 1.2 is the oldest protocol that is spoken",
    controls: ["NM-4"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.keeper],
    why: "Older protocols have known holes; what a client negotiates down to, an attacker can make it negotiate down to.",
    fix: "In the openSSL server section write disableProtocols sslv2,sslv3,tlsv1,tlsv1_1 and leave requireTLSv1 out: the require settings take precedence over disableProtocols (ClickHouse issue 65187).",
    references: [references.server, references.hardening],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...configuration.settings.flatMap(judgeRequired),
            ...sectionsOf(configuration, "server").flatMap(judgeDisabled),
            ...undecidedParts(configuration),
        ];
    },
};

function judgeRequired(setting: Setting): readonly Outcome[] {
    const isOld = ["requireTLSv1", "requireTLSv1_1"].some((key) => isAt(setting, `openSSL/server/${key}`));
    return isOld
        ? failSettingWhen(all(stands(setting), not(isFalse(setting.field))), setting, {
              wanted: "leave it out, and write disableProtocols",
          })
        : [];
}

function judgeDisabled({ first, isThere, chain }: Section): readonly Outcome[] {
    const written = effectiveIn(chain, "openSSL/server/disableProtocols").filter(({ removed }) => removed !== true);
    if (written.length > 0) {
        return written.flatMap((setting) => failSettingWhen(lacksSome(setting), setting, { wanted }));
    }
    const isMissing = all(isThere, isPartlyHidden(chain) ? "unknown" : true);
    const said = `${first.within ?? first.at.name}: the openSSL server section`;
    if (isMissing === true) {
        return [failAt(first.at.path, `${said} has no disableProtocols: ${wanted}`)];
    }
    return isMissing === "unknown" ? [undecidedAt(first.at.path, `${said} may have disableProtocols`)] : [];
}

function lacksSome({ field }: Setting): Ternary {
    if (field.isUnknown) {
        return "unknown";
    }
    const text = field.text ?? "";
    const disabled = literalsOf(text).flatMap((literal) => literal.split(/[\s,;]+/));
    const lacking = oldProtocols.map((protocol) => !disabled.includes(protocol));
    return any(...lacking) === true && hasVariable(text) ? "unknown" : any(...lacking);
}
