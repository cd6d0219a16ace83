import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { assertWaits, the } from "../testing/registrations";

interface ClusterInputs {
    spec: {
        certificates: { serverAltDNSNames?: string[] };
        managed: { services?: { additional: { serviceTemplate: { metadata: { name: string } } }[] } };
        podSelectorRefs?: { name: string }[];
        postgresql: { pg_hba: string[] };
    };
}

describe("A PostgresDatabase with a pooler and a Service", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const image = `ghcr.io/cloudnative-pg/pgbouncer:1.25.2@sha256:${"a".repeat(64)}`;
    let run: Run;
    before(async () => {
        const inputs = { ...onAws(), pooler: { image }, service: {} };
        run = await construct({ type: "PostgresDatabase", name: "orders", inputs });
        assert.deepEqual(run.error?.problems, undefined);
    });
    const clusterOf = (of: Run): ClusterInputs["spec"] =>
        (the(of, "Cluster", "orders").inputs as unknown as ClusterInputs).spec;

    it("admits users from the pooler's pods, in the Cluster's own pg_hba [NM-2]", () => {
        const { podSelectorRefs, postgresql } = clusterOf(run);
        assert.deepEqual(
            podSelectorRefs?.map(({ name }) => name),
            ["pooler"],
        );
        assert.equal(postgresql.pg_hba.filter((line) => line.includes("${podselector:pooler}")).length, 1);
    });

    it("has the names of both in the servers' certificate, which the pooler shows too [NM-4]", () => {
        const { certificates, managed } = clusterOf(run);
        assert.equal(managed.services?.additional[0]?.serviceTemplate.metadata.name, "orders-service");
        assert.ok(certificates.serverAltDNSNames?.includes("orders-pooler.orders.svc"));
    });

    it("makes the pooler after its policy and after the Cluster", () => {
        const pooler = the(run, "Pooler", "orders-pooler");
        assertWaits(run, pooler, the(run, "Cluster", "orders"), the(run, "NetworkPolicy", "orders-pooler-network"));
    });

    it("makes nothing of either when it is not asked to [KSI-5]", async () => {
        const plain = await construct({ type: "PostgresDatabase", name: "orders", inputs: onAws() });
        const names = plain.resources.map(({ name }) => name);
        assert.deepEqual(
            names.filter((name) => name.startsWith("orders-pooler")),
            [],
        );
        assert.equal(clusterOf(plain).managed.services, undefined);
    });
});
