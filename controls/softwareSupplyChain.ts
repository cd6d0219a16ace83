import type { Control } from "./control";

export const softwareSupplyChain: readonly Control[] = [
    {
        key: "SSC-1",
        name: "Operator Security Test",
        section: "Software Supply Chain",
        wording: "A regression test holds each of these security features in place.",
        check: "evidence",
        evidence: {
            kind: "a test report",
            record: "The test run that covers the control for this operator and version (a link to the run and its commit), how many passed, and the date.",
        },
        build: "A test for each control and engine in this repository, linked by the report.",
        answers: {
            postgres: { how: "configured", note: "End-to-end tests upstream; hardened-db adds its own." },
            clickhouse: { how: "configured", note: "TestFlows end-to-end tests upstream; hardened-db adds its own." },
            mysql: { how: "configured", note: "End-to-end tests upstream, security contexts among them." },
            mongodb: { how: "configured", note: "End-to-end tests upstream." },
        },
    },
    {
        key: "SSC-2",
        name: "Version Management",
        section: "Software Supply Chain",
        wording:
            "Versions are released and chosen so that only tested software that is meant for production is pulled.",
        check: "rules",
        build: "Operators and databases are pinned by version and digest, in one file.",
        relax: "Other images, by digest: `images.postgres`, `operator.images` and `images` of a PostgresOperator.",
        answers: {
            postgres: {
                how: "native",
                note: "A table of supported versions.",
                shownBy: {
                    file: "provider/plugin.upgrades.test.ts",
                    title: "Versions of PostgreSQL minor: moves with this package only as far as its pin, under the same major [SSC-2]",
                },
            },
            clickhouse: { how: "native", note: "Release notes; the server's image is `latest` unless it is named." },
            mysql: { how: "native", note: "crVersion ties the custom resource to a release." },
            mongodb: { how: "native", note: "crVersion ties the custom resource to a release." },
        },
    },
    {
        key: "SSC-3",
        name: "Operator CVE Scanning",
        section: "Software Supply Chain",
        wording: "The operator's image and those it depends on are scanned, and released with no HIGH vulnerability.",
        check: "evidence",
        evidence: {
            kind: "a vulnerability scan",
            record: "A scanner's report (Trivy JSON or SARIF) of the operator's and the sidecars' images by digest, the scanner's version, and the date; HIGH and CRITICAL findings with their waivers.",
        },
        build: "Scan results are taken in and shown; HIGH fails.",
        answers: {
            postgres: { how: "native", note: "Scanned upstream by Snyk and CodeQL." },
            clickhouse: {
                how: "added",
                note: "No scan is to be seen in the operator's repository: scan its image yourself.",
            },
            mysql: { how: "native", note: "Scanned upstream on pull requests." },
            mongodb: { how: "native", note: "Scanned upstream." },
        },
    },
    {
        key: "SSC-4",
        name: "Database CVE Scanning",
        section: "Software Supply Chain",
        wording: "Only database images with no HIGH vulnerability are deployed.",
        check: "evidence",
        evidence: {
            kind: "a vulnerability scan",
            record: "A scanner's report (Trivy JSON or SARIF) of the database's images by digest, the scanner's version, and the date; HIGH and CRITICAL findings with their waivers.",
        },
        build: "Scan results of database images are taken in and shown; HIGH fails.",
        answers: {
            postgres: { how: "native", note: "Images are rebuilt every week." },
            clickhouse: { how: "configured", note: "Choose a long-term or an Altinity stable build." },
            mysql: { how: "native", note: "Percona's images." },
            mongodb: { how: "native", note: "Percona's images." },
        },
    },
    {
        key: "SSC-5",
        name: "CVE Tracking and Response",
        section: "Software Supply Chain",
        wording: "Vulnerabilities in the operator or its images lead to new releases, and old ones are left.",
        check: "rules",
        build: "Versions of operators and databases with known vulnerabilities are refused, from a data file with CVE ids.",
        relax: "A waiver.",
        answers: {
            postgres: {
                how: "native",
                note: "Fixes for the supported minor versions.",
                shownBy: {
                    file: "provider/postgres/pins.test.ts",
                    title: "The pinned versions are of an operator without a known hole, told from one that has some [SSC-5]",
                },
            },
            clickhouse: { how: "configured", note: "Fixes only in the newest version: follow it." },
            mysql: { how: "native", note: "Fixes in new releases." },
            mongodb: { how: "native", note: "Fixes in new releases." },
        },
    },
    {
        key: "SSC-6",
        name: "Responsible Exploit Reporting",
        section: "Software Supply Chain",
        wording: "The project has a safe way to report an exploit.",
        check: "evidence",
        evidence: {
            kind: "a reporting address",
            record: "The operator's security policy or address, that it answers, and the date it was looked up.",
        },
        build: "SECURITY.md of this project, and each operator's address in the report.",
        answers: {
            postgres: { how: "native", note: "SECURITY.md and GitHub security advisories." },
            clickhouse: { how: "native", note: "A mail address only; there is no SECURITY.md (operator issue #1016)." },
            mysql: {
                how: "native",
                note: "Percona's company policy.",
                unverified: "that the policy covers this operator",
            },
            mongodb: {
                how: "native",
                note: "Percona's company policy.",
                unverified: "that the policy covers this operator",
            },
        },
    },
];
