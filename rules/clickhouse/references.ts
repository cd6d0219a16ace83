import type { Reference } from "../rule";

/** What the rules of this folder were read from. */
export const references = {
    hardening: {
        title: "clickhouse-operator: hardening guide",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/security_hardening.md",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    installation: {
        title: "clickhouse-operator: an installation with every field",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/chi-examples/99-clickhouseinstallation-max.yaml",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    storage: {
        title: "clickhouse-operator: storage",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/storage.md",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    operator: {
        title: "clickhouse-operator: operator configuration",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/operator_configuration.md",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    security: {
        title: "clickhouse-operator: the security types of its API",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/pkg/apis/clickhouse.altinity.com/v1/type_security.go",
        version: "clickhouse-operator, commit 08233ec",
    },
    userNormalizer: {
        title: "clickhouse-operator: how users are filled in",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/pkg/model/chi/normalizer/normalizer-configuration-user.go",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    keeper: {
        title: "clickhouse-operator: a Keeper installation",
        url: "https://github.com/Altinity/clickhouse-operator/blob/master/docs/chk-examples/02-extended-3-nodes.yaml",
        version: "clickhouse-operator, commit 50e8d04 (December 2025)",
    },
    users: {
        title: "ClickHouse: users and roles settings",
        url: "https://clickhouse.com/docs/operations/settings/settings-users",
        version: "ClickHouse 26.3",
    },
    server: {
        title: "ClickHouse: server settings",
        url: "https://clickhouse.com/docs/operations/server-configuration-parameters/settings",
        version: "ClickHouse 26.3",
    },
    grants: {
        title: "ClickHouse: GRANT",
        url: "https://clickhouse.com/docs/sql-reference/statements/grant",
        version: "ClickHouse 26.3",
    },
    ldap: {
        title: "ClickHouse: LDAP",
        url: "https://clickhouse.com/docs/operations/external-authenticators/ldap",
        version: "ClickHouse 26.3",
    },
    disks: {
        title: "ClickHouse: external disks for storing data",
        url: "https://clickhouse.com/docs/operations/storing-data",
        version: "ClickHouse 26.3",
    },
    keeperServer: {
        title: "ClickHouse Keeper",
        url: "https://clickhouse.com/docs/guides/sre/keeper/clickhouse-keeper",
        version: "ClickHouse 26.3",
    },
    backup: {
        title: "clickhouse-backup: configuration",
        url: "https://github.com/Altinity/clickhouse-backup/blob/master/ReadMe.md",
        version: "clickhouse-backup 2.8.0",
    },
    podSecurity: {
        title: "Kubernetes: Pod Security Standards",
        url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        version: "Kubernetes 1.36",
    },
} as const satisfies Readonly<Record<string, Reference>>;
