import assert from "node:assert/strict";
import { at, isRecord, textAt, type JsonRecord } from "../../sandbox/json";
import { startFakeEngine, type Run } from "../fakeEngine";
import { kindOf } from "../registrations";
import type { Login } from "./client";
import { startCluster, type ClusterPlan, type DatabaseObjects, type RunningCluster } from "./cluster";
import type { Installation } from "./installation";

export interface ServerPlan extends Pick<ClusterPlan, "podAddresses"> {
    installation: () => Installation | Promise<Installation>;
    /** Arguments of the PostgresDatabase, as they stand on the wire. */
    args: object;
}

export interface TestServer {
    /** Fails before the hooks ran. */
    server: () => RunningCluster;
    /** What the built plugin registered for the arguments. */
    run: () => Run;
    /** A user as its connection Secret describes it, logging in from an address. */
    user: (name: string, from: string) => Login;
}

/**
 * A PostgreSQL for the tests of one `describe`, started with what the built plugin generates for the arguments of a
 * PostgresDatabase named `orders`, ended and removed after the last one.
 */
export function serverForTests({ installation, args, podAddresses = {} }: ServerPlan): TestServer {
    let running: RunningCluster | undefined;
    let constructed: Run | undefined;
    const run = (): Run => constructed ?? assert.fail("the database is constructed");
    before("a PostgreSQL server starts", async function () {
        // With an empty cache the distribution's packages are fetched.
        this.timeout(10 * 60_000);
        constructed = await construct(args);
        running = await startCluster({
            installation: await installation(),
            objects: databaseObjects(constructed),
            podAddresses,
        });
    });
    after("the PostgreSQL server ends", async function () {
        this.timeout(60_000);
        await running?.stop();
    });
    return {
        server: () => running ?? assert.fail("the server runs"),
        run,
        user: (name, from) => loginOf(run(), name, from),
    };
}

async function construct(inputs: object): Promise<Run> {
    const engine = await startFakeEngine();
    try {
        const run = await engine.construct({ type: "PostgresDatabase", name: "orders", inputs });
        assert.equal(run.error, undefined, "the arguments were accepted");
        return run;
    } finally {
        await engine.close();
    }
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
        passwords: Object.fromEntries(
            logins.map((secret) => [
                textAt(secret, "metadata", "name") ?? "",
                textAt(secret, "stringData", "password") ?? "",
            ]),
        ),
    };
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
        database: textAt(connection, "database") ?? "",
        password: textAt(connection, "password") ?? "",
        from,
    };
}
