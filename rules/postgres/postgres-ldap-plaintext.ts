import { cnpg } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is, isTrue } from "../text";
import { eachHbaEntry, tokenIs } from "./clusterHba";
import { optionBegins, optionIs, type HbaEntry } from "./pgHba";
import { manual, page } from "./references";

export const rule: Rule = {
    id: "postgres-ldap-plaintext",
    title: "Passwords go to the LDAP server over TLS",
    controls: ["UM-5"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "PostgreSQL hands the password that a client types to the LDAP server. Without TLS it travels in the clear, and with it a password that opens more than this database.",
    fix: 'Write scheme: ldaps or tls: true in spec.postgresql.ldap; in pg_hba ldapurl="ldaps://..." or ldaptls=1.',
    references: [manual("auth-ldap", "LDAP authentication"), page("postgresql_conf", "LDAP configuration")],
    check: (subject): readonly Outcome[] => {
        const ldap = subject.read("spec.postgresql.ldap");
        const scheme = ldap.child("scheme");
        const isPlain = all(hasContent(ldap.child("server")), not(is(scheme, "ldaps")), not(isTrue(ldap.child("tls"))));
        return [
            ...failWhen(isPlain, scheme, { default: "ldap", wanted: "write ldaps, or tls: true beside it" }),
            ...eachHbaEntry(subject, asksInTheClear, () => ({
                wanted: 'write ldapurl="ldaps://...", ldapscheme=ldaps or ldaptls=1',
            })),
        ];
    },
};

function asksInTheClear({ method, options }: HbaEntry): Ternary {
    return all(
        tokenIs(method, ["ldap"]),
        any(optionBegins(options, "ldapurl", "ldap://"), optionBegins(options, "ldapserver", "")),
        not(optionIs(options, "ldaptls", "1")),
        not(optionIs(options, "ldapscheme", "ldaps")),
    );
}
