import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apply, ApiError, request } from "../../sandbox/api-client";
import { isRecord, recordsAt, textAt, type JsonRecord } from "../../sandbox/json";
import { callsBy } from "../../testing/auditLog";
import { makeNamespace, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { onAnyCluster } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests, until } from "../../testing/stageForTests";
import { clusterGrants, rulesOf } from "./operatorRoles";

const rbac = "rbac.authorization.k8s.io";
const assets = join(__dirname, "..", "..", "bin", "assets", "postgres.json");
const { users } = onAnyCluster();

/** What the README has for somebody to whom one namespace belongs and nothing else. */
const args = {
    ...onAnyCluster(),
    namespace: { name: "team", create: false },
    operator: { crds: "existing", clusterRole: "existing" },
    users: users.map((user) => ({ ...user, from: [{ podLabels: { app: "orders-api" } }] })),
    awaitReady: false,
    deletionProtection: false,
};

describe("somebody who may work in one namespace only", function () {
    this.timeout(120_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let orders: TestStack;

    /** What the controllers of Kubernetes put into every namespace by themselves, and whatever is added to it. */
    const furniture = () =>
        Promise.all(["serviceaccounts", "configmaps"].map((kind) => namesIn(access(), paths.core("team", kind))));

    before("an administrator makes the namespace and what stands outside of it, but for the CRDs", async () => {
        await makeNamespace(access(), "team");
        await until(
            "the namespace is furnished",
            async () => (await furniture()).every(({ length }) => length > 0) || undefined,
        );
        const make = (path: string, kind: string, object: JsonRecord) => {
            const group = path.split("/").slice(2, 4).join("/");
            const apiVersion = path.startsWith("/api/v1/") ? "v1" : group;
            const metadata = { name: path.slice(path.lastIndexOf("/") + 1) };
            return apply(access(), path, { apiVersion, kind, metadata, ...object });
        };
        await make(`/apis/${rbac}/v1/namespaces/team/roles/owner`, "Role", {
            rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
        });
        await make(`/apis/${rbac}/v1/namespaces/team/rolebindings/owner`, "RoleBinding", {
            roleRef: { apiGroup: rbac, kind: "Role", name: "owner" },
            subjects: [{ apiGroup: rbac, kind: "User", name: "limited" }],
        });
        await make(`/apis/${rbac}/v1/clusterroles/orders-operator`, "ClusterRole", { rules: rulesOf(clusterGrants) });
        await make(`/apis/${rbac}/v1/clusterrolebindings/orders-operator`, "ClusterRoleBinding", {
            roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "orders-operator" },
            subjects: [{ kind: "ServiceAccount", name: "orders-operator", namespace: "team" }],
        });
        await make(`${paths.storageClasses}/encrypted`, "StorageClass", { provisioner: "example.org/encrypted" });
        orders = await createStack(stage(), {
            project: "limited",
            env: { KUBECONFIG: stage().controlPlane.limited.kubeconfig },
            program: { resources: { orders: { type: "hardened-db:PostgresDatabase", properties: args } } },
        });
    });

    it("is told when the CRDs are missing, and nothing is made", async () => {
        const before = await furniture();
        const up = await orders.up();
        assert.equal(up.ended, "badly");
        assert.match(up.output, /ImageCatalog[\s\S]*Verify that any required CRDs have been created/);
        const real = (await orders.resources()).filter(({ type }) => !/^(pulumi:|hardened-db:)/.test(type));
        assert.deepEqual(
            real.map(({ urn }) => urn),
            [],
        );
        assert.deepEqual(await furniture(), before);
        assert.deepEqual(await namesIn(access(), paths.core("team", "secrets")), []);
        assert.deepEqual(await namesIn(access(), paths.group("apps", "team", "deployments")), []);
    });

    it("brings a database up once an administrator has made them", async () => {
        for (const definition of definitions()) {
            const path = `${paths.definitions}/${textAt(definition, "metadata", "name") ?? ""}`;
            await apply(access(), path, definition);
            await until("the CRD is served", async () => {
                const conditions = recordsAt(await request(access(), path), "status", "conditions");
                return conditions.some(({ type, status }) => type === "Established" && status === "True") || undefined;
            });
        }
        endedWell(await orders.up());
        await settingUpPrimary(onStage, "team", "orders");
    });

    it("changes nothing the second time", async () => {
        changedNothing(await orders.up());
    });

    it("was refused nothing on the way, nor was the operator [KSI-1, KSI-2]", () => {
        for (const user of ["limited", "system:serviceaccount:team:orders-operator"]) {
            const calls = callsBy(user, stage().auditLog);
            assert.ok(calls.length > 20, `${user} asked for many things`);
            const refused = calls.filter(({ code }) => code === 403).map((call) => JSON.stringify(call));
            assert.deepEqual(refused, []);
        }
    });

    it("could have done nothing outside of it", async () => {
        const { limited } = stage().controlPlane;
        for (const path of [paths.namespaces, paths.definitions, paths.core("default", "secrets")]) {
            await assert.rejects(request(limited.access, path), (error) => {
                assert.ok(error instanceof ApiError);
                assert.equal(error.status, 403);
                return true;
            });
        }
    });

    it("takes it down again", async () => {
        endedWell(await orders.destroy());
        assert.deepEqual(await orders.resources(), []);
    });
});

/** The CRDs as the release has them: the build has laid them beside the plugin. */
function definitions(): JsonRecord[] {
    const found: unknown = JSON.parse(readFileSync(assets, "utf8"));
    const all = recordsAt(found, "customResourceDefinitions").filter(isRecord);
    assert.equal(all.length, 12);
    return all;
}
