import assert from "node:assert/strict";
import { loki, type Loki, type Stream } from "../../testing/logql";
import { containerLine, type LogRecord } from "../../testing/postgres/log";
import { serverForTests } from "../../testing/postgres/forTests";
import { distributionPostgres } from "../../testing/postgres/installation";
import { onAnyCluster } from "../../testing/postgresArguments";
import { until } from "../../testing/stageForTests";
import type { LokiArgs } from "../kubernetes/arguments";
import type { PostgresDatabaseArgs } from "./arguments";
import { logAlerts } from "./logAlerts";
import { monitoredDatabase } from "./monitored";

const place = { name: "orders", namespace: "orders" };
const minute = 60_000;

function expression(alert: string, args: Partial<PostgresDatabaseArgs> = {}, options: LokiArgs = {}): string {
    const alerts = logAlerts(monitoredDatabase(place, { ...onAnyCluster(), ...args }), options);
    const found = alerts.find(({ name }) => name === alert);
    return found?.expression ?? assert.fail(`${alert} is among ${alerts.map(({ name }) => name).join(", ")}`);
}

describe("The rules for Loki, by its own judgement, on the lines of a real PostgreSQL", function () {
    this.timeout(10 * minute);
    let judge: Loki;
    const from = [{ cidr: "127.9.0.0/16" }];
    const { server, user } = serverForTests({
        installation: distributionPostgres,
        args: { ...onAnyCluster(), users: [{ name: "app", database: "orders", access: "readWrite", from }] },
    });

    before("Loki's engine is built or taken from the cache", async () => {
        judge = await loki();
    });

    /** The server's log, as a collector brings it from a pod. */
    async function stream(pod = "orders-1", labels: Record<string, string> = {}): Promise<Stream> {
        const records = await server().log();
        return {
            labels: { namespace: "orders", pod, ...labels },
            lines: records.map((record) => ({ at: timeOf(record), text: containerLine(record, pod) })),
        };
    }

    const app = () => user("app", "127.9.1.1");
    const logins: Record<string, () => ReturnType<typeof app>> = {
        "with a wrong password": () => ({ ...app(), password: "a guess" }),
        "from a wrong network": () => ({ ...app(), from: "127.8.0.1" }),
        "without TLS": () => ({ ...app(), tls: false }),
        "under an unknown name": () => ({ ...app(), user: "nobody" }),
        "to another database": () => ({ ...app(), database: "postgres" }),
    };

    describe("PostgresLoginsFail [MAA-2]", () => {
        const fails = expression("PostgresLoginsFail");

        it("is silent while everybody knows their password", async () => {
            await server().login(app());
            await server().asSuperuser("orders", "SELECT 1");
            assert.deepEqual(await judge.ask(fails, new Date(), [await stream()]), []);
        });

        for (const [how, login] of Object.entries(logins)) {
            it(`counts a login ${how}`, async () => {
                const query = expression("PostgresLoginsFail", {}, { failedLogins: 1 });
                const count = async (): Promise<number> => {
                    const [sample] = await judge.ask(query, new Date(), [await stream()]);
                    return Number(sample?.value ?? 0);
                };
                const before = await count();
                const { code } = await server().login(login());
                assert.match(code, /^(28P01|28000)$/);
                assert.equal(await count(), before + 1);
            });
        }

        it("fires from the fifth within five minutes on, on whatever server", async () => {
            const lines = (await stream()).lines.filter(({ text }) => /"sql_state_code":"28/.test(text)).slice(0, 5);
            assert.equal(lines.length, 5);
            const last = lines.at(-1)?.at ?? assert.fail("there are lines");
            const split = [
                { labels: { namespace: "orders", pod: "orders-1" }, lines: lines.slice(0, 2) },
                { labels: { namespace: "orders", pod: "orders-2" }, lines: lines.slice(2) },
            ];
            assert.deepEqual(await judge.ask(fails, last, split), [{ labels: {}, value: "5" }]);
            assert.deepEqual(await judge.ask(fails, last, split.slice(1)), [], "three do not");
            const later = new Date(last.getTime() + 6 * minute);
            assert.deepEqual(await judge.ask(fails, later, split), [], "after six minutes it is over");
        });

        it("fires at another number when that is asked for", async () => {
            const query = expression("PostgresLoginsFail", {}, { failedLogins: 1000 });
            assert.deepEqual(await judge.ask(query, new Date(), [await stream()]), []);
        });

        it("finds the lines under other labels, and none of another database", async () => {
            const here = await stream("orders-1");
            const renamed = { ...here, labels: { k8s_namespace: "orders", k8s_pod: "orders-1" } };
            const options = { namespaceLabel: "k8s_namespace", podLabel: "k8s_pod" };
            assert.equal(
                (await judge.ask(expression("PostgresLoginsFail", {}, options), new Date(), [renamed])).length,
                1,
            );
            for (const labels of [
                { namespace: "shop", pod: "orders-1" },
                { namespace: "orders", pod: "orders-archive-1" },
                { namespace: "orders", pod: "other-orders-1" },
            ]) {
                assert.deepEqual(await judge.ask(fails, new Date(), [{ ...here, labels }]), [], JSON.stringify(labels));
            }
        });

        it("is not moved by what a client makes the server write", async () => {
            const query = expression("PostgresLoginsFail", {}, { failedLogins: 1 });
            const before = await judge.ask(query, new Date(), [await stream()]);
            await server().ask(app(), "SET application_name = '28P01 28000'");
            await until("the end of the session is in the log", async () => {
                const { lines } = await stream();
                return lines.some(({ text }) => text.includes('"application_name":"28P01 28000"')) || undefined;
            });
            assert.deepEqual(await judge.ask(query, new Date(), [await stream()]), before);
        });
    });

    describe("PostgresAuditLogSilent [MAA-2, MAA-3]", () => {
        const silent = expression("PostgresAuditLogSilent");

        it("is silent while logins are recorded on every server", async () => {
            await server().login(app());
            const all = await Promise.all(["orders-1", "orders-2", "orders-3"].map((pod) => stream(pod)));
            assert.deepEqual(await judge.ask(silent, new Date(), all), []);
        });

        it("fires when one server's are missing", async () => {
            const two = await Promise.all(["orders-1", "orders-2"].map((pod) => stream(pod)));
            assert.deepEqual(await judge.ask(silent, new Date(), two), [{ labels: {}, value: "2" }]);
        });

        it("fires when nothing reaches Loki", async () => {
            assert.deepEqual(await judge.ask(silent, new Date(), []), [{ labels: {}, value: "0" }]);
        });

        it("fires when there are lines, but no logins", async () => {
            const pods = await Promise.all(["orders-1", "orders-2", "orders-3"].map((pod) => stream(pod)));
            const without = pods.map(({ labels, lines }) => ({
                labels,
                lines: lines.filter(({ text }) => !text.includes('"message":"connection authorized')),
            }));
            assert.ok(without.every(({ lines }) => lines.length > 0));
            assert.deepEqual(await judge.ask(silent, new Date(), without), [{ labels: {}, value: "0" }]);
        });

        it("is not there where a waiver turned the record off", () => {
            const disabled = { reason: "a cache", owner: "data", expires: "2027-03-31" };
            const names = logAlerts(monitoredDatabase(place, { ...onAnyCluster(), audit: { disabled } }), {}).map(
                ({ name }) => name,
            );
            assert.deepEqual(names, ["PostgresLoginsFail"]);
        });
    });

    describe("PostgresPoolerLoginsFail [MAA-2]", () => {
        const pooler = { image: `registry.example/pgbouncer@sha256:${"0".repeat(64)}` };
        const at = new Date("2026-11-27T10:00:00Z");
        /** As CloudNativePG prints PgBouncer's lines (internal/cmd/manager/pgbouncer/run/log.go), whose texts are those of its source. */
        const said = (...messages: string[]): Stream => ({
            labels: { namespace: "orders", pod: "orders-pooler-6d9f7c-x2k4" },
            lines: messages.map((message, index) => ({
                at: new Date(at.getTime() - 1000 * index),
                text: JSON.stringify({
                    level: "info",
                    logger: "pgbouncer-manager",
                    msg: "record",
                    pipe: "stderr",
                    record: {
                        timestamp: "2026-11-27 09:59:59.000 UTC",
                        pid: "12",
                        level: "WARNING",
                        msg: `C-0x1: orders/app@10.0.0.9:4711 ${message}`,
                    },
                }),
            })),
        });
        const once = expression("PostgresPoolerLoginsFail", { pooler }, { failedLogins: 1 });

        for (const message of [
            "pooler error: SASL authentication failed",
            "pooler error: password authentication failed",
            "pooler error: certificate authentication failed",
            "pooler error: no such user",
            "pooler error: login rejected",
        ]) {
            it(`counts "${message}" once, though PgBouncer says it twice`, async () => {
                const closing = message.replace("pooler error", "closing because").concat(" (age=0s)");
                assert.deepEqual(await judge.ask(once, at, [said(message, closing)]), [{ labels: {}, value: "1" }]);
            });
        }

        it("counts neither logins nor other errors", async () => {
            const stream = said(
                "login attempt: db=orders user=app tls=TLSv1.3/TLS_AES_256_GCM_SHA384",
                "closing because: client close request (age=0s)",
                "pooler error: query_wait_timeout",
                "pooler error: server shutting down",
            );
            assert.deepEqual(await judge.ask(once, at, [stream]), []);
        });

        it("fires from the fifth on", async () => {
            const query = expression("PostgresPoolerLoginsFail", { pooler });
            const failure = "pooler error: SASL authentication failed";
            assert.deepEqual(await judge.ask(query, at, [said(...Array<string>(4).fill(failure))]), []);
            assert.equal((await judge.ask(query, at, [said(...Array<string>(5).fill(failure))])).length, 1);
        });
    });
});

/** PostgreSQL's `2026-11-27 10:00:00.123 UTC`. */
function timeOf({ record }: LogRecord): Date {
    const [day = "", time = "", zone] = (record.log_time ?? "").split(" ");
    assert.ok(zone === "UTC" || zone === "GMT", `the log is in UTC: ${record.log_time ?? ""}`);
    return new Date(`${day}T${time}Z`);
}
