/** The tree that the people stand in. */
export const people = "ou=people,dc=example,dc=org";

export interface DirectoryFiles {
    modules: string;
    schemas: string;
    data: string;
    /** Absent: it speaks no TLS. */
    tls?: { certificate: string; key: string };
}

/**
 * Nobody reads anything; a bind as a person checks the password. As lax as some directories are, for what PostgreSQL has to see to by itself:
 * a bind without a password succeeds (RFC 4513, section 5.1.2), and passwords are taken in the clear.
 */
export function slapdConf({ modules, schemas, data, tls }: DirectoryFiles): string {
    return [
        `include ${schemas}/core.schema`,
        `modulepath ${modules}`,
        "moduleload back_mdb",
        ...(tls === undefined ? [] : [`TLSCertificateFile ${tls.certificate}`, `TLSCertificateKeyFile ${tls.key}`]),
        "allow bind_anon_cred",
        "database mdb",
        "suffix dc=example,dc=org",
        `directory ${data}`,
        "access to attrs=userPassword by anonymous auth by * none",
        "access to * by * none",
        "",
    ].join("\n");
}

/** The tree, with a person for each password. */
export function ldif(passwords: Readonly<Record<string, string>>): string {
    return [
        entry("dc=example,dc=org", ["objectClass: dcObject", "objectClass: organization", "dc: example", "o: Example"]),
        entry(people, ["objectClass: organizationalUnit", "ou: people"]),
        ...Object.entries(passwords).map(([name, password]) =>
            entry(`uid=${name},${people}`, [
                "objectClass: person",
                "objectClass: uidObject",
                `uid: ${name}`,
                `cn: ${name}`,
                `sn: ${name}`,
                `userPassword: ${password}`,
            ]),
        ),
    ].join("\n");
}

function entry(name: string, lines: readonly string[]): string {
    return [`dn: ${name}`, ...lines, ""].join("\n");
}
