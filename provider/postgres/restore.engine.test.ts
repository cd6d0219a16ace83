import assert from "node:assert/strict";
import { readSource } from "../../audit/read/source";
import { apply, request } from "../../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, textsAt } from "../../sandbox/json";
import { auditForTests } from "../../testing/audit";
import { callsBy } from "../../testing/auditLog";
import { exists, makeNamespace, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { onAws } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, nameOf, type TestStack } from "../../testing/stack";
import { stageForTests, until } from "../../testing/stageForTests";
import type { PostgresDatabaseArgs } from "./arguments";

const { platform, ...base } = onAws();
const quick = { awaitReady: false, deletionProtection: false };
const database = "hardened-db:PostgresDatabase";

/** Everything that pods and volumes can be given. */
const given: Pick<PostgresDatabaseArgs, "pods" | "storage"> = {
    storage: {
        size: "50Gi",
        wal: { size: "10Gi" },
        reclaimPolicy: "Delete",
        claim: { volumeAttributesClassName: "fast", selector: { disk: "orders" } },
    },
    pods: {
        env: [
            { name: "TZ", value: "Europe/Berlin" },
            { name: "API_TOKEN", secret: { name: "api", key: "token" } },
        ],
        projectedVolumes: [{ secretName: "ca", items: { "ca.crt": "tls/ca.crt" } }, { configMapName: "words" }],
        nodeSelector: { disk: "fast" },
        tolerations: [{ key: "databases" }, { key: "team", value: "orders", effect: "NoSchedule" }],
        topologySpread: [{ topologyKey: "topology.kubernetes.io/zone" }],
        resources: { cpu: "1000m", memory: "2048Mi", cpuLimit: "2.0" },
        priorityClassName: "databases",
        schedulerName: "packing",
    },
};

/** The copy while it is restored, and as it is left afterwards, with other wishes for its pods. */
const restoring = {
    ...given,
    restoreFrom: { namespace: "orders", name: "orders", targetTime: "2027-01-31T08:15:00+01:00" },
};
const afterwards = {
    ...given,
    pods: {
        ...given.pods,
        env: [{ name: "TZ", value: "UTC" }],
        antiAffinity: "required",
        topologyKey: "topology.kubernetes.io/zone",
        resources: { memory: "3Gi" },
    },
};

function program(copy: object) {
    const orders = { ...base, ...quick, platform, backup: { restorableBy: [{ namespace: "orders", name: "copy" }] } };
    return {
        resources: {
            orders: { type: database, properties: orders },
            copy: {
                type: database,
                properties: {
                    ...base,
                    ...quick,
                    platform,
                    ...copy,
                    namespace: { name: "orders", create: false },
                    operator: { shared: "${orders.operator}" },
                    backup: { vault: "${orders.vault}" },
                },
            },
        },
    };
}

describe("a database that is restored from another's backups", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let stack: TestStack;

    before("both come up", async function () {
        this.timeout(180_000);
        await makeNamespace(access(), "shop");
        await apply(access(), "/apis/scheduling.k8s.io/v1/priorityclasses/databases", {
            apiVersion: "scheduling.k8s.io/v1",
            kind: "PriorityClass",
            metadata: { name: "databases" },
            value: 1000,
        });
        stack = await createStack(stage(), {
            project: "restore",
            config: { "aws:region": "eu-central-1" },
            program: program(restoring),
        });
        endedWell(await stack.up());
        await settingUpPrimary(onStage, "orders", "orders");
    });

    const cluster = () => request(access(), paths.cluster("orders", "copy"));
    const job = async () => {
        const all = await request(access(), `${paths.group("batch", "orders", "jobs")}/copy-1-full-recovery`);
        return at(all, "spec", "template", "spec");
    };
    const stores = async (): Promise<readonly string[]> => {
        const role = await request(
            access(),
            `${paths.group("rbac.authorization.k8s.io", "orders", "roles")}/copy-barman-cloud`,
        );
        const [readable] = recordsAt(role, "rules").filter(
            (rule) => textsAt(rule, "resources").includes("objectstores") && textsAt(rule, "verbs").includes("get"),
        );
        return textsAt(readable, "resourceNames");
    };

    it("is recovered by the operator with the backup plugin, up to the moment that was asked for [ED-1]", async () => {
        const found = await settingUpPrimary(onStage, "orders", "copy", "full-recovery");
        assert.equal(
            textAt(found, "spec", "bootstrap", "recovery", "recoveryTarget", "targetTime"),
            restoring.restoreFrom.targetTime,
        );
        const jobs = await namesIn(access(), paths.group("batch", "orders", "jobs"));
        assert.deepEqual(jobs, ["copy-1-full-recovery", "orders-1-initdb"]);
        const beside = recordsAt(await job(), "initContainers").map(({ name }) => name);
        assert.ok(beside.includes("plugin-barman-cloud"), beside.join(", "));
    });

    it("reads the other's folder through a store that removes nothing, and writes to its own [ED-1]", async () => {
        const objectStores = paths.group("barmancloud.cnpg.io", "orders", "objectstores");
        const [own, source] = await Promise.all(
            ["copy", "copy.source"].map((name) => request(access(), `${objectStores}/${name}`)),
        );
        const folder = (store: unknown) => textAt(store, "spec", "configuration", "destinationPath");
        assert.match(folder(own) ?? "", /^s3:\/\/[^/]+\/orders\/copy$/);
        assert.match(folder(source) ?? "", /^s3:\/\/[^/]+\/orders\/orders$/);
        assert.equal(at(source, "spec", "retentionPolicy"), undefined);
        assert.deepEqual(await stores(), ["copy", "copy.source"]);
    });

    it("has a role that may read that folder, and the other's role may not read the copy's [ED-1]", async () => {
        const readBy = async (name: string): Promise<unknown> => {
            const policy = (await stack.resources()).find(
                (resource) => resource.name === `orders-vault-orders.${name}-permissions`,
            );
            const document: unknown = JSON.parse(textAt(policy?.state, "inputs", "policy") ?? "{}");
            return recordsAt(document, "Statement").find(({ Sid }) => Sid === "ReadFoldersToRestoreFrom")?.["Resource"];
        };
        assert.match(JSON.stringify(await readBy("copy")), /^\["arn:aws:s3:::[^/]+\/orders\/orders\/\*"\]$/);
        assert.equal(await readBy("orders"), undefined);
    });

    it("runs where and with what it was given, from its first Job on [CM-4]", async () => {
        const pod = await job();
        assert.ok(isRecord(pod));
        assert.deepEqual(at(pod, "nodeSelector"), { disk: "fast" });
        assert.deepEqual(recordsAt(pod, "tolerations"), [
            { key: "databases", operator: "Exists" },
            { key: "team", operator: "Equal", value: "orders", effect: "NoSchedule" },
        ]);
        assert.equal(textAt(pod, "schedulerName"), "packing");
        assert.equal(recordsAt(pod, "topologySpreadConstraints").length, 1);
        const [container] = recordsAt(pod, "containers");
        assert.deepEqual(at(container, "resources"), {
            requests: { cpu: "1", memory: "2Gi" },
            limits: { cpu: "2", memory: "2Gi" },
        });
        const env = new Map(recordsAt(container, "env").map((variable) => [variable["name"], variable]));
        assert.equal(env.get("TZ")?.["value"], "Europe/Berlin");
        assert.deepEqual(at(env.get("API_TOKEN"), "valueFrom", "secretKeyRef"), { name: "api", key: "token" });
        const mounts = recordsAt(container, "volumeMounts").map(({ mountPath }) => mountPath);
        assert.ok(mounts.includes("/projected"), mounts.join(", "));
    });

    it("has two volumes with the properties of their claims, in a class that deletes them as asked [SM-4]", async () => {
        for (const [name, size] of [
            ["copy-1", "50Gi"],
            ["copy-1-wal", "10Gi"],
        ] as const) {
            const claim = await request(access(), `${paths.core("orders", "persistentvolumeclaims")}/${name}`);
            assert.equal(textAt(claim, "spec", "resources", "requests", "storage"), size);
            assert.equal(textAt(claim, "spec", "volumeAttributesClassName"), "fast");
            assert.deepEqual(at(claim, "spec", "selector"), { matchLabels: { disk: "orders" } });
            const className = textAt(claim, "spec", "storageClassName") ?? "";
            const storageClass = await request(access(), `${paths.storageClasses}/${className}`);
            assert.equal(textAt(storageClass, "reclaimPolicy"), "Delete");
        }
    });

    it("fails no rule on databases, their storage and what the cloud gives them but that on the class, as was asked", async () => {
        const { findings, errors } = auditForTests(readSource("stack", await stack.pulumi("stack", "export")));
        assert.deepEqual(errors, []);
        const failed = findings
            .filter(({ rule, status }) => status === "fail" && /^(postgres|storage|aws|workload)-/.test(rule))
            .map(({ rule, resource }) => `${rule}: ${JSON.stringify(resource)}`);
        assert.equal(failed.length, 1, failed.join("\n"));
        assert.match(failed[0] ?? "", /^storage-class-reclaim: .*copy-/);
    });

    it("a second `up` changes nothing, not even after what the operator wrote was read back", async () => {
        changedNothing(await stack.up());
        changedNothing(await stack.refresh());
        changedNothing(await stack.up());
    });

    it("nothing is refused to the operator", () => {
        const calls = callsBy("system:serviceaccount:orders:orders-operator", stage().auditLog);
        assert.ok(calls.length > 30, "the operator asked for many things");
        assert.deepEqual(
            calls.filter(({ code }) => code === 403),
            [],
        );
    });

    it("goes on without the old backups when `restoreFrom` is taken out, in place, and with other pods", async () => {
        const { uid } = (at(await cluster(), "metadata") ?? {}) as { uid?: string };
        stack.rewrite(program(afterwards));
        const { changes } = endedWell(await stack.up());
        assert.deepEqual(
            changes
                .filter(({ urn }) => urn.includes("kubernetes:"))
                .map(({ operation, urn }) => `${operation} ${nameOf(urn)}`)
                .sort(),
            ["delete copy-store-source", "update copy"],
        );
        await until("the instances' right to read the old store ends", async () =>
            (await stores()).join() === "copy" ? true : undefined,
        );
        const found = await cluster();
        assert.equal(textAt(found, "metadata", "uid"), uid);
        assert.equal(at(found, "spec", "bootstrap", "recovery"), undefined);
        assert.equal(at(found, "spec", "externalClusters"), undefined);
        assert.equal(textAt(found, "spec", "affinity", "podAntiAffinityType"), "required");
        assert.deepEqual(at(found, "spec", "resources"), { requests: { memory: "3Gi" }, limits: { memory: "3Gi" } });
        assert.deepEqual(recordsAt(found, "spec", "env"), [{ name: "TZ", value: "UTC" }]);
    });

    it("is not begun anew by that: no other Job, and no other volume", async () => {
        assert.equal(textAt(await cluster(), "status", "phase"), "Setting up primary");
        const jobs = await namesIn(access(), paths.group("batch", "orders", "jobs"));
        assert.deepEqual(jobs, ["copy-1-full-recovery", "orders-1-initdb"]);
        assert.ok(await exists(access(), `${paths.core("orders", "persistentvolumeclaims")}/copy-1`));
    });

    it("and its next `up` changes nothing", async () => {
        changedNothing(await stack.up());
        changedNothing(await stack.refresh());
    });
});
