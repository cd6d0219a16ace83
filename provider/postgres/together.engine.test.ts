import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readCluster } from "../../audit/read/cluster";
import { readSource } from "../../audit/read/source";
import { kubernetesKinds } from "../../rules/kinds";
import { list, request } from "../../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import { operatorsState } from "../../sandbox/operators";
import { signal } from "../../sandbox/processes";
import { readState } from "../../sandbox/state";
import { failingRules } from "../../testing/audit";
import { callsBy } from "../../testing/auditLog";
import { exists, makeNamespace, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { operatorErrors } from "../../testing/operatorLog";
import { withEverything } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, operations, type TestStack } from "../../testing/stack";
import { stageForTests, until } from "../../testing/stageForTests";
import { openSsl } from "../kubernetes/openssl.test";
import type { PostgresDatabaseArgs } from "./arguments";

/** pulumi-kubernetes replaces a Secret whose content changes, unless this says otherwise (4.25, provider/diff.go). */
const mutableSecrets = "kubernetes:enableSecretMutable";

function program(args: PostgresDatabaseArgs) {
    const properties = { ...args, awaitReady: false, deletionProtection: false };
    return { resources: { orders: { type: "hardened-db:PostgresDatabase", properties } } };
}

describe("a database with everything at once", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    const openssl = openSsl();
    let args: PostgresDatabaseArgs;
    let stack: TestStack;

    before(async () => {
        await makeNamespace(access(), "shop");
        args = withEverything(
            openssl.run(
                ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90"],
                ...["-keyout", openssl.file("ldap.key", ""), "-subj", "/CN=directory"],
            ),
        );
        stack = await createStack(stage(), {
            project: "together",
            config: {
                "aws:region": "eu-central-1",
                [mutableSecrets]: "true",
                "kubernetes:enableConfigMapMutable": "true",
            },
            program: program(args),
        });
    });

    const custom = (kind: string) => paths.group("postgresql.cnpg.io", "orders", kind);
    const secrets = paths.core("orders", "secrets");
    const deployment = `${paths.group("apps", "orders", "deployments")}/orders-pooler`;
    const services = () => list(access(), paths.core("orders", "services"));
    const nameIn = (object: unknown) => textAt(object, "metadata", "name") ?? "";
    /** Once the operator has got to it. */
    const there = (path: string): Promise<JsonRecord> =>
        until(`${path} is there`, async () => {
            const found = (await exists(access(), path)) ? await request(access(), path) : undefined;
            return isRecord(found) ? found : undefined;
        });
    const gone = (path: string) =>
        until(`${path} is gone`, async () => ((await exists(access(), path)) ? undefined : true));

    it("is previewed, and comes up in one `up`", async () => {
        const preview = endedWell(await stack.preview());
        assert.deepEqual([preview.errors, Object.keys(preview.summary)], [[], ["create"]]);
        const up = endedWell(await stack.up());
        assert.deepEqual([up.errors, Object.keys(up.summary)], [[], ["create"]]);
    });

    it("is taken by the real operator, down to the Job that fills the first volume", async () => {
        const cluster = await settingUpPrimary(onStage, "orders", "orders");
        assert.deepEqual(textsAt(cluster, "status", "conditions"), []);
        assert.deepEqual(
            recordsAt(cluster, "status", "pluginStatus").map(({ name }) => name),
            ["barman-cloud.cloudnative-pg.io"],
        );
    });

    it("has the objects of its databases and of the user with a certificate, which the operator signs [UM-4, UM-5]", async () => {
        assert.deepEqual(await namesIn(access(), custom("databases")), ["orders-archive", "orders-ledger"]);
        assert.deepEqual(await namesIn(access(), custom("databaseroles")), ["orders-bookkeeper"]);
        const { subject } = await certificate("orders-bookkeeper-client-cert");
        assert.equal(subject, "CN=bookkeeper");
        const roles = recordsAt(await request(access(), paths.cluster("orders", "orders")), "spec", "managed", "roles");
        const users = roles.filter(({ login }) => login === true).map(({ name }) => name);
        assert.deepEqual(users, ["app", "reports", "alice"]);
        assert.equal(roles.find(({ name }) => name === "alice")?.["disablePassword"], true);
    });

    it("has a pooler whose pods the operator makes with a restricted security context [KSI-3]", async () => {
        const pod = at(await there(deployment), "spec", "template");
        assert.equal(at(pod, "spec", "securityContext", "runAsNonRoot"), true);
        assert.equal(textAt(pod, "spec", "securityContext", "seccompProfile", "type"), "RuntimeDefault");
        const containers = [...recordsAt(pod, "spec", "containers"), ...recordsAt(pod, "spec", "initContainers")];
        assert.equal(containers.length, 2);
        for (const { name, securityContext } of containers) {
            assert.equal(at(securityContext, "allowPrivilegeEscalation"), false, String(name));
            assert.equal(at(securityContext, "readOnlyRootFilesystem"), true, String(name));
            assert.deepEqual(textsAt(securityContext, "capabilities", "drop"), ["ALL"], String(name));
        }
        const pgbouncer = containers.find(({ name }) => name === "pgbouncer");
        assert.equal(textAt(pgbouncer, "image"), args.pooler?.image);
        assert.deepEqual(at(pgbouncer, "resources"), {
            requests: { cpu: "100m", memory: "64Mi" },
            limits: { memory: "64Mi" },
        });
    });

    it("gives PgBouncer a certificate of its own to log in with, and no password to anybody for it [UM-6]", async () => {
        const { data } = await there(`${secrets}/orders-pooler`);
        assert.ok(isRecord(data));
        assert.deepEqual(Object.keys(data).sort(), ["tls.crt", "tls.key"]);
        assert.equal((await certificate("orders-pooler")).subject, "CN=cnpg_pooler_pgbouncer");
    });

    it("shows a certificate for every name under which clients reach it [NM-4, NM-7]", async () => {
        const shown = await certificate("orders-server");
        for (const host of ["orders-rw", "orders-pooler", "orders-service"].map((name) => `${name}.orders.svc`)) {
            assert.equal(shown.checkHost(host), host);
        }
        assert.equal(shown.checkHost("db.example.org"), "db.example.org");
    });

    it("is reached from outside of the cluster by the one Service that was asked for, as it was asked for [KSI-5, NM-11]", async () => {
        await there(`${paths.core("orders", "services")}/orders-pooler`);
        const outside = (await services()).filter((each) => textAt(each, "spec", "type") !== "ClusterIP");
        assert.deepEqual(outside.map(nameIn), ["orders-service"]);
        const [made] = outside;
        assert.equal(textAt(made, "spec", "type"), "LoadBalancer");
        assert.deepEqual(textsAt(made, "spec", "loadBalancerSourceRanges"), ["10.0.0.0/8"]);
        assert.equal(textAt(made, "metadata", "labels", "team"), "orders");
        const annotations = at(made, "metadata", "annotations");
        assert.equal(textAt(annotations, "external-dns.alpha.kubernetes.io/hostname"), "db.example.org");
        assert.equal(textAt(annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme"), "internal");
    });

    it("fails no rule of the audit, as a stack and in the cluster with its Secrets", async () => {
        const asStack = readSource("stack", await stack.pulumi("stack", "export"));
        assert.ok(asStack.complete && asStack.subjects.length > 70);
        assert.deepEqual(failingRules(asStack), []);
        const get = (path: string): Promise<unknown> => request(access(), path);
        const inCluster = await readCluster(kubernetesKinds, { get, readSecrets: true });
        assert.deepEqual(inCluster.errors, []);
        assert.deepEqual(failingRules(inCluster), []);
    });

    it("is changed by nothing the second time, nor when what the operator filled in was read back", async () => {
        changedNothing(await stack.up());
        changedNothing(await stack.refresh());
        changedNothing(await stack.up());
    });

    it("is changed by nothing after the operator started again", async () => {
        const manager = readState(operatorsState(stage().directory)).processes.find(({ name }) =>
            name.endsWith(" manager"),
        );
        assert.ok(manager);
        signal(manager, "SIGKILL");
        await until(
            "the operator starts again",
            () => onStage.log.some((line) => line.includes("manager started again")) || undefined,
        );
        // What only an operator that works makes again.
        const service = `${paths.core("orders", "services")}/orders-pooler`;
        const { uid } = at(await there(service), "metadata") as { uid: string };
        await request(access(), service, { method: "DELETE" });
        await until("the operator makes the pooler's Service again", async () =>
            (await exists(access(), service)) && textAt(await request(access(), service), "metadata", "uid") !== uid
                ? true
                : undefined,
        );
        changedNothing(await stack.refresh());
        changedNothing(await stack.up());
    });

    it("was looked after by an operator that complained of nothing", () => {
        for (const name of ["orders", "orders-pooler", "orders-bookkeeper"]) {
            const errors = operatorErrors(stage(), { namespace: "orders", name: "orders-operator" }, name);
            assert.deepEqual(errors, [], name);
        }
    });

    it("would have its Secrets replaced by another password, were they not said to be mutable", async () => {
        args = { ...args, ...changesOf(args) };
        stack.rewrite(program(args));
        await stack.pulumi("config", "set", mutableSecrets, "false");
        const replaced = operations(endedWell(await stack.preview())).filter((line) => line.startsWith("replace "));
        await stack.pulumi("config", "set", mutableSecrets, "true");
        assert.deepEqual(replaced, [
            "replace orders-app-connection-shop",
            "replace orders-app-login",
            "replace orders-app-password",
            "replace orders-reports-connection-orders",
        ]);
    });

    it("takes a bigger pooler, a disabled user, another database and another password in one `up`, which replaces the password alone", async () => {
        const login = () => request(access(), `${secrets}/orders-app-login`);
        const before = await login();
        assert.deepEqual(operations(endedWell(await stack.up())), [
            "create orders-database-invoices",
            "create-replacement orders-app-password",
            "delete-replaced orders-app-password",
            "replace orders-app-password",
            "update orders",
            "update orders-alerts",
            "update orders-app-connection-shop",
            "update orders-app-login",
            "update orders-network",
            "update orders-pooler",
            "update orders-pooler-network",
            // A disabled user does not come through the pooler either.
            "update orders-reports-connection-orders",
        ]);
        const after = await login();
        assert.equal(textAt(after, "metadata", "uid"), textAt(before, "metadata", "uid"));
        assert.notEqual(textAt(after, "data", "password"), textAt(before, "data", "password"));
        await until("the operator makes the pooler as big", async () => {
            return at(await request(access(), deployment), "spec", "replicas") === 3 || undefined;
        });
        changedNothing(await stack.up());
    });

    it("loses its pooler and its Service in one `up`, and is then reached inside of the cluster alone [KSI-5]", async () => {
        const { pooler: _pooler, service: _service, ...rest } = args;
        stack.rewrite(program(rest));
        const done = operations(endedWell(await stack.up()));
        assert.deepEqual(
            done.filter((line) => !line.startsWith("update ")),
            ["delete orders-pooler", "delete orders-pooler-metrics", "delete orders-pooler-network"],
        );
        changedNothing(await stack.up());
        // Foreground deletion takes minutes here, while the operator makes again what the garbage collector takes (deletion.ts).
        assert.deepEqual(await namesIn(access(), custom("poolers")), []);
        await gone(deployment);
        for (const name of ["orders-pooler", "orders-service"]) {
            await gone(`${paths.core("orders", "services")}/${name}`);
        }
        const types = (await services()).map((each) => textAt(each, "spec", "type"));
        assert.ok(types.length >= 3);
        assert.deepEqual([...new Set(types)], ["ClusterIP"]);
    });

    it("was looked after by an operator and a plugin that were refused nothing [KSI-1]", () => {
        const calls = callsBy("system:serviceaccount:orders:orders-operator", stage().auditLog);
        assert.ok(calls.length > 30, "the operator asked for many things");
        assert.ok(calls.some(({ resource, verb }) => resource === "databaseroles/status" && verb === "patch"));
        assert.deepEqual(
            calls.filter(({ code }) => code === 403),
            [],
        );
    });

    it("gets its pooler back, and goes with all of it by `pulumi destroy`", async () => {
        stack.rewrite(program(args));
        endedWell(await stack.up());
        await there(deployment);
        endedWell(await stack.destroy());
        assert.deepEqual(await stack.resources(), []);
        for (const kind of ["clusters", "poolers", "databases", "databaseroles"]) {
            assert.deepEqual(await namesIn(access(), custom(kind)), [], kind);
        }
    });

    async function certificate(secret: string): Promise<X509Certificate> {
        const shown = textAt(await there(`${secrets}/${secret}`), "data", "tls.crt") ?? "";
        return new X509Certificate(Buffer.from(shown, "base64"));
    }
});

function changesOf({ pooler, users, databases = [] }: PostgresDatabaseArgs): Partial<PostgresDatabaseArgs> {
    assert.ok(pooler);
    return {
        pooler: { ...pooler, instances: 3, poolSize: 40 },
        users: users.map((user) => ({
            ...user,
            ...(user.name === "reports" && { disabled: true }),
            ...(user.name === "app" && { rotation: "2026-12" }),
        })),
        databases: [...databases, { name: "invoices" }],
    };
}
