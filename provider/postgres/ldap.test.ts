import assert from "node:assert/strict";
import { admission } from "./hba";
import { ldapEgress, ldapOptions } from "./ldap";
import { ldapProblems } from "./ldapProblems";
import type { PostgresLdapArgs, PostgresUserArgs } from "./userArguments";

const ldap: PostgresLdapArgs = {
    host: "ldap.example.org",
    ca: "not read here",
    userPrefix: "uid=",
    userSuffix: ",ou=people,dc=example,dc=org",
    cidrs: ["192.0.2.10/32"],
};
const alice: PostgresUserArgs = {
    name: "alice",
    database: "orders",
    access: "read",
    authentication: "ldap",
    from: [{ cidr: "10.0.0.0/16" }],
};

describe("A login that a directory checks", () => {
    it("is a line of ours, over TLS on both ways, bound as the user: no password of the directory stands anywhere [UM-5, CM-3]", () => {
        assert.equal(
            admission(alice, "10.0.0.0/16", {}, ldap),
            'hostssl orders alice 10.0.0.0/16 ldap ldapserver=ldap.example.org ldapport=636 ldapscheme=ldaps ldapprefix="uid=" ' +
                'ldapsuffix=",ou=people,dc=example,dc=org"',
        );
        assert.match(ldapOptions({ ...ldap, encryption: "startTls" }), / ldapport=389 ldaptls=1 /);
        assert.match(ldapOptions({ ...ldap, port: 3269 }), / ldapport=3269 /);
    });

    it("stays behind TLS where plaintext is allowed to others, since the directory's password goes over the line", () => {
        const allowPlaintext = { reason: "legacy", owner: "data", expires: "2027-03-31" };
        assert.match(admission(alice, "10.0.0.0/16", { allowPlaintext }, ldap), /^hostssl /);
    });

    it("reaches the directory's addresses on its port and nothing else [KSI-6]", () => {
        assert.deepEqual(ldapEgress(ldap), {
            peers: [{ ipBlock: { cidr: "192.0.2.10/32" } }],
            ports: [{ protocol: "TCP", port: 636 }],
        });
    });

    it("quotes what stands in the line, so that no suffix ends it or adds an option", () => {
        const line = admission(alice, "10.0.0.0/16", {}, { ...ldap, userSuffix: '" ldaptls=0 #' });
        assert.ok(line.endsWith('ldapsuffix=""" ldaptls=0 #"'));
    });
});

describe("The directory's arguments", () => {
    const of = (changes: Partial<PostgresLdapArgs>) =>
        ldapProblems({ ...ldap, ca: "x", ...changes } as Parameters<typeof ldapProblems>[0]).map(
            ({ path, reason }) => `${path}: ${reason}`,
        );

    it("are refused with what to write instead", () => {
        assert.match(of({})[0] ?? "", /^ca: is no certificate in PEM; write the content of the file/);
        assert.match(of({ cidrs: ["192.0.2.10"] })[0] ?? "", /^cidrs\[0\]: /);
        assert.ok(
            of({ userSuffix: "a\nhost all all all trust" }).includes("userSuffix: has a line break; write one line"),
        );
        assert.ok(
            of({ userPrefix: "", userSuffix: "" }).some((each) =>
                each.startsWith("userPrefix: makes no name of a directory entry"),
            ),
        );
    });
});
