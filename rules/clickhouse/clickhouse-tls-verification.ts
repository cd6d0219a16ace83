import { altinity } from "../kinds";
import { failAt, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { is } from "../text";
import { configurationOf, effectiveIn, isPartlyHidden, undecidedParts } from "./configuration";
import { sectionsOf, type Section } from "./openssl";
import { references } from "./references";
import { failSettingWhen, isAt, type Setting } from "./setting";

const accept = "AcceptCertificateHandler";
const reject = "RejectCertificateHandler";
const handler = "invalidCertificateHandler/name";

export const rule: Rule = {
    id: "clickhouse-tls-verification",
    title: "Certificates of other servers are verified",
    controls: ["NM-3"],
    severity: "high",
    engine: "clickhouse",
    kinds: [altinity.installation, altinity.keeper],
    why: "TLS without verification keeps nobody out who can place himself between two hosts: any certificate will do.",
    fix: "In the openSSL client section write verificationMode strict, caConfig with your CA, loadDefaultCAFile false and invalidCertificateHandler with the name RejectCertificateHandler. The operator's own examples have it switched off.",
    references: [references.hardening, references.server],
    check: (subject, estate) => {
        const configuration = configurationOf(subject, estate);
        return [
            ...configuration.settings.flatMap(judge),
            ...sectionsOf(configuration, "client").flatMap(judgeMissing),
            ...undecidedParts(configuration),
        ];
    },
};

function judge(setting: Setting): readonly Outcome[] {
    const { field } = setting;
    if (isAt(setting, "openSSL/client/verificationMode")) {
        return failSettingWhen(is(field, "none"), setting, { wanted: "write strict" });
    }
    if (isAt(setting, `openSSL/client/${handler}`) || isAt(setting, `openSSL/server/${handler}`)) {
        return failSettingWhen(is(field, accept), setting, { wanted: `write ${reject}` });
    }
    return [];
}

function judgeMissing({ first, isThere, chain }: Section): readonly Outcome[] {
    const names = effectiveIn(chain, `openSSL/client/${handler}`);
    const rejects = any(...names.map(({ field }) => is(field, reject)));
    const accepts = any(...names.map(({ field }) => is(field, accept)));
    const isMissing: Ternary = all(
        isThere,
        not(rejects),
        accepts === false,
        isPartlyHidden(chain) && names.length === 0 ? "unknown" : true,
    );
    const said = `${first.within ?? first.at.name}: the openSSL client section`;
    if (isMissing === true) {
        return [failAt(first.at.path, `${said} has no ${reject}: write it as ${handler}`)];
    }
    return isMissing === "unknown" ? [undecidedAt(first.at.path, `${said} may have a ${reject}`)] : [];
}
