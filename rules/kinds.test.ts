import assert from "node:assert/strict";
import * as kinds from "./kinds";

const { altinity, anyPulumiResource, aws, cnpg, databaseKinds, gcp, grafana, kubernetes, kubernetesKinds, percona } =
    kinds;
const { secretStores } = kinds;

describe("the kinds", () => {
    const groups = { cnpg, altinity, percona, kubernetes, secretStores, grafana, aws, gcp };
    const all = Object.values(groups).flatMap((group) => Object.values<string>(group));

    it("are written once each", () => {
        assert.equal(new Set([...all, anyPulumiResource]).size, all.length + 1);
    });

    it("of Kubernetes are group and kind, those of a cloud Pulumi's type tokens", () => {
        for (const kind of kubernetesKinds) {
            assert.match(kind, /^(?:[a-z0-9.-]+\/)?[A-Z][A-Za-z]+$/);
        }
        for (const [cloud, group] of Object.entries({ aws, gcp })) {
            for (const kind of Object.values<string>(group)) {
                assert.match(kind, new RegExp(`^${cloud}:\\w+/(\\w+):\\w+$`));
                const [, file = "", name = ""] = /\/(\w+):(\w+)$/.exec(kind) ?? [];
                assert.equal(file.toLowerCase(), name.toLowerCase(), kind);
            }
        }
    });

    it("that are databases are those of four operators", () => {
        assert.deepEqual(databaseKinds, [
            "postgresql.cnpg.io/Cluster",
            "clickhouse.altinity.com/ClickHouseInstallation",
            "clickhouse-keeper.altinity.com/ClickHouseKeeperInstallation",
            "psmdb.percona.com/PerconaServerMongoDB",
            "pxc.percona.com/PerconaXtraDBCluster",
        ]);
    });

    it("of Kubernetes hold those of the operators and no cloud's", () => {
        for (const kind of all) {
            assert.equal(kubernetesKinds.includes(kind), !kind.includes(":"), kind);
        }
    });

    it("have one that stands for any Pulumi resource and is none itself", () => {
        assert.match(anyPulumiResource, /^[*]/);
    });
});
