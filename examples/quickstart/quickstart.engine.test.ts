import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failingRules } from "../../testing/audit";
import { readCluster } from "../../audit/read/cluster";
import { readSource } from "../../audit/read/source";
import { kubernetesKinds } from "../../rules/kinds";
import { list, request } from "../../sandbox/api-client";
import { at, isRecord } from "../../sandbox/json";
import { callsBy } from "../../testing/auditLog";
import { exists, namesIn, paths, settingUpPrimary } from "../../testing/cluster";
import { base64, leaks, secretsOfState } from "../../testing/secrets";
import { changedNothing, endedWell, type Outcome, type TestStack } from "../../testing/stack";
import { exampleStack } from "../../testing/exampleStack";
import { stageForTests } from "../../testing/stageForTests";

const recording = join(__dirname, "urns.txt");

describe("the quickstart, as it is, in the sandbox", function () {
    this.timeout(120_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    const outcomes: Outcome[] = [];
    let quickstart: TestStack;

    before("a stack with the sandbox's settings is made", async () => {
        quickstart = await exampleStack(stage(), "hardened-db-quickstart", __dirname);
    });

    const kept = async (operation: Promise<Outcome>): Promise<Outcome> => {
        const outcome = await operation;
        outcomes.push(outcome);
        return outcome;
    };

    it("is previewed without an error and with nothing but new resources", async () => {
        const preview = endedWell(await kept(quickstart.preview()));
        assert.deepEqual(preview.errors, []);
        assert.deepEqual(Object.keys(preview.summary), ["create"]);
    });

    it("comes up in one `pulumi up`", async () => {
        const up = endedWell(await kept(quickstart.up()));
        assert.deepEqual(up.errors, []);
        assert.deepEqual(Object.keys(up.summary), ["create"]);
    });

    it("is set up by the real operator, as far as simulated pods go, with the backup plugin attached", async () => {
        const orders = await settingUpPrimary(onStage, "orders", "orders");
        const plugins = JSON.stringify(at(orders, "status", "pluginStatus"));
        assert.match(plugins, /"name":"barman-cloud.cloudnative-pg.io"/);
    });

    it("tells what the README promises, and no secret", async () => {
        const { backupKeyArn, volumeKeyArn, caCertificate, compliance, ...outputs } = await quickstart.outputs();
        const cloud = { bucket: outputs["bucket"], roleArn: outputs["roleArn"] };
        assert.deepEqual(outputs, {
            ...cloud,
            host: "orders-rw.orders.svc",
            port: 5432,
            connectionSecret: "orders-app-connection",
        });
        assert.match(String(cloud.bucket), /^hdb-orders-vault-sandbox-[a-z0-9]{8}-123456789012-eu-central-1-an$/);
        assert.match(String(cloud.roleArn), /^arn:aws:iam::123456789012:role\/hardened-db\/orders-vault-/);
        for (const key of [backupKeyArn, volumeKeyArn]) {
            assert.match(String(key), /^arn:aws:kms:eu-central-1:123456789012:key\//);
        }
        assert.notEqual(backupKeyArn, volumeKeyArn);
        assert.match(String(caCertificate), /^-----BEGIN CERTIFICATE-----/);
        // Nothing is violated, waived or unknown; what is met in part is what this program does not ask for.
        assert.deepEqual(compliance, {
            ...{ enforced: 27, waived: 0, partial: 8, violated: 0, unknown: 0, impossible: 3, evidence: 14 },
            ...{ waivedControls: [], violatedControls: [], unknownControls: [] },
            partialControls: ["UM-5", "CM-1", "NM-11", "SM-4", "MAA-2", "KSI-1", "KSI-6", "SSC-5"],
        });
    });

    it("fails no rule of the audit, as a stack", async () => {
        const reading = readSource("stack", await quickstart.pulumi("stack", "export"));
        assert.ok(reading.complete && reading.subjects.length > 50);
        assert.deepEqual(failingRules(reading), []);
    });

    it("fails none in the cluster, Secrets included", async () => {
        const get = (path: string): Promise<unknown> => request(access(), path);
        const reading = await readCluster(kubernetesKinds, { get, readSecrets: true });
        assert.deepEqual(reading.errors, []);
        assert.ok(reading.subjects.some(({ subject }) => subject.title === "Secret shop/orders-app-connection"));
        assert.deepEqual(failingRules(reading), []);
    });

    it("lets the application connect with one Secret in its own namespace [UM-3, CM-2]", async () => {
        const secret = await request(access(), `${paths.core("shop", "secrets")}/orders-app-connection`);
        const login = await request(access(), `${paths.core("orders", "secrets")}/orders-app-login`);
        const { password = "", uri, ...facts } = decoded(secret);
        assert.deepEqual(facts, {
            host: "orders-rw.orders.svc",
            port: "5432",
            database: "orders",
            user: "app",
            sslmode: "verify-full",
            "ca.crt": (await quickstart.outputs())["caCertificate"],
        });
        assert.match(password, /^[A-Za-z0-9]{40}$/);
        assert.ok(decoded(login)["password"] === password, "the operator gives the user this password");
        assert.equal(
            uri?.replace(password, "PASSWORD"),
            "postgresql://app:PASSWORD@orders-rw.orders.svc:5432/orders?sslmode=verify-full&sslrootcert=/run/secrets/orders-app-connection/ca.crt",
        );
    });

    it("is changed by nothing the second time, though the operator has filled in the Cluster since", async () => {
        changedNothing(await kept(quickstart.up()));
    });

    it("is found as it was left by `pulumi refresh`", async () => {
        changedNothing(await kept(quickstart.refresh()));
    });

    it("is run by an operator that was refused nothing [KSI-1]", () => {
        const calls = callsBy("system:serviceaccount:orders:orders-operator", stage().auditLog);
        assert.ok(calls.length > 30, "the operator asked for many things");
        assert.deepEqual(
            calls.filter(({ code }) => code === 403),
            [],
        );
    });

    it("has the children that urns.txt records: their names, parents and types are API", async () => {
        const resources = await quickstart.resources();
        // The URN of a default provider holds the SDK's version, which is no child's identity.
        const urns = resources.map(({ urn }) => urn).filter((urn) => !urn.includes("::pulumi:providers:"));
        const found = `${urns.sort().join("\n")}\n`;
        if (process.env["RECORD"] === "1") {
            writeFileSync(recording, found);
        }
        assert.equal(
            found,
            readFileSync(recording, "utf8"),
            "a child's name, parent or type changed, which replaces it in every stack there is: give it an alias, and record with " +
                "RECORD=1 npx mocha examples/quickstart/quickstart.engine.test.ts",
        );
    });

    it("writes no secret into the state in the clear, nor shows one [CM-2]", async () => {
        const shown: unknown = JSON.parse(await quickstart.pulumi("stack", "export", "--show-secrets"));
        const inCluster = await Promise.all(
            ["orders", "shop"].map((namespace) => list(access(), paths.core(namespace, "secrets"))),
        );
        const entries = inCluster.flat().flatMap((secret) => Object.entries(decoded(secret)));
        const ofCluster = entries.filter(([key]) => !publicKeys.includes(key)).map(([, value]) => value);
        const known = entries.filter(([key]) => publicKeys.includes(key)).map(([, value]) => value);
        const ofState = secretsOfState(shown).filter((text) => ![...known, ...known.map(base64)].includes(text));
        // What is looked for is there: the application's password twice, the root's key and those that the operator issued.
        const passwords = ofCluster.filter((text) => /^[A-Za-z0-9]{40}$/.test(text));
        assert.equal(passwords.length, 2);
        assert.ok(passwords.every((password) => ofState.includes(password)));
        assert.ok(ofCluster.filter((text) => text.includes("PRIVATE KEY")).length >= 3);
        assert.ok(ofState.some((text) => text.includes("PRIVATE KEY")));

        const secrets = [...new Set([...ofState, ...ofCluster])];
        const where = [
            ["pulumi stack export", await quickstart.pulumi("stack", "export")] as const,
            ["pulumi stack output", await quickstart.pulumi("stack", "output", "--json")] as const,
            ...outcomes.map(({ command, output }) => [command, output] as const),
            ...filesBelow(join(stage().directory, "state")).map((file) => [file, readFileSync(file, "utf8")] as const),
        ];
        assert.ok(where.length > 8);
        const found = where.flatMap(([place, text]) => leaks(secrets, text).map((leak) => `${leak} in ${place}`));
        assert.deepEqual(found, []);
        assert.ok(
            leaks(secrets, JSON.stringify(shown)).length > 3,
            "the same search finds them in the state with its secrets",
        );
    });

    it("goes with `pulumi destroy`, which names what it keeps, and what it keeps is there", async () => {
        const resources = await quickstart.resources();
        const retained = resources.filter(({ state }) => state["retainOnDelete"] === true);
        const destroy = endedWell(await kept(quickstart.destroy()));
        assert.deepEqual(await quickstart.resources(), []);

        const named = destroy.output.split("\n").filter((line) => line.includes("[retain]"));
        const silent = retained.filter(({ name }) => !named.some((line) => line.includes(` ${name} `)));
        assert.deepEqual(silent, [], "each kept resource is named with [retain]");
        assert.deepEqual(countByType(retained.map(({ type }) => type)), {
            "aws:kms/key:Key": 2,
            "aws:s3/bucket:Bucket": 2,
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": 2,
            "aws:s3/bucketLogging:BucketLogging": 1,
            "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": 1,
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls": 2,
            "aws:s3/bucketPolicy:BucketPolicy": 2,
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": 2,
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": 2,
            "aws:s3/bucketVersioning:BucketVersioning": 2,
            "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": 12,
            "kubernetes:core/v1:Namespace": 1,
            "kubernetes:networking.k8s.io/v1:NetworkPolicy": 1,
            "kubernetes:storage.k8s.io/v1:StorageClass": 1,
        });
        const definitions = await namesIn(access(), paths.definitions);
        assert.equal(definitions.filter((name) => name.endsWith(".cnpg.io")).length, 12);
        assert.ok(await exists(access(), `${paths.namespaces}/orders`));
        assert.deepEqual(await namesIn(access(), paths.group("networking.k8s.io", "orders", "networkpolicies")), [
            "default-deny",
        ]);
        assert.equal((await list(access(), paths.storageClasses)).length, 1);
        assert.deepEqual(await list(access(), paths.clusters), []);
    });
});

function decoded(secret: unknown): Record<string, string> {
    const data = at(secret, "data");
    return Object.fromEntries(
        Object.entries(isRecord(data) ? data : {}).map(([key, value]) => [
            key,
            Buffer.from(String(value), "base64").toString(),
        ]),
    );
}

/** Entries of Secrets that anybody may know. */
const publicKeys = ["host", "port", "database", "user", "username", "sslmode", "ca.crt", "tls.crt"];

function filesBelow(folder: string): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
}

function countByType(types: readonly string[]): Record<string, number> {
    const count = (type: string): number => types.filter((each) => each === type).length;
    return Object.fromEntries([...new Set(types)].sort().map((type) => [type, count(type)]));
}
