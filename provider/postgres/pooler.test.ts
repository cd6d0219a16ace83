import assert from "node:assert/strict";
import { onAws } from "../../testing/postgresArguments";
import { Estate } from "../../rules/estate";
import { judge } from "../../rules/judge";
import { postgresRules } from "../../rules/postgres";
import { Subject } from "../../rules/subject";
import { inputsOf, record } from "../aws/recording.test";
import { databasePooler, poolerObject, type PoolerParts } from "./pooler";

const image = `ghcr.io/cloudnative-pg/pgbouncer:1.25.2@sha256:${"a".repeat(64)}`;
const network = { apiServerCidrs: ["10.100.0.1/32"], podCidrs: ["10.0.0.0/16"] };
const place = { name: "orders", namespace: "shop" };

function parts({ args, ...more }: Partial<PoolerParts> = {}): PoolerParts {
    return { pooler: { image }, network, args: { ...onAws(), ...args }, ...more };
}

function parametersOf(given: PoolerParts): Record<string, string> {
    return poolerObject(place, given).spec.pgbouncer.parameters;
}

describe("The pooler", () => {
    it("stands before the primary, as two pods on different nodes where that can be", () => {
        const { metadata, spec } = poolerObject(place, parts());
        assert.equal(metadata.name, "orders-pooler");
        assert.deepEqual(spec.cluster, { name: "orders" });
        assert.equal(spec.type, "rw");
        assert.equal(spec.instances, 2);
        assert.equal(spec.template.spec.topologySpreadConstraints[0]?.whenUnsatisfiable, "ScheduleAnyway");
    });

    it("takes TLS 1.3 alone from clients and verifies the servers' names [NM-1, NM-4]", () => {
        assert.deepEqual(parametersOf(parts()), {
            client_tls_sslmode: "require",
            // No TLS 1.2 handshake can agree on it; PgBouncer's own switch is not to be had.
            client_tls_ciphers: "PSK-AES256-GCM-SHA384",
            server_tls_sslmode: "verify-full",
            server_tls_protocols: "tlsv1.3",
            default_pool_size: "20",
            max_client_conn: "1000",
        });
    });

    it("takes TLS 1.2 with forward secrecy, when that is the minimum [NM-4]", () => {
        const parameters = parametersOf(parts({ args: { ...onAws(), tls: { minimumVersion: "1.2" } } }));
        assert.equal(parameters["client_tls_ciphers"], "ECDHE+AESGCM:ECDHE+CHACHA20");
        assert.equal(parameters["server_tls_protocols"], "tlsv1.2,tlsv1.3");
    });

    it("keeps TLS when the database takes plaintext by waiver [NM-1]", () => {
        const allowPlaintext = { reason: "legacy", owner: "data", expires: "2099-01-01" };
        const parameters = parametersOf(parts({ args: { ...onAws(), tls: { allowPlaintext } } }));
        assert.equal(parameters["client_tls_sslmode"], "require");
    });

    it("serves metrics over TLS and runs its image by digest [MAA-1, SSC-2]", () => {
        const { spec } = poolerObject(place, parts());
        assert.deepEqual(spec.monitoring, { tls: { enabled: true } });
        assert.equal(spec.pgbouncer.image, image);
    });

    it("has the size that was asked for", () => {
        const pooler = {
            image,
            instances: 3,
            mode: "transaction" as const,
            poolSize: 5,
            maxClients: 50,
            resources: { cpu: "100m", memory: "64Mi" },
        };
        const { spec } = poolerObject(place, parts({ pooler }));
        assert.equal(spec.instances, 3);
        assert.equal(spec.pgbouncer.poolMode, "transaction");
        assert.equal(spec.pgbouncer.parameters.default_pool_size, "5");
        assert.equal(spec.pgbouncer.parameters.max_client_conn, "50");
        assert.deepEqual(spec.template.spec.containers, [
            {
                name: "pgbouncer",
                resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { memory: "64Mi" } },
            },
        ]);
    });

    it("shows clients a certificate of its own, where there is one", () => {
        assert.deepEqual(
            poolerObject(place, parts({ certificateSecret: "orders-pooler-tls" })).spec.pgbouncer.clientTLSSecret,
            { name: "orders-pooler-tls" },
        );
        assert.equal(poolerObject(place, parts()).spec.pgbouncer.clientTLSSecret, undefined);
    });

    it("is waited for, unless nothing is; its deletion waits for nothing, since the operator makes what it owns again", () => {
        const waits = (awaitReady: boolean): object =>
            poolerObject(place, parts({ args: { ...onAws(), awaitReady } })).metadata.annotations;
        const deletion = { "pulumi.com/deletionPropagationPolicy": "background" };
        assert.deepEqual(waits(true), { ...deletion, "pulumi.com/waitFor": "jsonpath={.status.phase}=active" });
        assert.deepEqual(waits(false), deletion);
    });

    it("passes every rule that reads a Pooler", async () => {
        const { resources } = await record(() => databasePooler("orders", place, parts(), (own = {}) => own));
        const { __fieldManager: _none, ...manifest } = inputsOf(resources, "orders-pooler");
        const subject = Subject.ofManifest(manifest) ?? assert.fail("a manifest");
        const findings = judge(postgresRules, new Estate([subject])).filter(
            ({ outcomes, error }) => outcomes.some(({ verdict }) => verdict === "fail") || error !== undefined,
        );
        assert.deepEqual(
            findings.map(({ rule }) => rule.id),
            [],
        );
    });

    it("has a policy of its own: clients and Prometheus in; DNS, API server and instances out [NM-2, KSI-6]", async () => {
        const users = [
            { ...onAws().users[0]!, from: [{ cidr: "10.9.0.0/16" }] },
            { ...onAws().users[0]!, name: "mtls", clientCertificate: true, from: [{ cidr: "10.8.0.0/16" }] },
        ];
        const given = parts({ args: { ...onAws(), users } });
        const { resources } = await record(() => databasePooler("orders", place, given, (own = {}) => own));
        const { spec } = inputsOf(resources, "orders-pooler-network") as {
            spec: { podSelector: object; ingress: { from: object[]; ports: object[] }[]; egress: { to: object[] }[] };
        };
        assert.deepEqual(spec.podSelector, { matchLabels: { "cnpg.io/poolerName": "orders-pooler" } });
        const [clients, prometheus, ...others] = spec.ingress;
        assert.deepEqual(clients, {
            from: [{ ipBlock: { cidr: "10.9.0.0/16" } }],
            ports: [{ protocol: "TCP", port: 5432 }],
        });
        assert.deepEqual(prometheus?.ports, [{ protocol: "TCP", port: 9127 }]);
        assert.deepEqual(others, []);
        assert.equal(spec.egress.length, 3);
        assert.deepEqual(spec.egress[2]?.to, [
            { podSelector: { matchLabels: { "cnpg.io/cluster": "orders", "cnpg.io/podRole": "instance" } } },
        ]);
    });
});
