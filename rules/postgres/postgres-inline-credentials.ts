import type { Field } from "../field";
import { cnpg } from "../kinds";
import { each, fail, failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any } from "../ternary";
import { hasContent, hasVariable, isVariable } from "../text";
import { eachHbaEntry } from "./clusterHba";
import { inlineSql, type InitdbSql } from "./initdbSql";
import { optionBegins } from "./pgHba";
import { page } from "./references";

export const rule: Rule = {
    id: "postgres-inline-credentials",
    title: "Credentials stand in Secrets, not in the Cluster",
    controls: ["CM-2", "CM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "Whoever may read the Cluster reads what is written in it, and so does the repository that it comes from, for good.",
    fix: "Use externalClusters[].password, env[].valueFrom.secretKeyRef and managed.roles[].passwordSecret. In pg_hba bind to LDAP without a password of its own (ldapprefix, ldapsuffix).",
    references: [
        page("bootstrap", "bootstrap from another cluster"),
        page("cluster_conf", "environment variables"),
        page("declarative_role_management", "role management"),
    ],
    check: (subject): readonly Outcome[] => [
        ...each(subject.read("spec.externalClusters"), (cluster) => {
            const password = cluster.at("connectionParameters.password");
            return failWhen(hasContent(password), password, {
                wanted: "move it to a Secret, and name that in password.name and password.key beside connectionParameters",
            });
        }),
        ...each(subject.read("spec.env"), (variable) => environment(variable)),
        ...eachHbaEntry(
            subject,
            ({ options }) =>
                any(optionBegins(options, "ldapbindpasswd", ""), optionBegins(options, "radiussecrets", "")),
            () => ({
                wanted: "take the password out of the line: bind with ldapprefix and ldapsuffix, or use another method",
            }),
        ),
        ...inlineSql(subject).flatMap((sql) => statements(sql)),
    ],
};

function environment(variable: Field): readonly Outcome[] {
    const name = variable.child("name");
    const value = variable.child("value");
    const isNamed = name.isUnknown || hasVariable(name.text ?? "") ? "unknown" : isCredential(name.text ?? "");
    const isLiteral = hasVariable(value.text ?? "") ? "unknown" : hasContent(value);
    const truth = all(isNamed, isLiteral);
    if (truth === "unknown") {
        // Nothing of the value is shown: part of it may be the credential.
        return [undecided(value, `whether ${value.name} is a credential depends on what is not known`)];
    }
    return failWhen(truth, value, { seen: "a literal", wanted: "take it from a Secret with valueFrom.secretKeyRef" });
}

function isCredential(name: string): boolean {
    return /(PASSWORD|SECRET|TOKEN|ACCESS_KEY)$/i.test(name);
}

function statements({ field, text }: InitdbSql): readonly Outcome[] {
    if (text === undefined) {
        return [undecided(field)];
    }
    if (/\bpassword\s+(?:(?:E|U&)?'[^']|\$\w*\$)/i.test(text)) {
        return [
            fail(field, {
                seen: "SQL with a password in it",
                wanted: "make the role in spec.managed.roles, with its password in a Secret",
            }),
        ];
    }
    return text.split(";").some((statement) => isVariable(statement))
        ? [undecided(field, `${field.name} is SQL with a variable`)]
        : [];
}
