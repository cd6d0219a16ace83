import assert from "node:assert/strict";
import { parse } from "yaml";
import { onAws } from "../../testing/postgresArguments";
import { parsePromql } from "../../testing/promql";
import { databaseAlerts } from "./alerts";
import { postgresAssets } from "./assets";
import { certManagerAlerts, endingAlerts } from "./certificateAlerts";
import { databaseDashboard } from "./dashboard";
import { knownMetrics, queryMetrics } from "./metrics";
import { monitoredDatabase, type MonitoredDatabase } from "./monitored";

const place = { name: "orders", namespace: "orders" };
const image = `registry.example/pgbouncer@sha256:${"0".repeat(64)}`;

/** With and without what there may be, for versions with other metrics. */
const databases: MonitoredDatabase[] = (["16", "17", "18"] as const).flatMap((version) => [
    monitoredDatabase(place, { ...onAws(), version }),
    monitoredDatabase(place, {
        ...onAws(),
        version,
        instances: 1,
        storage: { size: "50Gi", wal: { size: "10Gi" } },
        pooler: { image },
    }),
]);

const expressions = databases.flatMap((database) => [
    ...databaseAlerts(database).map(({ name, expression }) => ({ where: name, expression })),
    ...databaseDashboard(database).rows.flatMap(({ panels }) =>
        panels.flatMap(({ title, queries }) => queries.map(({ expression }) => ({ where: title, expression }))),
    ),
    ...certManagerAlerts("orders", "orders", ["orders-server"]).map(({ name, expression }) => ({
        where: name,
        expression,
    })),
    ...endingAlerts("orders", [
        { what: "root certificate", end: "2036-11-27T00:00:00Z", noticeDays: 30, renewal: "Change it." },
    ]).map(({ name, expression }) => ({ where: name, expression })),
]);

describe("The metrics that alerts and dashboard name [MAA-1]", () => {
    it("are read out of PromQL as Prometheus reads it", () => {
        assert.deepEqual(parsePromql('sum by (pod) (rate(a_total{pod=~"b"}[5m])) / on (pod) c > 1 or vector(0)'), {
            metrics: ["a_total", "c"],
            errors: [],
        });
        assert.notDeepEqual(parsePromql("sum by (pod (a)").errors, []);
    });

    it("stand in whole expressions of PromQL", () => {
        assert.ok(expressions.length > 200, `${expressions.length} expressions`);
        assert.deepEqual(
            expressions.flatMap(({ where, expression }) =>
                parsePromql(expression).errors.map((error) => `${where}: ${error}`),
            ),
            [],
        );
    });

    it("are in the table of what is emitted, and nothing else is in it", () => {
        const named = expressions.flatMap(({ where, expression }) =>
            parsePromql(expression).metrics.map((metric) => ({ where, metric })),
        );
        assert.deepEqual(
            named.filter(({ metric }) => !knownMetrics.has(metric)),
            [],
        );
        const used = new Set(named.map(({ metric }) => metric));
        assert.deepEqual(
            [...knownMetrics].filter((metric) => !used.has(metric)),
            [],
        );
    });

    it("of a database are asked for that database alone", () => {
        for (const { where, expression } of expressions) {
            for (const [, metric = "", matchers = ""] of expression.matchAll(
                /\b([a-zA-Z_]\w*_\w+|ALERTS)\{([^}]*)\}/g,
            )) {
                const isOurs = /job="orders\/orders(-pooler)?"|namespace="orders"/.test(matchers);
                assert.ok(isOurs, `${where}: ${metric}{${matchers}}`);
            }
            const bare = parsePromql(expression).metrics.filter((metric) => !expression.includes(`${metric}{`));
            assert.deepEqual(bare, [], `${where}: ${expression}`);
        }
    });

    it("of the operator's queries are in the queries that the build ships, with their types", () => {
        const shipped = shippedMetrics();
        for (const [metric, type] of Object.entries(queryMetrics.metrics)) {
            assert.equal(shipped.get(metric), type, metric);
        }
    });

    it("of checkpoints are those that the version of PostgreSQL has", () => {
        const named = (version: "16" | "17"): string =>
            JSON.stringify(databaseDashboard(monitoredDatabase(place, { ...onAws(), version })));
        assert.match(named("16"), /cnpg_pg_stat_bgwriter_checkpoints/);
        assert.doesNotMatch(named("16"), /cnpg_pg_stat_checkpointer/);
        assert.match(named("17"), /cnpg_pg_stat_checkpointer_checkpoints/);
        assert.doesNotMatch(named("17"), /cnpg_pg_stat_bgwriter/);
    });
});

interface Queries {
    [query: string]: { name?: string; metrics: Record<string, { usage: string }>[] };
}

/** As the exporter names them: `cnpg_<query>_<column>` (CloudNativePG, pkg/management/postgres/metrics). */
function shippedMetrics(): Map<string, string> {
    const queries = Object.values(postgresAssets().monitoringQueries).map((text) => parse(text) as Queries);
    return new Map(
        queries
            .flatMap((each) => Object.entries(each))
            .flatMap(([query, { name = query, metrics }]) =>
                metrics
                    .flatMap((columns) => Object.entries(columns))
                    .map(([column, { usage }]) => [`cnpg_${name}_${column}`, usage.toLowerCase()] as const),
            ),
    );
}
