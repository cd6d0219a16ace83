import assert from "node:assert/strict";
import { onAws } from "../../testing/postgresArguments";
import type { BackupTarget } from "../core/seam";
import type { PostgresDatabaseArgs } from "./arguments";
import { clusterObject, type ClusterObject } from "./cluster";

const waiver = { reason: "legacy ETL", owner: "data", expires: "2027-03-31" };
const target: BackupTarget = {
    scheme: "s3",
    bucket: "backups",
    prefix: "orders/orders",
    encryption: "aws:kms",
    key: "arn:key",
    retention: "writer",
    auth: {
        kind: "workloadIdentity",
        serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:role" },
        role: "arn:role",
    },
};
const hba = { lines: ["host all all all reject"], podSelectorRefs: [] };

function cluster(
    args: Partial<PostgresDatabaseArgs> = {},
    backup: { target: BackupTarget; store: string } = { target, store: "orders" },
): ClusterObject {
    return clusterObject({
        name: "orders",
        args: { ...onAws(), ...args },
        hba,
        storageClass: "encrypted",
        certificates: { certificates: { serverCASecret: "orders-root" } },
        catalog: "orders",
        backup,
    });
}

describe("The Cluster", () => {
    it("is hardened without a word: no superuser, TLS 1.3, SCRAM, checksums, its own root, three servers [UM-1, UM-3, NM-4]", () => {
        const { spec } = cluster();
        assert.equal(spec["enableSuperuserAccess"], false);
        assert.equal(spec["instances"], 3);
        assert.equal(spec["enablePDB"], true);
        assert.deepEqual(spec["certificates"], { serverCASecret: "orders-root" });
        assert.deepEqual(spec["storage"], { size: "50Gi", storageClass: "encrypted", resizeInUseVolumes: true });
        const { parameters } = spec["postgresql"] as { parameters: Record<string, string> };
        assert.equal(parameters["ssl_min_protocol_version"], "TLSv1.3");
        assert.equal(parameters["password_encryption"], "scram-sha-256");
        assert.equal((spec["bootstrap"] as { initdb: { dataChecksums: boolean } }).initdb.dataChecksums, true);
    });

    it("logs who comes and what changes, and no statement, value or password [ED-2, MAA-3]", () => {
        const { parameters } = cluster().spec["postgresql"] as { parameters: Record<string, string> };
        const { ssl_min_protocol_version: _tls, password_encryption: _passwords, ...logging } = parameters;
        assert.deepEqual(logging, {
            log_connections: "on",
            log_disconnections: "on",
            log_statement: "none",
            log_min_messages: "log",
            log_min_error_statement: "panic",
            log_parameter_max_length: "0",
            log_parameter_max_length_on_error: "0",
            "pgaudit.log": "ddl, role",
            "pgaudit.log_catalog": "off",
            "pgaudit.log_parameter": "off",
        });
        for (const value of Object.values(parameters)) {
            assert.equal(typeof value, "string", "CloudNativePG takes texts only");
        }
    });

    it("runs the image of its catalog, by major version [SSC-2]", () => {
        assert.deepEqual(cluster({ version: "18" }).spec["imageCatalogRef"], {
            apiGroup: "postgresql.cnpg.io",
            kind: "ImageCatalog",
            name: "orders",
            major: 18,
        });
    });

    it("archives through the plugin, as the role of its service account [KSI-4]", () => {
        const { spec } = cluster();
        assert.deepEqual(spec["plugins"], [
            {
                name: "barman-cloud.cloudnative-pg.io",
                enabled: true,
                isWALArchiver: true,
                parameters: { barmanObjectName: "orders" },
            },
        ]);
        assert.deepEqual(spec["serviceAccountTemplate"], {
            metadata: { annotations: { "eks.amazonaws.com/role-arn": "arn:role" } },
        });
        const byName: BackupTarget = {
            ...target,
            auth: { kind: "workloadIdentity", serviceAccountAnnotations: {}, role: "arn:role" },
        };
        assert.equal(
            "serviceAccountTemplate" in cluster({}, { target: byName, store: "orders" }).spec,
            false,
            "with EKS Pod Identity the service account needs no annotation",
        );
        const without = clusterObject({
            name: "orders",
            args: onAws(),
            hba,
            storageClass: "x",
            certificates: { certificates: { serverCASecret: "y" } },
            catalog: "z",
        });
        assert.equal("plugins" in without.spec || "serviceAccountTemplate" in without.spec, false);
    });

    it("is waited for, unless that is turned off", () => {
        const waits: unknown = JSON.parse(cluster().metadata.annotations["pulumi.com/waitFor"] ?? "[]");
        assert.deepEqual(waits, ["jsonpath={.status.phase}=Cluster in healthy state", "condition=Ready"]);
        assert.equal("pulumi.com/waitFor" in cluster({ awaitReady: false }).metadata.annotations, false);
    });

    it("lets an older TLS in only when it is asked to [NM-4]", () => {
        const { parameters } = cluster({ tls: { minimumVersion: "1.2" } }).spec["postgresql"] as {
            parameters: Record<string, string>;
        };
        assert.equal(parameters["ssl_min_protocol_version"], "TLSv1.2");
    });

    it("carries no waiver when nothing is weakened", () => {
        assert.deepEqual(waiversOf(cluster()), {});
    });

    const [user] = onAws().users;
    assert.ok(user);
    const weakened: [rule: string, made: () => ClusterObject][] = [
        ["postgres-plaintext-connections", () => cluster({ tls: { allowPlaintext: waiver } })],
        [
            "postgres-open-network",
            () => cluster({ users: [{ ...user, from: [{ cidr: "0.0.0.0/0", allowWide: waiver }] }] }),
        ],
        [
            "postgres-privileged-role",
            () => cluster({ users: [{ ...user, privileged: { ...waiver, rights: ["replication"] } }] }),
        ],
        ["postgres-audit-log", () => cluster({ audit: { disabled: waiver } })],
        ["postgres-log-content", () => cluster({ audit: { logStatements: waiver } })],
        ["postgres-backup-missing", () => cluster({ backup: { disabled: waiver } })],
    ];
    for (const [rule, made] of weakened) {
        it(`carries the waiver of ${rule}, where it is read`, () => {
            assert.deepEqual(waiversOf(made()), { [`hardened-db/waiver.${rule}`]: waiver });
        });
    }
});

function waiversOf({ metadata }: ClusterObject): Record<string, unknown> {
    const waivers = Object.entries(metadata.annotations).filter(([name]) => name.startsWith("hardened-db/waiver."));
    return Object.fromEntries(waivers.map(([name, text]) => [name, JSON.parse(text) as unknown]));
}
