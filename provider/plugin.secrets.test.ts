import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import { passwordOf, privateKeyOf } from "../testing/computedOutputs";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { label, the } from "../testing/registrations";
import { isSecret, openTexts, unmarked, valueAt } from "../testing/wire";

describe("Secrets of a PostgresDatabase [CM-2]", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const args = onAws();
    const app = args.users[0]!;
    const users = [app, { ...app, name: "batch", from: [{ cidr: "10.20.0.0/16" }, { podLabels: { app: "batch" } }] }];
    const values = {
        "the password of app": passwordOf("orders-app-password"),
        "the password of batch": passwordOf("orders-batch-password"),
        "the key of the root certificate": privateKeyOf("orders-root-key"),
    };
    let run: Run;
    before(async () => {
        run = await construct({
            type: "PostgresDatabase",
            name: "orders",
            inputs: { ...args, users, operator: { crds: "existing" } },
        });
        assert.equal(run.error, undefined);
    });

    for (const [what, value] of Object.entries(values)) {
        it(`${what} is used, and marked as a secret wherever it stands on the wire`, () => {
            const users = run.resources.filter(({ inputs }) => holds(inputs, value));
            assert.ok(users.length > 0, "somebody uses it");
            const open = run.resources.flatMap((each) =>
                [...openTexts(each.wire), ...openTexts(each.outputs ?? {})]
                    .filter(({ text }) => text.includes(value))
                    .map(({ path }) => `${label(each)}: ${path}`),
            );
            assert.deepEqual(open, []);
        });

        it(`${what} is in no output, not even as a secret, and in nothing that was said`, () => {
            assert.equal(holds(run.outputs, value), false);
            const components = run.resources.filter(({ custom }) => !custom);
            assert.deepEqual(
                components.filter(({ outputs, inputs }) => holds({ ...outputs, ...inputs }, value)).map(label),
                [],
            );
            assert.equal(run.log.join("\n").includes(value), false);
        });
    }

    it("a password reaches the operator and the clients, each under the name they look for", () => {
        const password = values["the password of app"];
        const login = the(run, "Secret", "orders-app-login");
        assert.deepEqual(login.inputs["stringData"], { username: "app", password });
        const client = the(run, "Secret", "orders-app-connection-shop");
        assert.equal(valueAt(client.inputs, "stringData.password"), password);
        assert.equal(valueAt(client.inputs, "stringData.sslmode"), "verify-full");
        assert.equal(valueAt(client.inputs, "metadata.namespace"), "shop");
        assert.ok(isSecret(login.wire["stringData"]) || isSecret(valueAt(login.wire, "stringData.password")));
    });

    it("each user has a password of its own [UM-1]", () => {
        const [one, other] = [the(run, "Secret", "orders-app-login"), the(run, "Secret", "orders-batch-login")];
        assert.notEqual(valueAt(one.inputs, "stringData.password"), valueAt(other.inputs, "stringData.password"));
    });

    it("what the random and tls providers compute is asked to be secret", () => {
        assert.ok(the(run, "RandomPassword", "orders-app-password").additionalSecretOutputs.includes("result"));
        assert.ok(the(run, "PrivateKey", "orders-root-key").additionalSecretOutputs.includes("privateKeyPem"));
    });

    it("outputs tell where a connection Secret is, by user", () => {
        assert.deepEqual(unmarked(run.outputs["connections"] ?? null), {
            app: "orders-app-connection",
            batch: "orders-batch-connection",
        });
    });
});

describe("Secrets of a PostgresDatabase whose certificates are generated", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    let run: Run;
    before(async () => {
        const tls = { issuer: "generated", clientCertificates: "required" };
        run = await construct({ type: "PostgresDatabase", name: "orders", inputs: { ...onAws(), tls } });
        assert.equal(run.error, undefined);
    });

    const keys = ["root", "server-intermediate", "client-intermediate", "server", "replication", "app-client"];
    for (const name of keys.map((each) => `orders-${each}-key`)) {
        it(`${name} is a secret wherever it stands on the wire, and in no output`, () => {
            const key = privateKeyOf(name);
            assert.ok(
                run.resources.some(({ inputs }) => holds(inputs, key)),
                "somebody uses it",
            );
            const open = run.resources.flatMap((each) =>
                [...openTexts(each.wire), ...openTexts(each.outputs ?? {})]
                    .filter(({ text }) => text.includes(key))
                    .map(({ path }) => `${label(each)}: ${path}`),
            );
            assert.deepEqual(open, []);
            assert.equal(holds(run.outputs, key), false);
        });
    }

    it("they are previewed while no certificate is known, and the Cluster says already where they will lie", async () => {
        const tls = { issuer: "generated", clientCertificates: "required" };
        const inputs = { ...onAws(), tls };
        const previewed = await construct({ type: "PostgresDatabase", name: "orders", inputs, preview: true });
        const cluster = the(previewed, "Cluster", "orders");
        assert.equal(valueAt(cluster.inputs, "spec.certificates.serverTLSSecret"), "orders-generated-server");
    });

    it("the keys of CAs are in no Secret of the namespace: what it holds signs nothing", () => {
        const secrets = run.resources.filter(({ type }) => type === "kubernetes:core/v1:Secret");
        assert.notEqual(secrets.length, 0);
        for (const name of ["root", "server-intermediate", "client-intermediate"]) {
            const holders = secrets.filter(({ inputs }) => holds(inputs, privateKeyOf(`orders-${name}-key`)));
            assert.deepEqual(holders.map(label), []);
        }
    });
});

function holds(content: object, value: string): boolean {
    return JSON.stringify(content).includes(JSON.stringify(value).slice(1, -1));
}
