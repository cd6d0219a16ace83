import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { ControlKey } from "../controls";
import { controlIn, reportForTests } from "../testing/report";
import type { RecordedEvidence } from "./evidence";

const digest = `sha256:${"ab".repeat(32)}`;
const image = `ghcr.io/cloudnative-pg/postgresql:17.11-standard-trixie@${digest}`;

/** A Cluster, with more in its spec. */
function cluster(spec: string): string {
    return `apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: orders, namespace: shop }
spec: { ${spec} }
`;
}

function object(apiVersion: string, kind: string, name: string, more = "", namespace = "shop"): string {
    const place = namespace === "" ? "" : `, namespace: ${namespace}`;
    return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${place} }\n${more}\n`;
}

function gapsIn(control: ControlKey, objects: readonly string[], evidence: readonly RecordedEvidence[] = []): string {
    return controlIn(reportForTests({ "a.yaml": objects.join("---\n") }, { evidence }), control).gaps.join(" ");
}

const storageClass = (provisioner: string, parameters: string): string =>
    object("storage.k8s.io/v1", "StorageClass", "fast", `provisioner: ${provisioner}\nparameters: ${parameters}`, "");

const operator = (tag: string): string =>
    object(
        "apps/v1",
        "Deployment",
        "cnpg-controller-manager",
        `spec: { template: { spec: { serviceAccountName: cnpg-manager, containers: [{ name: manager, image: "ghcr.io/cloudnative-pg/cloudnative-pg:${tag}" }] } } }`,
        "cnpg-system",
    );
const binding = (kind: string, role: string): string =>
    object(
        "rbac.authorization.k8s.io/v1",
        kind,
        "cnpg-manager",
        `roleRef: { kind: ${role}, name: cnpg-manager }\nsubjects: [{ kind: ServiceAccount, name: cnpg-manager, namespace: cnpg-system }]`,
        kind === "RoleBinding" ? "cnpg-system" : "",
    );
const role = (kind: string, verbs: string): string =>
    object(
        "rbac.authorization.k8s.io/v1",
        kind,
        "cnpg-manager",
        `rules: [{ apiGroups: [postgresql.cnpg.io], resources: [clusters], verbs: [${verbs}] }]`,
        kind === "Role" ? "cnpg-system" : "",
    );

const plugin = (name: string): string =>
    `plugins: [{ name: ${name}, isWALArchiver: true, parameters: { barmanObjectName: backups } }]`;
const barman = plugin("barman-cloud.cloudnative-pg.io");
const store = (configuration: string): string =>
    object("barmancloud.cnpg.io/v1", "ObjectStore", "backups", `spec: { configuration: { ${configuration} } }`);
const elsewhere = (encryption: string): string =>
    store(
        `destinationPath: "s3://b/o", endpointURL: "https://s3.example.org", data: { encryption: "${encryption}" }, wal: { encryption: "${encryption}" }`,
    );

const parameters = (settings: string): string => `postgresql: { parameters: { ${settings} } }`;
const quiet = "log_min_messages: log, log_min_error_statement: panic";

/** For each control: what leaves something open and what the page says of it, and the same with the missing thing there. */
const cases: readonly [ControlKey, string, RegExp, readonly string[], readonly string[]][] = [
    [
        "UM-1",
        "a Secret of the first owner's that was not read",
        /Secret first-login .* was not read/,
        [cluster("bootstrap: { initdb: { secret: { name: first-login } } }")],
        [
            cluster("bootstrap: { initdb: { secret: { name: first-login } } }"),
            object("v1", "Secret", "first-login", "type: kubernetes.io/basic-auth\nstringData: { username: app }"),
        ],
    ],
    [
        "UM-2",
        "a default login that is admitted from the Internet",
        /pg_hba\[0\] admits a login .* outside of the cluster \(81\.2\.69\.0\/24\)/,
        [cluster('postgresql: { pg_hba: ["hostssl all all 81.2.69.0/24 scram-sha-256", "host all all all reject"] }')],
        [
            cluster(
                'postgresql: { pg_hba: ["hostssl all reports 81.2.69.0/24 scram-sha-256", "hostssl all all 10.0.0.0/8 scram-sha-256", "host all all all reject"] }',
            ),
        ],
    ],
    [
        "UM-3",
        "passwords that nothing checks",
        /load passwordcheck/,
        [cluster("instances: 3")],
        [cluster("postgresql: { shared_preload_libraries: [passwordcheck] }")],
    ],
    [
        "UM-4",
        "no declared account",
        /No account is declared/,
        [cluster("managed: { roles: [{ name: gone, ensure: absent }] }")],
        [
            cluster("instances: 3"),
            object(
                "postgresql.cnpg.io/v1",
                "DatabaseRole",
                "reader",
                "spec: { cluster: { name: orders }, name: reader }",
            ),
        ],
    ],
    [
        "UM-5",
        "no provider outside the database",
        /No directory and no other provider is configured/,
        [cluster('postgresql: { pg_hba: ["hostssl all all 10.0.0.0/8 scram-sha-256"] }')],
        [
            cluster(
                `postgresql: { pg_hba: ['hostssl all all 10.0.0.0/8 ldap ldapurl="ldaps://ldap.example.org/dc=example"'] }`,
            ),
        ],
    ],
    [
        "CM-1",
        "passwords from no key management service",
        /passwords come from no key management service/,
        [cluster("instances: 3")],
        [cluster("instances: 3"), object("external-secrets.io/v1", "ExternalSecret", "orders-login")],
    ],
    [
        "NM-4",
        "TLS 1.2 with the default ciphers",
        /ciphers without forward secrecy/,
        [cluster(parameters("ssl_min_protocol_version: TLSv1.2"))],
        [cluster(parameters('ssl_min_protocol_version: TLSv1.2, ssl_ciphers: "ECDHE+AESGCM:ECDHE+CHACHA20"'))],
    ],
    [
        "NM-7",
        "a certificate that nothing renews",
        /Secret by-hand, and nothing that was read renews it/,
        [cluster("certificates: { serverTLSSecret: by-hand, serverCASecret: ca }")],
        [
            cluster("certificates: { serverTLSSecret: by-hand, serverCASecret: ca }"),
            object("cert-manager.io/v1", "Certificate", "orders", "spec: { secretName: by-hand }"),
        ],
    ],
    [
        "NM-11",
        "Services as they come",
        /No Service of the database is declared/,
        [cluster("instances: 3")],
        [
            cluster(
                "managed: { services: { additional: [{ selectorType: rw, serviceTemplate: { metadata: { name: x } } }] } }",
            ),
        ],
    ],
    [
        "SM-1",
        "a class that was not read",
        /StorageClass fast was not read/,
        [cluster("storage: { size: 1Gi, storageClass: fast }")],
        [
            cluster("storage: { size: 1Gi, storageClass: fast }"),
            storageClass("ebs.csi.aws.com", '{ encrypted: "true" }'),
        ],
    ],
    [
        "SM-1",
        "a class of a driver that encrypts only when it is told",
        /StorageClass fast \(driver\.longhorn\.io\) does not say that it encrypts/,
        [cluster("walStorage: { size: 1Gi, storageClass: fast }"), storageClass("driver.longhorn.io", "{}")],
        [
            cluster("walStorage: { size: 1Gi, storageClass: fast }"),
            storageClass("driver.longhorn.io", '{ encrypted: "true" }'),
        ],
    ],
    [
        "SM-1",
        "a class of a driver that nobody knows, where a cloud's would do",
        /rancher\.io\/local-path/,
        [cluster("storage: { storageClass: fast }"), storageClass("rancher.io/local-path", "{}")],
        [cluster("storage: { storageClass: fast }"), storageClass("pd.csi.storage.gke.io", "{}")],
    ],
    [
        "SM-4",
        "claims with nothing but size and class",
        /No property of a volume claim is set/,
        [cluster("storage: { size: 1Gi, storageClass: fast }")],
        [cluster("storage: { pvcTemplate: { volumeAttributesClassName: gold } }")],
    ],
    ...(["ED-1", "NM-6", "CM-5", "KSI-4"] as const).map(
        (control): [ControlKey, string, RegExp, readonly string[], readonly string[]] => [
            control,
            "backups in a store that was not read",
            /ObjectStore backups .* was not read/,
            [cluster(barman)],
            [cluster(barman), elsewhere("aws:kms")],
        ],
    ),
    [
        "ED-1",
        "backups by a plugin that no check knows",
        /plugin backups\.example\.org/,
        [cluster(plugin("backups.example.org"))],
        [cluster(barman), elsewhere("aws:kms")],
    ],
    [
        "ED-1",
        "backups that the store encrypts with its own key",
        /a key of its own \(AES256\)/,
        [cluster(barman), elsewhere("AES256")],
        [cluster(barman), elsewhere("aws:kms")],
    ],
    [
        "ED-1",
        "snapshots of volumes without a key in sight",
        /Volume snapshots are encrypted as their volumes are/,
        [cluster("backup: { volumeSnapshot: { className: csi } }, storage: { storageClass: fast }")],
        [
            cluster("backup: { volumeSnapshot: { className: csi } }, storage: { storageClass: fast }"),
            storageClass("ebs.csi.aws.com", '{ encrypted: "true", kmsKeyId: "arn:aws:kms:x" }'),
        ],
    ],
    [
        "ED-1",
        "backups at Google with a key that is not in sight",
        /bucket shop-backups was not read/,
        [cluster(barman), store('destinationPath: "gs://shop-backups/orders"')],
        [cluster(barman), elsewhere("aws:kms")],
    ],
    [
        "ED-1",
        "backups at Azure without a scope",
        /--encryption-scope/,
        [cluster(barman), store('destinationPath: "https://shop.blob.core.windows.net/orders"')],
        [
            cluster(barman),
            store(
                'destinationPath: "https://shop.blob.core.windows.net/orders", data: { additionalCommandArgs: [--encryption-scope=own] }, wal: { archiveAdditionalCommandArgs: [--encryption-scope=own] }',
            ),
        ],
    ],
    [
        "ED-2",
        "messages of errors, by default",
        /Messages of errors are logged.*A statement that fails is logged/,
        [cluster("instances: 3")],
        [cluster(parameters(quiet))],
    ],
    [
        "ED-2",
        "statements of DDL, with the passwords in them",
        /log_statement: ddl/,
        [cluster(parameters(`${quiet}, log_statement: ddl`))],
        [cluster(parameters(`${quiet}, log_statement: none`))],
    ],
    [
        "ED-2",
        "slow statements",
        /log_min_duration_statement logs slow statements/,
        [cluster(parameters(`${quiet}, log_min_duration_statement: "250", log_parameter_max_length: "0"`))],
        [cluster(parameters(`${quiet}, log_min_duration_statement: "-1"`))],
    ],
    [
        "ED-2",
        "an audit log of what is read and written",
        /pgaudit logs statements that read and write/,
        [cluster(parameters(`${quiet}, pgaudit.log: "write, ddl"`))],
        [cluster(parameters(`${quiet}, pgaudit.log: "ddl, role"`))],
    ],
    [
        "MAA-1",
        "metrics without a dashboard",
        /No dashboard/,
        [cluster("monitoring: { enablePodMonitor: true }")],
        [
            cluster("monitoring: { enablePodMonitor: true }"),
            object(
                "v1",
                "ConfigMap",
                "orders-dashboard",
                `data: { orders.json: '{ "panels": [{ "expr": "cnpg_collector_up" }] }' }`,
                "grafana",
            ),
        ],
    ],
    [
        "MAA-3",
        "a server's log of every statement",
        /holds more than security work needs/,
        [cluster(parameters("log_statement: all"))],
        [cluster(parameters("log_statement: none"))],
    ],
    [
        "KSI-1",
        "rights of the operator across the cluster",
        /rights across the whole cluster by the ClusterRole cnpg-manager/,
        [cluster("instances: 3"), operator("1.30.1"), binding("ClusterRoleBinding", "ClusterRole")],
        [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
    ],
    [
        "KSI-3",
        "an operator whose rights were not read",
        /No Role and no ClusterRole of the operator was read/,
        [cluster("instances: 3"), operator("1.30.1")],
        [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
    ],
    [
        "KSI-3",
        "a Role that allows everything",
        /gives the operator all of something/,
        [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", '"*"')],
        [cluster("instances: 3"), operator("1.30.1"), binding("RoleBinding", "Role"), role("Role", "get")],
    ],
    [
        "SSC-2",
        "an operator that was not read",
        /The operator's Deployment was not read/,
        [cluster(`imageName: "${image}"`)],
        [cluster(`imageName: "${image}"`), operator("1.30.1")],
    ],
    [
        "SSC-2",
        "an image of a version before a release",
        /postgresql:19beta2\S* is not meant for production/,
        [
            cluster(`imageName: "ghcr.io/cloudnative-pg/postgresql:19beta2-standard-trixie@${digest}"`),
            operator("1.30.1"),
        ],
        [cluster(`imageName: "${image}"`), operator("1.30.1")],
    ],
    [
        "SSC-2",
        "a catalog that was not read",
        /ImageCatalog images was not read/,
        [cluster("imageCatalogRef: { kind: ImageCatalog, name: images, major: 17 }"), operator("1.30.1")],
        [
            cluster("imageCatalogRef: { kind: ImageCatalog, name: images, major: 17 }"),
            operator("1.30.1"),
            object(
                "postgresql.cnpg.io/v1",
                "ImageCatalog",
                "images",
                `spec: { images: [{ major: 17, image: "${image}" }] }`,
            ),
        ],
    ],
    [
        "SSC-5",
        "an operator that was not read",
        /The operator's Deployment was not read/,
        [cluster(`imageName: "${image}"`)],
        [cluster(`imageName: "${image}"`), operator("1.30.1")],
    ],
];

describe("what the checks of a control do not carry is a gap", () => {
    for (const [control, what, said, open, closed] of cases) {
        it(`${what}, and none when that is mended [${control}]`, () => {
            assert.match(gapsIn(control, open), said);
            assert.doesNotMatch(gapsIn(control, closed), said);
        });
    }

    it("a database's image that nothing holds against known vulnerabilities, until a scan of that image is recorded [SSC-5]", () => {
        const objects = [cluster(`imageName: "${image}"`), operator("1.30.1")];
        const said = /record a scan of it as evidence for SSC-4/;
        const scan = (digests: readonly string[]): RecordedEvidence => ({
            control: "SSC-4",
            statement: "Nightly scan",
            link: "https://ci.example.org",
            date: "2026-11-26",
            owner: "platform",
            verdict: "shows",
            file: "evidence.yaml",
            line: 2,
            scan: [{ tool: "Trivy", image: "postgresql", digests, serious: [], others: 0, suppressed: 0 }],
        });
        assert.match(gapsIn("SSC-5", objects), said);
        assert.match(gapsIn("SSC-5", objects, [scan([`sha256:${"cd".repeat(32)}`])]), said);
        assert.equal(gapsIn("SSC-5", objects, [scan([digest])]), "");
    });

    it("none where a variable may yet bring what is missing", () => {
        const open = cluster(
            'managed: "${MANAGED}", storage: { storageClass: "${CLASS}" }, postgresql: { shared_preload_libraries: "${LIBRARIES}", pg_hba: "${HBA}", parameters: "${PARAMETERS}" }',
        );
        for (const control of ["UM-3", "UM-4", "UM-5", "NM-11", "SM-1", "ED-2"] as const) {
            assert.equal(gapsIn(control, [open]), "", control);
        }
    });

    it("which makes a control partial whose checks all pass", () => {
        const hardened = readFileSync("examples/audit/hardened.yaml", "utf8");
        const encrypted = object(
            "storage.k8s.io/v1",
            "StorageClass",
            "encrypted",
            'provisioner: ebs.csi.aws.com\nparameters: { encrypted: "true", kmsKeyId: "arn:aws:kms:x" }',
            "",
        );
        const statusOf = (files: Readonly<Record<string, string>>): string =>
            controlIn(reportForTests(files), "SM-1").status;
        assert.equal(statusOf({ "a.yaml": hardened }), "partial");
        assert.equal(statusOf({ "a.yaml": hardened, "b.yaml": encrypted }), "enforced");
    });

    it("none in what the example of a hardened database sets itself", () => {
        const report = reportForTests({ "a.yaml": readFileSync("examples/audit/hardened.yaml", "utf8") });
        for (const key of ["UM-1", "UM-2", "UM-3", "UM-4", "NM-4", "NM-7", "ED-1", "ED-2", "MAA-3", "CM-5"]) {
            assert.deepEqual(controlIn(report, key).gaps, [], key);
            assert.equal(controlIn(report, key).status, "enforced", key);
        }
    });
});
