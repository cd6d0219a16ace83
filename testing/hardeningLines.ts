import assert from "node:assert/strict";
import type { ControlKey } from "../controls";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { isObject, secret, textAt, unmarked, valueAt, type Wire, type WireObject } from "./wire";

/** A place among the inputs of a child; steps divided by dots, or a list where a key has dots. */
type Place = string | readonly (string | number)[];

/** Inputs of a child without one of their hardening lines. */
type Change = (inputs: WireObject) => WireObject;

/** What a rule watches over among the inputs that the builders make, and how it is taken out. */
export interface HardeningLine {
    readonly rule: string;
    /** `Cluster orders`. A change that is absent takes the child away. */
    readonly children: Readonly<Record<string, Change | undefined>>;
    /** Of a database with the certificates of cert-manager instead of one with everything. */
    readonly graph?: "certManager";
    /** Absence proves nothing of a part of a stack: what is gone may stand beside the component. Default `violated`. */
    readonly becomes?: "unknown";
    /** Those of the rule, which is to say all that may change. */
    readonly controls: readonly ControlKey[];
}

/** Of a database with everything, on AWS. */
export const hardeningLines: readonly HardeningLine[] = [
    line("postgres-superuser-access", "Cluster orders", set("spec.enableSuperuserAccess", true), "UM-1"),
    line(
        "postgres-plaintext-connections",
        "Cluster orders",
        hba((lines) =>
            lines
                .filter((each) => !each.startsWith("hostnossl"))
                .map((each) => each.replace(/^hostssl(.* scram-sha-256)$/, "host$1")),
        ),
        "NM-1",
        "NM-4",
    ),
    line(
        "postgres-open-network",
        "Cluster orders",
        hba((lines) => lines.slice(0, -1)),
        "UM-2",
        "NM-2",
    ),
    line(
        "postgres-weak-auth-method",
        "Cluster orders",
        hba((lines) => lines.map((each) => each.replace(/ scram-sha-256$/, " md5"))),
        "UM-3",
    ),
    line(
        "postgres-hba-syntax",
        "Cluster orders",
        hba((lines) => ["hostssl orders app", ...lines]),
        "UM-2",
        "NM-2",
    ),
    line("postgres-tls-version", "Cluster orders", parameter("ssl_min_protocol_version", "TLSv1.1"), "NM-4"),
    line("postgres-password-encryption", "Cluster orders", parameter("password_encryption", "md5"), "UM-3"),
    line(
        "postgres-password-passthrough",
        "Secret orders-app-login",
        set(["metadata", "annotations", "cnpg.io/passwordPassthrough"], "enabled"),
        "UM-3",
    ),
    line("postgres-weak-password", "Secret orders-app-login", entry("password", "orders1"), "UM-3"),
    line("postgres-privileged-role", "Cluster orders", set("spec.managed.roles.9.superuser", true), "UM-4"),
    line(
        "postgres-outbound-extension",
        "Database orders-database-archive",
        set("spec.extensions.0.name", "dblink"),
        "KSI-6",
    ),
    line(
        "postgres-safety-bypass",
        "Cluster orders",
        set(["metadata", "annotations", "cnpg.io/validation"], "disabled"),
        "KSI-3",
    ),
    line("postgres-audit-log", "Cluster orders", parameter("pgaudit.log", undefined), "MAA-3"),
    line(
        "postgres-audit-image",
        "Cluster orders",
        set("spec.imageName", `ghcr.io/cloudnative-pg/postgresql:17-minimal-trixie@sha256:${"a".repeat(64)}`),
        "MAA-3",
    ),
    line("postgres-log-content", "Cluster orders", parameter("pgaudit.log_parameter", "on"), "ED-2"),
    line("postgres-metrics-tls", "Cluster orders", set("spec.monitoring.tls.enabled", false), "NM-1"),
    line("postgres-backup-missing", "Cluster orders", set("spec.plugins", undefined), "ED-1"),
    gone("postgres-backup-schedule", ["ScheduledBackup orders-backups"], "ED-1"),
    line("postgres-backup-encryption", "ObjectStore orders-store", store("data.encryption", undefined), "ED-1"),
    line(
        "postgres-backup-encryption-elsewhere",
        "ObjectStore orders-store",
        all(store("endpointURL", "https://s3.example.org"), store("wal.encryption", undefined)),
        "ED-1",
    ),
    line("postgres-backup-key", "ObjectStore orders-store", store("data.additionalCommandArgs", undefined), "ED-1"),
    line("postgres-backup-deprecated", "ScheduledBackup orders-backups", set("spec.method", undefined), "SSC-2"),
    line(
        "postgres-static-cloud-keys",
        "ObjectStore orders-store",
        store("s3Credentials", { accessKeyId: { name: "login", key: "id" } }),
        "CM-5",
        "KSI-4",
    ),
    line(
        "postgres-plaintext-endpoint",
        "ObjectStore orders-store",
        store("endpointURL", "http://s3.example.org"),
        "NM-6",
    ),
    line(
        "postgres-ldap-plaintext",
        "Cluster orders",
        hba((lines) => lines.map((each) => each.replace(" ldapscheme=ldaps", ""))),
        "UM-5",
    ),
    line(
        "postgres-external-exposure",
        "Cluster orders",
        all(
            set("spec.managed.services.additional.0.serviceTemplate.metadata.annotations", {}),
            set("spec.managed.services.additional.0.serviceTemplate.spec.loadBalancerSourceRanges", undefined),
        ),
        "KSI-5",
        "NM-11",
    ),
    line("postgres-storage-class", "Cluster orders", set("spec.storage.storageClass", undefined), "SM-1", "SM-5"),
    line("postgres-image-pinned", "ImageCatalog orders-images", set("spec.images.0.image", "postgresql:17"), "SSC-2"),
    line(
        "postgres-verify-peer",
        "Cluster orders",
        set("spec.externalClusters", [
            { name: "old", connectionParameters: { host: "old.example.org", sslmode: "require" } },
        ]),
        "NM-3",
    ),
    line(
        "postgres-inline-credentials",
        "Cluster orders",
        set("spec.env.1", { name: "API_TOKEN", value: "clear" }),
        "CM-2",
        "CM-3",
    ),
    line(
        "postgres-pooler-tls",
        "Pooler orders-pooler",
        set("spec.pgbouncer.parameters.client_tls_sslmode", "prefer"),
        "NM-1",
        "NM-4",
    ),
    line("postgres-pod-privileges", "Cluster orders", set("spec.seccompProfile", { type: "Unconfined" }), "KSI-3"),
    line("secret-weak-password", "Secret orders-app-connection-shop", entry("password", "short"), "UM-3"),
    line(
        "secret-replication",
        "Secret orders-app-login",
        set(["metadata", "annotations", "replicator.v1.mittwald.de/replicate-to"], "*"),
        "CM-2",
    ),
    line("operator-cluster-scope", "Deployment orders-operator", container("env", []), "KSI-1", "KSI-2"),
    line(
        "operator-cluster-role",
        "ClusterRole orders-operator-reads",
        set("rules.0.resources", ["secrets"]),
        "KSI-1",
        "KSI-3",
    ),
    line(
        "operator-privileges",
        "Deployment orders-operator",
        container("securityContext.readOnlyRootFilesystem", undefined),
        "KSI-3",
    ),
    line(
        "operator-image-pinned",
        "Deployment orders-operator",
        container("image", "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.1"),
        "SSC-2",
    ),
    line(
        "operator-version",
        "Deployment orders-operator",
        container("image", `ghcr.io/cloudnative-pg/cloudnative-pg:1.25.0@sha256:${"a".repeat(64)}`),
        "SSC-5",
    ),
    line(
        "secret-in-configmap",
        "ConfigMap orders-ldap-ca",
        set("data.PASSWORD", "correct-horse-battery"),
        "UM-3",
        "CM-2",
        "CM-3",
    ),
    line(
        "secret-in-env",
        "Deployment orders-operator",
        container("env.6", { name: "PGPASSWORD", value: "correct-horse-battery" }),
        "CM-2",
    ),
    line(
        "database-without-password",
        "Deployment orders-operator",
        container("env.6", { name: "ALLOW_EMPTY_PASSWORD", value: "yes" }),
        "UM-1",
    ),
    gone("network-default-deny", ["NetworkPolicy orders-default-deny-orders"], "NM-2", "KSI-6"),
    line("network-open-egress", "NetworkPolicy orders-network", set("spec.egress.3.ports", []), "KSI-6"),
    line(
        "namespace-pod-security",
        "Namespace orders-namespace-orders",
        set(["metadata", "labels", "pod-security.kubernetes.io/enforce"], undefined),
        "KSI-3",
    ),
    line(
        "storage-class-encryption",
        "StorageClass orders-storage-class",
        set("parameters.encrypted", undefined),
        "SM-1",
    ),
    line(
        "storage-class-key",
        "StorageClass orders-storage-class",
        set("parameters.kmsKeyId", undefined),
        "CM-1",
        "SM-1",
    ),
    line("storage-class-reclaim", "StorageClass orders-storage-class", set("reclaimPolicy", undefined), "SM-4"),
    {
        ...line("workload-identity", "Cluster orders", set("spec.serviceAccountTemplate", undefined), "CM-5", "KSI-4"),
        becomes: "unknown",
    },
    gone("monitoring-present", ["PodMonitor orders-metrics", "PodMonitor orders-pooler-metrics"], "MAA-1"),
    gone("security-alerts", ["PrometheusRule orders-alerts", "PrometheusRule orders-certificate-alerts"], "MAA-2"),
    line("tls-secret-public-key", "Secret orders-root", entry("ca.key", publishedKey()), "NM-7"),
    {
        ...line(
            "certificate-lifetime",
            "Certificate orders-cert-manager-server",
            all(set("spec.duration", "26280h"), set("spec.renewBefore", undefined)),
            "NM-7",
        ),
        graph: "certManager",
    },
    line("aws-key-rotation", "Key orders-vault-key", set("enableKeyRotation", undefined), "CM-1", "SM-3"),
    line(
        "aws-key-policy",
        "Key orders-vault-key",
        document("policy", (text) => text.replace('"kms:DescribeKey"', '"kms:Decrypt"')),
        "CM-1",
    ),
    line("aws-key-deletion", "Key orders-vault-key", set("deletionWindowInDays", 7), "ED-1"),
    line(
        "aws-bucket-encryption",
        "BucketServerSideEncryptionConfiguration orders-vault-bucket-encryption",
        set("rules.0.applyServerSideEncryptionByDefault", { sseAlgorithm: "AES256" }),
        "ED-1",
    ),
    line(
        "aws-bucket-public-access",
        "BucketPublicAccessBlock orders-vault-bucket-public-access",
        set("blockPublicPolicy", undefined),
        "KSI-5",
    ),
    line(
        "aws-bucket-transport",
        "BucketPolicy orders-vault-bucket-policy",
        document("policy", (text) => text.replace('"aws:SecureTransport"', '"aws:ViaAWSService"')),
        "NM-6",
    ),
    line("aws-bucket-recovery", "Bucket orders-vault-bucket", set("forceDestroy", true), "ED-1"),
    // Taken away, it would leave the bucket of the logs to be judged as one of backups.
    {
        ...line("aws-bucket-audit", "BucketLogging orders-vault-bucket-logging", set("bucket", "another"), "MAA-3"),
        becomes: "unknown",
    },
    line(
        "aws-role-trust",
        "Role orders-vault-orders.orders-role",
        document("assumeRolePolicy", (text) => text.replace("StringEquals", "StringLike")),
        "KSI-4",
    ),
    line(
        "aws-role-permissions",
        "RolePolicy orders-vault-orders.orders-permissions",
        document("policy", (text) => text.replace('"s3:GetObject"', '"s3:*"')),
        "KSI-4",
    ),
    line("generated-password-strength", "RandomPassword orders-app-password", set("length", 12), "UM-1", "UM-3"),
    line("plaintext-secret-in-state", "Secret orders-app-login", open("stringData"), "CM-2"),
    line("tls-key-strength", "PrivateKey orders-root-key", set("ecdsaCurve", undefined), "NM-7"),
];

function line(rule: string, child: string, change: Change, ...controls: ControlKey[]): HardeningLine {
    return { rule, children: { [child]: change }, controls };
}

function gone(rule: string, children: readonly string[], ...controls: ControlKey[]): HardeningLine {
    return {
        rule,
        children: Object.fromEntries(children.map((child) => [child, undefined])),
        controls,
        becomes: "unknown",
    };
}

/** Writes a value, or takes away what is there. */
function set(place: Place, value: Wire | undefined): Change {
    const steps = typeof place === "string" ? place.split(".") : place;
    return (inputs) => written(inputs, steps, value) as WireObject;
}

function written(
    content: Wire | undefined,
    [step, ...rest]: readonly (string | number)[],
    value: Wire | undefined,
): Wire | undefined {
    if (step === undefined) {
        return value;
    }
    if (Array.isArray(content)) {
        const at = Number(step);
        const inner = written(content[at], rest, value);
        return [...content.slice(0, at), ...(inner === undefined ? [] : [inner]), ...content.slice(at + 1)];
    }
    const { [step]: before, ...others } = isObject(content) ? content : {};
    const inner = written(before, rest, value);
    return inner === undefined ? others : { ...others, [step]: inner };
}

function all(...changes: Change[]): Change {
    return (inputs) => changes.reduce((changed, change) => change(changed), inputs);
}

/** Lines of the Cluster's pg_hba. */
function hba(change: (lines: readonly string[]) => readonly string[]): Change {
    return (inputs) => {
        const lines = valueAt(inputs, "spec.postgresql.pg_hba");
        return set("spec.postgresql.pg_hba", [...change(Array.isArray(lines) ? lines.map(String) : [])])(inputs);
    };
}

function parameter(name: string, value: string | undefined): Change {
    return set(["spec", "postgresql", "parameters", name], value);
}

function store(place: string, value: Wire | undefined): Change {
    return set(`spec.configuration.${place}`, value);
}

/** Of the operator's own container. */
function container(place: string, value: Wire | undefined): Change {
    return set(`spec.template.spec.containers.0.${place}`, value);
}

/** A JSON document in a text. */
function document(place: string, change: (text: string) => string): Change {
    return (inputs) => set(place, change(textAt(inputs, place)))(inputs);
}

/** An entry of a Secret, which stays secret. */
function entry(key: string, value: string): Change {
    return (inputs) => {
        const entries = unmarked(inputs["stringData"] ?? {});
        return { ...inputs, stringData: secret({ ...(isObject(entries) ? entries : {}), [key]: value }) };
    };
}

/** Takes the mark of secrets away. */
function open(key: string): Change {
    return (inputs) => ({ ...inputs, [key]: unmarked(inputs[key] ?? {}) });
}

/** That of the rule's own failing example. */
function publishedKey(): string {
    const rule = rules.find(({ id }) => id === "tls-secret-public-key") ?? assert.fail("a rule");
    const [example] = examplesOf(rule).filter(({ expectation }) => expectation === "fail");
    const key = example?.estate.subjects[0]?.read("stringData").child("tls.key").text;
    return key ?? assert.fail("a key");
}
