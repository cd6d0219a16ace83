import { cluster, gapsAreTold, object } from "../../testing/gaps";

describe("what the checks of users and passwords do not carry is a gap:", () => {
    gapsAreTold([
        {
            control: "UM-1",
            what: "a Secret of the first owner's that was not read",
            said: /Secret first-login .* was not read/,
            open: [cluster("bootstrap: { initdb: { secret: { name: first-login } } }")],
            closed: [
                cluster("bootstrap: { initdb: { secret: { name: first-login } } }"),
                object("v1", "Secret", "first-login", "type: kubernetes.io/basic-auth\nstringData: { username: app }"),
            ],
        },
        {
            control: "UM-2",
            what: "a default login that is admitted from the Internet",
            said: /pg_hba\[0\] admits a login .* outside of the cluster \(81\.2\.69\.0\/24\)/,
            open: [
                cluster(
                    'postgresql: { pg_hba: ["hostssl all all 81.2.69.0/24 scram-sha-256", "host all all all reject"] }',
                ),
            ],
            closed: [
                cluster(
                    'postgresql: { pg_hba: ["hostssl all reports 81.2.69.0/24 scram-sha-256", "hostssl all all 10.0.0.0/8 scram-sha-256", "host all all all reject"] }',
                ),
            ],
        },
        {
            control: "UM-3",
            what: "passwords that nothing checks",
            said: /load passwordcheck/,
            open: [cluster("instances: 3")],
            closed: [cluster("postgresql: { shared_preload_libraries: [passwordcheck] }")],
        },
        {
            control: "UM-4",
            what: "no declared account",
            said: /No account is declared/,
            open: [cluster("managed: { roles: [{ name: gone, ensure: absent }] }")],
            closed: [
                cluster("instances: 3"),
                object(
                    "postgresql.cnpg.io/v1",
                    "DatabaseRole",
                    "reader",
                    "spec: { cluster: { name: orders }, name: reader }",
                ),
            ],
        },
        {
            control: "UM-5",
            what: "no provider outside the database",
            said: /No directory and no other provider is configured/,
            open: [cluster('postgresql: { pg_hba: ["hostssl all all 10.0.0.0/8 scram-sha-256"] }')],
            closed: [
                cluster(
                    `postgresql: { pg_hba: ['hostssl all all 10.0.0.0/8 ldap ldapurl="ldaps://ldap.example.org/dc=example"'] }`,
                ),
            ],
        },
    ]);
});
