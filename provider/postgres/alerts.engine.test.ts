import assert from "node:assert/strict";
import { promtool, type Promtool } from "../../testing/promtool";
import { onAws } from "../../testing/postgresArguments";
import { ruleGroup } from "../kubernetes/monitoring";
import { alertCases } from "./alertCases.test";
import { always, changed, healthySeries } from "./alertSeries.test";
import { databaseAlerts } from "./alerts";
import { certManagerAlerts, endingAlerts } from "./certificateAlerts";
import { monitoredDatabase, type MonitoredArgs } from "./monitored";

const place = { name: "orders", namespace: "orders" };
const labels = { namespace: "orders", database: "orders" };
const digest = `registry.example/pgbouncer@sha256:${"0".repeat(64)}`;

/** With everything of which there are alerts. */
const everything = { ...onAws(), storage: { size: "50Gi", wal: { size: "10Gi" } }, pooler: { image: digest } };

function rulesOf(args: MonitoredArgs): object[] {
    return [ruleGroup("orders", labels, databaseAlerts(monitoredDatabase(place, args)))];
}

const rules = rulesOf(everything);

describe("the alerts on a PostgreSQL, by Prometheus' own judgement [MAA-2]", function () {
    this.timeout(10 * 60_000);
    let prometheus: Promtool;

    before("promtool is built or taken from the cache", async () => {
        prometheus = await promtool();
    });

    it("are rules that Prometheus takes, with a pooler and without, with backups and without", async () => {
        const disabled = { reason: "rebuilt nightly", owner: "data", expires: "2027-03-31" };
        const plain = { ...onAws(), instances: 1, backup: { disabled }, audit: { disabled } };
        for (const groups of [
            rules,
            rulesOf(plain),
            [ruleGroup("orders", labels, endingAlerts("orders", [root("2036-11-27T00:00:00Z")]))],
            [ruleGroup("orders", labels, certManagerAlerts("orders", "orders", ["orders-server"]))],
        ]) {
            assert.equal(await prometheus.complaints(groups), "");
        }
    });

    it("are all silent on a good day, from the first minute on", async () => {
        for (const at of ["1m", "3h", "25h", "50h"]) {
            assert.equal(await prometheus.difference(rules, healthySeries(), at, []), "", at);
        }
    });

    it("are judged strictly: one that fires and was not expected, or the other way round, is told", async () => {
        const down = changed(healthySeries(), [{ metric: "cnpg_collector_up", values: always(0) }]);
        assert.match(await prometheus.difference(rules, down, "5m", []), /got:.*PostgresDown/s);
        assert.match(
            await prometheus.difference(rules, healthySeries(), "5m", ["PostgresDown"]),
            /exp:.*PostgresDown/s,
        );
    });

    it("each have a case in which they fire and one in which they do not", () => {
        const tried = new Set(alertCases.map(({ alert }) => alert));
        const all = databaseAlerts(monitoredDatabase(place, everything));
        assert.deepEqual(
            all.map(({ name }) => name).filter((name) => !tried.has(name)),
            [],
        );
    });

    it("speak of replicas and archives only where there are any", () => {
        const disabled = { reason: "rebuilt nightly", owner: "data", expires: "2027-03-31" };
        const names = databaseAlerts(monitoredDatabase(place, { ...onAws(), instances: 1, backup: { disabled } })).map(
            ({ name }) => name,
        );
        assert.ok(names.includes("PostgresDown"), names.join(", "));
        assert.deepEqual(
            names.filter((name) => /Replica|Primar|Instance|Backup|Archiv|Pooler|Wal/.test(name)),
            [],
        );
    });

    it("count the write-ahead log to the data where it has no volume of its own", async () => {
        const together = rulesOf({ ...everything, storage: { size: "50Gi" } });
        const series = changed(healthySeries(), [
            { metric: "cnpg_pg_database_size_bytes", values: always(42e9) },
            { metric: "cnpg_collector_pg_wal", labels: { pod: "orders-2" }, values: always(2e9) },
        ]);
        assert.equal(await prometheus.difference(together, series, "20m", ["PostgresDataNearVolumeSize"]), "");
        assert.equal(await prometheus.difference(rules, series, "20m", []), "");
    });

    it("wait for twice the longest time between two backups, whatever the schedule", async () => {
        const hourly = rulesOf({ ...everything, backup: { schedule: "0 * * * *" } });
        const series = changed(healthySeries(), [
            { metric: "barman_cloud_cloudnative_pg_io_last_available_backup_timestamp", values: always(60) },
        ]);
        assert.equal(await prometheus.difference(hourly, series, "2h20m", ["PostgresBackupLate"]), "");
        assert.equal(await prometheus.difference(hourly, series, "1h59m", []), "");
    });

    it("do not miss the record of logins where a waiver turned it off", async () => {
        const disabled = { reason: "a cache", owner: "data", expires: "2027-03-31" };
        const series = changed(healthySeries(), [
            { metric: "cnpg_pg_settings_setting", labels: { name: "log_connections" }, values: always(0) },
        ]);
        const unaudited = rulesOf({ ...everything, audit: { disabled } });
        assert.equal(await prometheus.difference(unaudited, series, "20m", []), "");
    });

    it("say which, how much and what to do", async () => {
        const series = changed(healthySeries(), [
            {
                metric: "kubelet_volume_stats_available_bytes",
                labels: { persistentvolumeclaim: "orders-2" },
                values: always(4e9),
            },
        ]);
        const expected = {
            name: "PostgresVolumeFull",
            labels: { ...labels, severity: "critical", job: "kubelet", persistentvolumeclaim: "orders-2" },
            annotations: {
                summary: "Volume orders-2 has 8% left",
                description:
                    "PostgreSQL stops when it is full. Make storage.size larger; if the write-ahead log is what grows, see whether archiving works.",
            },
        };
        assert.equal(await prometheus.annotated(rules, series, "10m", expected), "");
    });

    describe("PostgresCertificateExpires", () => {
        const ending = [ruleGroup("orders", labels, endingAlerts("orders", [root("1970-02-10T00:00:00Z")]))];
        const ours = [ruleGroup("orders", labels, certManagerAlerts("orders", "orders", ["orders-server"]))];
        const certificate = (namespace: Record<string, string>, end: number) => [
            {
                metric: "certmanager_certificate_expiration_timestamp_seconds",
                labels: { name: "orders-server", job: "cert-manager", ...namespace },
                values: always(end),
            },
        ];
        const days = 24 * 3600;
        const expires = ["PostgresCertificateExpires"];

        it("fires when a certificate that is made here ends within its notice", async () => {
            assert.equal(await prometheus.difference(ending, [], `${11 * 24}h`, expires), "");
        });

        it("is silent before", async () => {
            assert.equal(await prometheus.difference(ending, [], `${9 * 24}h`, []), "");
        });

        it("fires when cert-manager did not renew, however its metrics are scraped", async () => {
            for (const namespace of [
                { namespace: "orders" },
                { namespace: "cert-manager", exported_namespace: "orders" },
            ]) {
                assert.equal(await prometheus.difference(ours, certificate(namespace, 6 * days), "2h", expires), "");
            }
        });

        it("is silent while there is time, and for the certificate of another database", async () => {
            const early = certificate({ namespace: "orders" }, 8 * days);
            assert.equal(await prometheus.difference(ours, early, "2h", []), "");
            const others = certificate({ namespace: "shop" }, 6 * days);
            assert.equal(await prometheus.difference(ours, others, "2h", []), "");
        });
    });

    for (const { alert, when, changes, at, besides = [], silent } of alertCases) {
        it(`${alert} fires when ${when}`, async () => {
            const series = changed(healthySeries(), changes);
            assert.equal(await prometheus.difference(rules, series, at, [alert, ...besides]), "");
        });

        it(`${alert} is silent when ${silent.when}`, async () => {
            const series = changed(healthySeries(), silent.changes ?? changes);
            assert.equal(await prometheus.difference(rules, series, silent.at ?? at, silent.fires ?? []), "");
        });
    }
});

function root(end: string) {
    return { what: "root certificate", end, noticeDays: 30, renewal: "Change it." };
}
