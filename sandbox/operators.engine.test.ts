import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { apply, list, request } from "./api-client";
import { at, recordsAt, textAt, type JsonRecord } from "./json";
import { operatorsState } from "./operators";
import { isAlive } from "./processes";
import { openStage, type Stage } from "./stage";
import { readState } from "./state";
import { controlPlaneParts, operatorParts } from "./toolchain/parts";

const root = path.resolve(__dirname, "..");
const labels = { "app.kubernetes.io/name": "cloudnative-pg" };
const rbac = "rbac.authorization.k8s.io";

/** A Deployment such as the component makes, as far as its processes see it. */
const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "operator", namespace: "dbop", labels },
    spec: {
        selector: { matchLabels: labels },
        template: {
            metadata: { labels },
            spec: {
                serviceAccountName: "operator-account",
                containers: [
                    {
                        name: "manager",
                        image: "manager",
                        args: ["controller", "--leader-elect", "--webhook-port=9443"],
                        env: [
                            { name: "OPERATOR_IMAGE_NAME", value: "operator@sha256:0" },
                            {
                                name: "OPERATOR_NAMESPACE",
                                valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
                            },
                            { name: "WATCH_NAMESPACE", value: "db" },
                            { name: "MANAGE_WEBHOOK_CONFIGURATIONS", value: "false" },
                            { name: "PLUGIN_SOCKET_DIR", value: "/plugins" },
                        ],
                    },
                    {
                        name: "plugin-barman-cloud",
                        image: "plugin",
                        args: ["operator", "--plugin-path=/plugins", "--health-probe-bind-address=:8081"],
                        env: [{ name: "SIDECAR_IMAGE", value: "sidecar@sha256:0" }],
                    },
                ],
            },
        },
    },
};

const cluster = {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "Cluster",
    metadata: { name: "orders", namespace: "db" },
    spec: {
        instances: 1,
        storage: { size: "1Gi" },
        plugins: [{ name: "barman-cloud.cloudnative-pg.io", parameters: { barmanObjectName: "store" } }],
    },
};

describe("operators run for their Deployments", function () {
    this.timeout(90_000);
    let stage: Stage;
    const log: string[] = [];

    before(async function () {
        this.timeout(20 * 60_000);
        stage = await openStage({
            // Longer than the path of a unix socket may be.
            directory: fs.mkdtempSync(path.join(os.tmpdir(), `hardened-db-${"operators-".repeat(8)}`)),
            parts: [...controlPlaneParts, ...operatorParts],
            operators: true,
            log: (line) => log.push(line),
        });
        for (const definition of definitions()) {
            await put("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);
        }
        for (const name of ["dbop", "db"]) {
            await put("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
        }
    });

    after(async () => {
        await stage.close();
        fs.rmSync(stage.directory, { recursive: true, force: true });
    });

    const put = (collection: string, object: JsonRecord & { metadata: { name: string } }) =>
        apply(stage.controlPlane.access, `${collection}/${object.metadata.name}`, object);
    const processes = () => readState(operatorsState(stage.directory)).processes;
    const until = async (what: string, isSo: () => Promise<boolean> | boolean) => {
        const deadline = Date.now() + 60_000;
        while (!(await isSo())) {
            assert.ok(Date.now() < deadline, `${what} within a minute; the agent said: ${log.join("\n")}`);
            await sleep(200);
        }
    };
    const orders = () =>
        request(stage.controlPlane.access, "/apis/postgresql.cnpg.io/v1/namespaces/db/clusters/orders");

    it("do not start before a Pod was let in: here its ServiceAccount is missing", async () => {
        await put("/apis/apps/v1/namespaces/dbop/deployments", deployment);
        const path = "/apis/apps/v1/namespaces/dbop/deployments/operator";
        const conditions = async () =>
            recordsAt(await request(stage.controlPlane.access, path), "status", "conditions");
        await until("the Pod is refused", async () =>
            (await conditions()).some(({ type, status }) => type === "ReplicaFailure" && status === "True"),
        );
        await sleep(1500);
        assert.deepEqual(stage.operators?.running(), []);
        assert.deepEqual(processes(), []);
    });

    it("start when they can", async () => {
        const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "operator-account" } };
        await put("/api/v1/namespaces/dbop/serviceaccounts", account);
        await until("the operator starts", () => stage.operators?.running().includes("dbop/operator") === true);
        assert.deepEqual(
            processes().map(({ name }) => name),
            ["dbop/operator plugin-barman-cloud", "dbop/operator manager"],
        );
    });

    it("are logged in as the Deployment's ServiceAccount, so that the API server refuses what it may not do", async () => {
        const account = "system:serviceaccount:dbop:operator-account";
        const refused = () =>
            fs
                .readFileSync(stage.auditLog, "utf8")
                .split("\n")
                .filter((line) => line.includes(`"username":"${account}"`) && line.includes('"code":403'));
        await until("a refusal is in the audit log", () => refused().length > 0);
        await put(`/apis/${rbac}/v1/clusterrolebindings`, {
            apiVersion: `${rbac}/v1`,
            kind: "ClusterRoleBinding",
            metadata: { name: "operator" },
            roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" },
            subjects: [{ kind: "ServiceAccount", name: "operator-account", namespace: "dbop" }],
        });
    });

    it("are started again when they end", async () => {
        const killed = processes().find(({ name }) => name.endsWith("manager"));
        assert.ok(killed !== undefined && isAlive(killed));
        process.kill(killed.pid, "SIGKILL");
        await until("another manager runs", () =>
            processes().some((one) => one.name === killed.name && one.pid !== killed.pid && isAlive(one)),
        );
        assert.ok(
            log.some((line) => line.includes("manager started again (1)")),
            log.join("\n"),
        );
    });

    it("take a database up to its first Job, the backup plugin attached", async () => {
        await put("/apis/barmancloud.cnpg.io/v1/namespaces/db/objectstores", {
            apiVersion: "barmancloud.cnpg.io/v1",
            kind: "ObjectStore",
            metadata: { name: "store" },
            spec: { configuration: { destinationPath: "s3://bucket/", s3Credentials: { inheritFromIAMRole: true } } },
        });
        await put("/apis/postgresql.cnpg.io/v1/namespaces/db/clusters", cluster);
        await until(
            "the Cluster is set up",
            async () => textAt(await orders(), "status", "phase") === "Setting up primary",
        );
        const [plugin] = recordsAt(await orders(), "status", "pluginStatus");
        assert.equal(plugin?.["name"], "barman-cloud.cloudnative-pg.io");
        const jobs = await list(stage.controlPlane.access, "/apis/batch/v1/namespaces/db/jobs");
        assert.deepEqual(
            jobs.map((job) => textAt(job, "metadata", "name")),
            ["orders-1-initdb"],
        );
    });

    it("are replaced when the Pod template changes", async () => {
        const before = processes();
        const changed = structuredClone(deployment);
        changed.spec.template.spec.containers[0]?.args.push("--max-concurrent-reconciles=3");
        await put("/apis/apps/v1/namespaces/dbop/deployments", changed);
        await until("the old ones end", () => !before.some(isAlive));
        await until("new ones run", () => processes().length === 2 && processes().every(isAlive));
        const manager = processes().find(({ name }) => name.endsWith("manager"));
        const commandLine = fs.readFileSync(`/proc/${manager?.pid ?? 0}/cmdline`, "utf8");
        assert.ok(commandLine.includes("--max-concurrent-reconciles=3"), commandLine);
    });

    it("end with their Deployment", async () => {
        const running = processes();
        assert.ok(running.length === 2 && running.every(isAlive));
        await request(stage.controlPlane.access, "/apis/apps/v1/namespaces/dbop/deployments/operator", {
            method: "DELETE",
        });
        await until("they end", () => !running.some(isAlive));
        // Told a moment after the processes are gone.
        await until("the Deployment is no longer run", () => stage.operators?.running().length === 0);
    });
});

/** The CRDs that the plugin ships: `make build` has put them there. */
function definitions(): (JsonRecord & { metadata: { name: string } })[] {
    const assets: unknown = JSON.parse(fs.readFileSync(path.join(root, "bin", "assets", "postgres.json"), "utf8"));
    return recordsAt(assets, "customResourceDefinitions").map((definition) => ({
        ...definition,
        metadata: {
            name: textAt(definition, "metadata", "name") ?? "",
            annotations: at(definition, "metadata", "annotations"),
        },
    }));
}
