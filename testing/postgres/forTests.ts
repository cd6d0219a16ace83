import assert from "node:assert/strict";
import { at, isRecord, textAt, type JsonRecord } from "../../sandbox/json";
import { startFakeEngine, type FakeEngine, type Run } from "../fakeEngine";
import { kindOf } from "../registrations";
import type { Login } from "./client";
import {
    startCluster,
    type ClusterPlan,
    type DatabaseObjects,
    type PodAddresses,
    type RunningCluster,
} from "./cluster";
import type { Installation } from "./installation";
import type { Passwords } from "./operatorRoles";

export interface ServerPlan extends Omit<ClusterPlan, "installation" | "objects"> {
    installation: () => Installation | Promise<Installation>;
    /** Arguments of the PostgresDatabase, as they stand on the wire; a function where they are known only when tests run. */
    args: object;
    /** Of Secrets that are the user's own, by the Secret's name. */
    passwords?: Passwords;
}

export interface TestServer {
    /** Fails before the hooks ran, as the others do. */
    server: () => RunningCluster;
    /** What the built plugin registered for the arguments. */
    run: () => Run;
    /** A user as its connection Secret describes it, logging in from an address. */
    user: (name: string, from: string) => Login;
    /** What `pulumi up` with other arguments, and the operator after it, change on the running server. */
    up: (args: object, podAddresses?: PodAddresses) => Promise<void>;
}

/**
 * A PostgreSQL for the tests of one `describe`, started with what the built plugin generates for the arguments of a
 * PostgresDatabase named `orders`, ended and removed after the last one.
 */
export function serverForTests({ installation, args, passwords, ...rest }: ServerPlan): TestServer {
    let engine: FakeEngine | undefined;
    let running: RunningCluster | undefined;
    let constructed: Run | undefined;
    const run = (): Run => constructed ?? assert.fail("the database is constructed");
    const server = (): RunningCluster => running ?? assert.fail("the server runs");
    const objectsFor = async (inputs: object): Promise<DatabaseObjects> => {
        assert.ok(engine !== undefined, "the plugin runs");
        constructed = await engine.construct({ type: "PostgresDatabase", name: "orders", inputs });
        assert.equal(constructed.error, undefined, "the arguments were accepted");
        const objects = databaseObjects(constructed);
        return { ...objects, passwords: { ...objects.passwords, ...passwords } };
    };
    before("a PostgreSQL server starts", async function () {
        // With an empty cache the distribution's packages are fetched.
        this.timeout(10 * 60_000);
        engine = await startFakeEngine();
        const objects = await objectsFor(isLater(args) ? args() : args);
        running = await startCluster({ installation: await installation(), objects, ...rest });
    });
    after("the PostgreSQL server ends", async function () {
        this.timeout(60_000);
        await engine?.close();
        await running?.stop();
    });
    return {
        server,
        run,
        user: (name, from) => loginOf(run(), name, from),
        up: async (inputs, podAddresses) => {
            await server().change(await objectsFor(inputs), podAddresses);
        },
    };
}

function isLater(args: object): args is () => object {
    return typeof args === "function";
}

/** What CloudNativePG would read of all that a component registered. */
export function databaseObjects(run: Run): DatabaseObjects {
    const of = (kind: string): JsonRecord[] =>
        run.resources.filter(({ type }) => kindOf(type) === kind).map(({ inputs }) => inputs);
    const [cluster] = of("Cluster");
    const logins = of("Secret").filter((secret) => textAt(secret, "type") === "kubernetes.io/basic-auth");
    return {
        cluster: cluster ?? assert.fail("there is a Cluster"),
        databases: of("Database"),
        databaseRoles: of("DatabaseRole"),
        configMaps: Object.fromEntries(
            of("ConfigMap").map((configMap) => [
                textAt(configMap, "metadata", "name") ?? "",
                recordOf(at(configMap, "data")),
            ]),
        ),
        passwords: Object.fromEntries(
            logins.map((secret) => [
                textAt(secret, "metadata", "name") ?? "",
                textAt(secret, "stringData", "password") ?? "",
            ]),
        ),
    };
}

function recordOf(value: unknown): JsonRecord {
    return isRecord(value) ? value : {};
}

function loginOf(run: Run, name: string, from: string): Login {
    const connection = run.resources
        .filter(({ type }) => kindOf(type) === "Secret")
        .map(({ inputs }) => at(inputs, "stringData"))
        .filter(isRecord)
        .find((data) => data["user"] === name && "sslmode" in data);
    assert.ok(connection !== undefined, `${name} has a connection Secret`);
    return {
        user: name,
        host: textAt(connection, "host") ?? "",
        database: textAt(connection, "database") ?? "",
        password: textAt(connection, "password") ?? "",
        from,
    };
}
