import type { Control } from "./control";

export const userManagement: readonly Control[] = [
    {
        key: "UM-1",
        name: "Default User Password",
        section: "User Management",
        wording:
            "Every login that exists from the start gets a password that was generated for it, or no way to log in.",
        check: "rules",
        build: "Logins that come with the operator or the database get a random password of 32 characters or more, or none at all: PostgreSQL's superuser stays without one.",
        answers: {
            postgres: {
                how: "native",
                note: "The operator generates the application's password into a Secret; the superuser has none.",
                shownBy: {
                    file: "provider/postgres/passwords.server.test.ts",
                    title: "Passwords in a real PostgreSQL of the superuser and of the operator's own roles do not exist [UM-1]",
                },
            },
            clickhouse: {
                how: "added",
                note: "The operator's own login has a password that is the same everywhere, and `default` an empty one: both need Secrets of their own.",
            },
            mysql: {
                how: "native",
                note: "The operator generates all system passwords when the Secret is not there; the sample Secret in its repository must not be used.",
            },
            mongodb: {
                how: "native",
                note: "The operator generates all system passwords when the Secret is not there; the sample Secret in its repository must not be used.",
            },
        },
    },
    {
        key: "UM-2",
        name: "Default User Network",
        section: "User Management",
        wording: "Logins that exist from the start are admitted only from the pod itself or from inside the cluster.",
        check: "rules",
        build: "Default and administrative logins come only from localhost or the database's own pods, application logins only from where `users[].from` says.",
        relax: "A `users[].from[].cidr` wider than /8 (IPv4) or /32 (IPv6), alone or together with others, takes a waiver in `users[].from[].allowWide`.",
        answers: {
            postgres: {
                how: "configured",
                note: "The operator's last pg_hba line admits every address; a reject line before it closes that.",
            },
            clickhouse: {
                how: "native",
                note: "`default` is limited to the pods and the operator's login to the operator's address; networks/ip adds to that, it does not replace it.",
            },
            mysql: {
                how: "configured",
                note: "`users[].hosts` limits the users you declare; root@% needs a NetworkPolicy beside it.",
            },
            mongodb: { how: "added", note: "A NetworkPolicy decides who reaches the system users." },
        },
    },
    {
        key: "UM-3",
        name: "Prevent Insecure Passwords",
        section: "User Management",
        wording: "Passwords are stored only as strong hashes, and weak ones are refused.",
        check: "rules",
        build: "SCRAM-SHA-256, SHA-256 or caching_sha2 verifiers; generated passwords; length and character classes are demanded of given ones, and by the database of later ones where it can. No plaintext in a custom resource, a ConfigMap or the state.",
        answers: {
            postgres: {
                how: "native",
                note: "SCRAM-SHA-256 unless password_encryption or pg_hba says otherwise.",
                shownBy: {
                    file: "provider/postgres/passwords.server.test.ts",
                    title: "Passwords in a real PostgreSQL are stored as SCRAM-SHA-256 verifiers, of which none holds the password [UM-3, UM-7]",
                },
            },
            clickhouse: {
                how: "configured",
                note: "allow_plaintext_password, allow_no_password and allow_implicit_no_password set to 0, and password_complexity.",
            },
            mysql: {
                how: "native",
                note: "caching_sha2_password on MySQL 8; with ProxySQL it is mysql_native_password, so take HAProxy.",
            },
            mongodb: { how: "native", note: "SCRAM-SHA-256." },
        },
    },
    {
        key: "UM-4",
        name: "Local User Accounts",
        section: "User Management",
        wording: "The database's accounts and their rights can be declared, with no more rights than each needs.",
        check: "rules",
        build: "`users[]` declares login, database, read or readWrite, connection limit, end date and whether it is off. No superuser, no replication, no rights on the server's files.",
        relax: "`users[].privileged` takes a waiver.",
        answers: {
            postgres: { how: "configured", note: "`managed.roles` of the Cluster, or DatabaseRole objects." },
            clickhouse: { how: "configured", note: "users, profiles and quotas, with grants/query for the rights." },
            mysql: { how: "configured", note: "`users[]` with databases and grants." },
            mongodb: { how: "configured", note: "`users[]` and `roles[]`." },
        },
    },
    {
        key: "UM-5",
        name: "Authentication Provider Support",
        section: "User Management",
        wording:
            "Users can be authenticated by a directory or another provider outside the database, over a verified connection.",
        check: "rules",
        build: "`externalAuth.ldap` (ldaps or StartTLS with a verified CA, bound as the user) and client certificates by `users[].clientCertificate`.",
        answers: {
            postgres: {
                how: "configured",
                note: "`postgresql.ldap`; the line it makes is IPv4 only and admits plaintext, so a hostssl line in pg_hba is better.",
            },
            clickhouse: { how: "configured", note: "ldap_servers, Kerberos, or a certificate's common name per user." },
            mysql: {
                how: "configured",
                note: "An authentication plugin in the server's configuration.",
                unverified: "which plugins the image has, and whether the operator leaves such users alone",
            },
            mongodb: { how: "configured", note: "`secrets.ldapSecret` with security.ldap, or X.509 users." },
        },
    },
    {
        key: "UM-6",
        name: "Intra-Cluster Authentication",
        section: "User Management",
        wording:
            "The database's nodes authenticate to each other by certificates or generated secrets, set up without a person.",
        check: "rules",
        build: "Node to node by certificate or by a generated shared secret.",
        answers: {
            postgres: {
                how: "native",
                note: "Replicas log in with client certificates.",
                shownBy: {
                    file: "provider/postgres/certificates.engine.test.ts",
                    title: "certificates, as the real operator takes them by which its replicas log in it issues from a CA of its own, which signs for nobody else [NM-3] [NM-5] [UM-6]",
                },
            },
            clickhouse: {
                how: "configured",
                note: "`clusters[].secret` for distributed queries and interserver_http_credentials for replication.",
            },
            mysql: { how: "native", note: "TLS in the cluster and users of the operator's." },
            mongodb: { how: "native", note: "A generated key file, or X.509." },
        },
    },
    {
        key: "UM-7",
        name: "Secure Local User Storage",
        section: "User Management",
        wording: "Where the database keeps its accounts on disk, nobody can read a password.",
        check: "evidence",
        evidence: {
            kind: "a look at what is stored",
            record: "Where the engine keeps its accounts and in which form (verifier, hash), that the volume is encrypted (SM-1), the version looked at, and the date.",
        },
        build: "Only verifiers on disk, on an encrypted volume; the report says for each engine where the accounts are.",
        answers: {
            postgres: {
                how: "native",
                note: "SCRAM verifiers in pg_authid.",
                shownBy: {
                    file: "provider/postgres/passwords.server.test.ts",
                    title: "Passwords in a real PostgreSQL are stored as SCRAM-SHA-256 verifiers, of which none holds the password [UM-3, UM-7]",
                },
            },
            clickhouse: {
                how: "native",
                note: "SHA-256 hashes in the configuration, SQL users under the data folder; the installation's status repeats the hashes, so few may read it.",
            },
            mysql: { how: "native", note: "Hashes in mysql.user." },
            mongodb: { how: "native", note: "SCRAM verifiers in admin.system.users." },
        },
    },
];
