import type { Control } from "./control";

export const networkManagement: readonly Control[] = [
    {
        key: "NM-1",
        name: "Secure Ports",
        section: "Network Management",
        wording: "Ports and protocols that are not encrypted are closed.",
        check: "rules",
        build: "Only TLS ports; plaintext listeners are removed, or their clients rejected.",
        relax: "`tls.allowPlaintext` takes a waiver.",
        answers: {
            postgres: {
                how: "configured",
                note: "The port is shared: a pg_hba line rejects plaintext. The metrics port is plain unless monitoring.tls is on.",
            },
            clickhouse: {
                how: "configured",
                note: "Each plaintext port is removed by `_removed_`, with secure yes and insecure no; below operator 0.27.1 that opened a random port.",
            },
            mysql: { how: "configured", note: "require_secure_transport." },
            mongodb: { how: "configured", note: "`tls.mode: requireTLS`; the default admits plaintext." },
        },
    },
    {
        key: "NM-2",
        name: "IP Address Filtering",
        section: "Network Management",
        wording: "Where a login may come from can be listed by address.",
        check: "rules",
        build: "`users[].from` (pods, CIDRs, IPv4 and IPv6) becomes the database's own filter and a NetworkPolicy.",
        answers: {
            postgres: { how: "configured", note: "pg_hba, with podSelectorRefs for pods." },
            clickhouse: { how: "native", note: "networks/ip of each user." },
            mysql: { how: "configured", note: "`users[].hosts` and source ranges of the Services." },
            mongodb: { how: "configured", note: "authenticationRestrictions of the roles." },
        },
    },
    {
        key: "NM-3",
        name: "Server Certificate Verification",
        section: "Network Management",
        wording: "When the database connects to anything by TLS, it verifies the other side's certificate.",
        check: "rules",
        build: "Replication, Keeper, object store, directory and peers are verified against a named CA.",
        answers: {
            postgres: {
                how: "native",
                note: "Between instances the CA is verified, not the host name; verify-full can be set for external clusters.",
                shownBy: {
                    file: "provider/postgres/certificates.engine.test.ts",
                    title: "certificates, as the real operator takes them by which its replicas log in it issues from a CA of its own, which signs for nobody else [NM-3] [NM-5] [UM-6]",
                },
            },
            clickhouse: { how: "configured", note: "verificationMode strict with RejectCertificateHandler." },
            mysql: {
                how: "impossible",
                note: "The object store's certificate can be verified (verifyTLS), the database's is not.",
                reason: "The operator connects to the database with tls=preferred, which verifies no certificate.",
                instead:
                    "Admit only the operator and the cluster's pods to the database's ports by NetworkPolicy, keep verifyTLS on for backups, and have applications verify the server.",
            },
            mongodb: {
                how: "configured",
                note: "allowInvalidCertificates: false; the backup agent's links stay unverified (operator issue #2407).",
            },
        },
    },
    {
        key: "NM-4",
        name: "Encrypted Client Connections",
        section: "Network Management",
        wording: "Clients connect by TLS of a good version with good ciphers, and by client certificates where wanted.",
        check: "rules",
        build: "TLS 1.3, or 1.2 where the engine or a client cannot; good ciphers; client certificates by `tls.clientCertificates: required`.",
        relax: "`tls.minimumVersion` 1.2, less is refused; `tls.allowPlaintext` takes a waiver.",
        answers: {
            postgres: {
                how: "native",
                note: "TLS 1.3 by default; client certificates through pg_hba.",
                shownBy: {
                    file: "provider/postgres/tls.server.test.ts",
                    title: "TLS of a real PostgreSQL by default is TLS 1.3 [NM-4]",
                },
            },
            clickhouse: { how: "configured", note: "The openSSL part of a configuration file." },
            mysql: { how: "configured", note: "tls_version and ssl_cipher." },
            mongodb: { how: "configured", note: "net.tls.disabledProtocols." },
        },
    },
    {
        key: "NM-5",
        name: "Encrypted Intra-cluster Communications",
        section: "Network Management",
        wording: "The same TLS protects what the database's nodes say to each other.",
        check: "rules",
        build: "As NM-4, between nodes.",
        answers: {
            postgres: {
                how: "native",
                note: "Replication by TLS 1.3 with client certificates.",
                shownBy: {
                    file: "provider/postgres/hba.server.test.ts",
                    title: "Who gets into a real PostgreSQL, from where replication is refused without the operator's client certificate [NM-5, UM-6]",
                },
            },
            clickhouse: { how: "configured", note: "`secure: yes` and the interserver port for HTTPS." },
            mysql: { how: "native", note: "pxc_encrypt_cluster_traffic is on." },
            mongodb: { how: "configured", note: "`tls.mode: requireTLS`." },
        },
    },
    {
        key: "NM-6",
        name: "Encrypted External Service Communications",
        section: "Network Management",
        wording:
            "The same TLS protects what the database says to services outside, such as event streams and object stores.",
        check: "rules",
        build: "As NM-4, to outside services; http:// endpoints are refused.",
        answers: {
            postgres: { how: "configured", note: "https endpoints, endpointCA for a CA of your own." },
            clickhouse: { how: "configured", note: "Kafka with SSL, S3 by https." },
            mysql: { how: "configured", note: "https endpoints, caBundle for a CA of your own." },
            mongodb: { how: "configured", note: "https endpoints, insecureSkipTLSVerify left false." },
        },
    },
    {
        key: "NM-7",
        name: "Server X509 Certificate and Keys",
        section: "Network Management",
        wording: "Server certificates and keys can be installed, rotated and removed.",
        check: "rules",
        build: "Made and rotated by the operator or by cert-manager, or generated with early renewal and an alert before they expire; or Secrets of yours.",
        relax: "`tls.issuer` chooses who makes them.",
        answers: {
            postgres: {
                how: "native",
                note: "Made and renewed by the operator, or serverTLSSecret of your own.",
                shownBy: {
                    file: "provider/postgres/certificates.engine.test.ts",
                    title: "certificates, as the real operator takes them that the operator issues from our root it issues for every name of the database, which the root verifies [NM-4] [NM-7]",
                },
            },
            clickhouse: { how: "added", note: "None are made: cert-manager or the component makes them." },
            mysql: {
                how: "native",
                note: "Made by the operator or cert-manager; without cert-manager nothing renews them. sslSecretName for your own.",
            },
            mongodb: { how: "native", note: "Made by the operator or cert-manager; secrets.ssl for your own." },
        },
    },
    {
        key: "NM-8",
        name: "Root X509 Certificates",
        section: "Network Management",
        wording: "Root certificates can be installed, rotated and removed, so that a CA of the house can be used.",
        check: "evidence",
        evidence: {
            kind: "a rotation that was tried",
            record: "The old and the new root's fingerprints, that clients connected while both were trusted and after the old one was gone, the commands, and the date.",
        },
        build: "The root from `tls.ca`, rotated by trusting the old one (`tls.previousCa`) and the new one together, then removed.",
        answers: {
            postgres: { how: "configured", note: "serverCASecret and clientCASecret; a bundle of two while rotating." },
            clickhouse: { how: "configured", note: "caConfig, with loadDefaultCAFile false." },
            mysql: { how: "configured", note: "ca.crt in the TLS Secrets." },
            mongodb: { how: "configured", note: "ca.crt in the TLS Secrets." },
        },
    },
    {
        key: "NM-9",
        name: "Chained Certificates",
        section: "Network Management",
        wording: "A server certificate may be signed by an intermediate, and the server sends the chain.",
        check: "evidence",
        evidence: {
            kind: "a TLS handshake",
            record: "What `openssl s_client -showcerts` against the database's port showed (leaf and intermediate, verified against the root alone), and the date.",
        },
        build: "Generated chains have root, intermediate and leaf; the server sends leaf and intermediate.",
        answers: {
            postgres: {
                how: "native",
                note: "Leaf and intermediates in tls.crt, the root in ca.crt.",
                shownBy: {
                    file: "provider/postgres/certificates.engine.test.ts",
                    title: "certificates, as the real operator takes them that are generated it takes as they are, with the intermediate, and issues none itself [NM-7] [NM-9]",
                },
            },
            clickhouse: { how: "native", note: "The whole chain in certificateFile." },
            mysql: {
                how: "configured",
                note: "The chain in tls.crt of a Secret of your own.",
                unverified: "that the server sends the intermediates it is given",
            },
            mongodb: {
                how: "configured",
                note: "The chain in tls.crt of a Secret of your own.",
                unverified: "that the server sends the intermediates it is given",
            },
        },
    },
    {
        key: "NM-10",
        name: "FIPS Compatibility",
        section: "Network Management",
        wording: "Where it is to be had, cryptography that meets FIPS can be chosen for the network.",
        check: "rules",
        build: "`fips: true` picks images and settings built for FIPS where the engine has them (ClickHouse), and is refused with the reason where not.",
        relax: "Off by default, since the guide asks only that it can be chosen.",
        answers: {
            postgres: {
                how: "impossible",
                note: "Neither the operator nor its images are built for FIPS.",
                reason: "The CloudNativePG project publishes no FIPS build of operator or database.",
                instead:
                    "Use a vendor's FIPS images of the same operator (EDB) or build images of your own on a validated OpenSSL, on nodes in FIPS mode.",
            },
            clickhouse: {
                how: "configured",
                note: "Altinity's FIPS images and security.fips.enforced: compatible with FIPS, not certified.",
            },
            mysql: {
                how: "impossible",
                note: "No FIPS build was found.",
                unverified: "that Percona publishes no FIPS build of these images",
                reason: "The operator has no FIPS setting, and its public images name no validated cryptography.",
                instead: "Ask the vendor for FIPS builds, or build images of your own on a validated OpenSSL.",
            },
            mongodb: {
                how: "configured",
                note: "net.tls.FIPSMode, with the vendor's Pro builds.",
                unverified: "that the public images accept FIPSMode, and what the Pro builds are validated for",
            },
        },
    },
    {
        key: "NM-11",
        name: "Service Integration",
        section: "Network Management",
        wording:
            "Users can set properties of the database's Services, for instance those that steer a cloud's load balancer.",
        check: "rules",
        build: "`service` hands annotations, type and source ranges on.",
        answers: {
            postgres: { how: "configured", note: "`managed.services`, `serviceTemplate` of a Pooler." },
            clickhouse: { how: "configured", note: "`serviceTemplates`." },
            mysql: { how: "configured", note: "`expose` with annotations and source ranges." },
            mongodb: { how: "configured", note: "`expose` with annotations and source ranges." },
        },
    },
];
