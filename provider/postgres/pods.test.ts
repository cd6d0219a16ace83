import assert from "node:assert/strict";
import { podFields } from "./pods";

describe("The pods of a database", () => {
    it("are kept apart by node where that can be, without a word", () => {
        assert.deepEqual(podFields(undefined, "orders"), {
            affinity: { podAntiAffinityType: "preferred", topologyKey: "kubernetes.io/hostname" },
        });
        assert.deepEqual(podFields({}, "orders"), podFields(undefined, "orders"));
    });

    it("take environment from values and Secrets [CM-4]", () => {
        const { env } = podFields(
            {
                env: [
                    { name: "TZ", value: "Europe/Berlin" },
                    { name: "API_TOKEN", secret: { name: "api", key: "token" } },
                ],
            },
            "orders",
        );
        assert.deepEqual(env, [
            { name: "TZ", value: "Europe/Berlin" },
            { name: "API_TOKEN", valueFrom: { secretKeyRef: { name: "api", key: "token" } } },
        ]);
    });

    it("mount Secrets and ConfigMaps together, whole or by entry [CM-4]", () => {
        const { projectedVolumeTemplate } = podFields(
            {
                projectedVolumes: [
                    { secretName: "ca", items: { "ca.crt": "tls/ca.crt" } },
                    { configMapName: "dictionaries" },
                ],
            },
            "orders",
        );
        assert.deepEqual(projectedVolumeTemplate, {
            sources: [
                { secret: { name: "ca", items: [{ key: "ca.crt", path: "tls/ca.crt" }] } },
                { configMap: { name: "dictionaries" } },
            ],
        });
    });

    it("get what the component itself needs beside it", () => {
        const own = {
            env: [{ name: "LDAPTLS_CACERT", value: "/projected/ldap/ca.crt" }],
            projected: [{ secret: { name: "ldap-ca", items: [{ key: "ca.crt", path: "ldap/ca.crt" }] } }],
        };
        const alone = podFields({}, "orders", own);
        assert.deepEqual(alone["env"], own.env);
        assert.deepEqual(alone["projectedVolumeTemplate"], { sources: own.projected });
        const both = podFields(
            { env: [{ name: "TZ", value: "UTC" }], projectedVolumes: [{ configMapName: "words" }] },
            "orders",
            own,
        );
        assert.deepEqual(both["env"], [{ name: "TZ", value: "UTC" }, ...own.env]);
        assert.deepEqual(both["projectedVolumeTemplate"], {
            sources: [{ configMap: { name: "words" } }, ...own.projected],
        });
    });

    it("run where they are told to [CM-4]", () => {
        const fields = podFields(
            {
                nodeSelector: { disk: "fast" },
                tolerations: [
                    { key: "databases" },
                    { key: "team", value: "orders", effect: "NoExecute" },
                    { key: "spot", value: "" },
                ],
                antiAffinity: "required",
                topologyKey: "topology.kubernetes.io/zone",
                priorityClassName: "databases",
                schedulerName: "packing",
            },
            "orders",
        );
        assert.deepEqual(fields, {
            affinity: {
                podAntiAffinityType: "required",
                topologyKey: "topology.kubernetes.io/zone",
                nodeSelector: { disk: "fast" },
                tolerations: [
                    { key: "databases", operator: "Exists" },
                    { key: "team", operator: "Equal", value: "orders", effect: "NoExecute" },
                    { key: "spot", operator: "Equal" },
                ],
            },
            priorityClassName: "databases",
            schedulerName: "packing",
        });
    });

    it("are spread by the servers of this database alone [CM-4]", () => {
        const labelSelector = { matchLabels: { "cnpg.io/cluster": "orders", "cnpg.io/podRole": "instance" } };
        const topologySpread = [{ topologyKey: "zone" }, { topologyKey: "rack", maxSkew: 2, required: false }];
        assert.deepEqual(podFields({ topologySpread }, "orders")["topologySpreadConstraints"], [
            { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule", labelSelector },
            { maxSkew: 2, topologyKey: "rack", whenUnsatisfiable: "ScheduleAnyway", labelSelector },
        ]);
    });

    it("get the memory that is set aside and no more, and CPU as far as there is some, as Kubernetes writes it back [CM-4]", () => {
        const resources = (given: object) => podFields({ resources: given }, "orders")["resources"];
        assert.deepEqual(resources({ cpu: "0.5", memory: "2048Mi", cpuLimit: "2000m" }), {
            requests: { cpu: "500m", memory: "2Gi" },
            limits: { cpu: "2", memory: "2Gi" },
        });
        assert.deepEqual(resources({ cpu: "1" }), { requests: { cpu: "1" } });
        assert.deepEqual(resources({ cpuLimit: "1" }), { limits: { cpu: "1" } });
        assert.equal(resources({}), undefined);
    });
});
