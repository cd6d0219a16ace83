import type { Control } from "./control";

export const documentation: readonly Control[] = [
    {
        key: "D-1",
        name: "Operator Doc Set",
        section: "Documentation",
        wording: "There is a tutorial, examples, and a reference of all settings, kept up to date.",
        check: "evidence",
        evidence: {
            kind: "a document",
            record: "Links to tutorial, examples and reference of the version in use, and the date they were looked at.",
        },
        build: "A tutorial, examples, and a reference generated from the code.",
        answers: {
            postgres: { how: "native", note: "Documentation for each version." },
            clickhouse: { how: "native", note: "Documentation in the repository." },
            mysql: { how: "native", note: "Documentation for each version." },
            mongodb: { how: "native", note: "Documentation for each version." },
        },
    },
    {
        key: "D-2",
        name: "Hardening Guide",
        section: "Documentation",
        wording:
            "A hardening guide covers every security setting, its assumptions and examples, and says what is not covered.",
        check: "evidence",
        evidence: {
            kind: "a document",
            record: "A link to the hardening guide of the version in use, which of these controls it leaves out, and the date it was looked at.",
        },
        build: "A hardening guide for each engine, generated from these controls, the components and the rules.",
        answers: {
            postgres: { how: "native", note: "A security page, without a map to this checklist." },
            clickhouse: { how: "native", note: "A hardening guide and a FIPS guide." },
            mysql: { how: "configured", note: "Pages on TLS, users and encryption, not one guide." },
            mongodb: { how: "configured", note: "Pages on TLS, users and encryption, not one guide." },
        },
    },
    {
        key: "D-3",
        name: "Release Notes",
        section: "Documentation",
        wording: "Release notes say which changes concern security, with the CVEs they answer.",
        check: "evidence",
        evidence: {
            kind: "a document",
            record: "A link to the release notes of the version in use, the CVEs they name, and the date they were looked at.",
        },
        build: "A changelog with a Security part in each release.",
        answers: {
            postgres: { how: "native", note: "CVE ids in the release notes." },
            clickhouse: { how: "native", note: "Release notes for each version." },
            mysql: { how: "native", note: "Release notes for each version." },
            mongodb: { how: "native", note: "Release notes for each version." },
        },
    },
];
