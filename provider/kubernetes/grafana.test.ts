import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import { grafanaDashboard, type Panel } from "./grafana";

const panel: Panel = {
    title: "Servers up",
    shows: "number",
    description: "Of 3.",
    queries: [{ expression: "count(up)" }],
    least: 3,
    width: 4,
};
const lines: Panel = {
    title: "Sessions",
    shows: "lines",
    description: "By what they do.",
    queries: [
        { expression: "a", legend: "{{state}}" },
        { expression: "b", legend: "waiting" },
    ],
    width: 12,
};
const name: Panel = { ...panel, title: "Primary", shows: "name" };
const table: Panel = { ...panel, title: "Alerts", shows: "table", width: 24 };

function dashboardOf(...panels: Panel[]) {
    const rows = [{ title: "Is it well?", panels }];
    const plan = grafanaDashboard({ title: "PostgreSQL", identity: "postgres/orders/orders", tags: ["db"], rows });
    return { plan, panels: plan["panels"] as Record<string, unknown>[] };
}

describe("A Grafana dashboard", function () {
    this.timeout(60_000);

    it("is what Grafana's own types say", () => {
        const { plan } = dashboardOf(panel, name, lines, table);
        const complaints = grafanasJudgement();
        assert.deepEqual(complaints(plan), []);
        assert.notDeepEqual(complaints({ ...plan, refresh: 1 }), []);
    });

    it("keeps its address when its title changes, and has another one for another database", () => {
        const uid = (identity: string, title: string) =>
            grafanaDashboard({ title, identity, tags: [], rows: [] })["uid"];
        assert.equal(uid("a", "one"), uid("a", "two"));
        assert.notEqual(uid("a", "one"), uid("b", "one"));
        assert.match(String(uid("a", "one")), /^[0-9a-f]{40}$/, "Grafana takes 40 characters");
    });

    it("lays its panels side by side, and those that do not fit below", () => {
        const { panels } = dashboardOf(lines, lines, panel, table);
        const places = panels.map(({ gridPos }) => Object.values(gridPos as Record<string, number>));
        assert.deepEqual(places, [
            [0, 0, 24, 1],
            [0, 1, 12, 8],
            [12, 1, 12, 8],
            [0, 9, 4, 4],
            [0, 13, 24, 6],
        ]);
        assert.deepEqual(
            panels.map(({ id }) => id),
            [1, 2, 3, 4, 5],
        );
    });

    it("asks the Prometheus that is chosen on it", () => {
        const { plan, panels } = dashboardOf(lines);
        const chosen = { type: "prometheus", uid: "${datasource}" };
        const [first, second] = panels[1]?.["targets"] as Record<string, unknown>[];
        assert.deepEqual([first?.["datasource"], second?.["datasource"]], [chosen, chosen]);
        assert.deepEqual([first?.["refId"], second?.["refId"]], ["A", "B"]);
        assert.match(JSON.stringify(plan["templating"]), /"name":"datasource".*"query":"prometheus"/);
    });

    it("is red where there are too few, and orange and red where there is too much", () => {
        const { panels } = dashboardOf(panel, { ...lines, limits: { orange: 5, red: 20 } });
        const steps = panels
            .slice(1)
            .map(({ fieldConfig }) => (fieldConfig as { defaults: { thresholds: { steps: object[] } } }).defaults);
        assert.deepEqual(steps[0]?.thresholds.steps, [
            { color: "red", value: null },
            { color: "green", value: 3 },
        ]);
        assert.deepEqual(steps[1]?.thresholds.steps, [
            { color: "green", value: null },
            { color: "orange", value: 5 },
            { color: "red", value: 20 },
        ]);
    });
});

/** Says what of a dashboard is not as the types in Grafana's schema package say. */
function grafanasJudgement(): (dashboard: object) => string[] {
    const types = join(dirname(require.resolve("@grafana/schema/package.json")), "dist/types/raw/dashboard/x");
    const type = "Dashboard";
    const generator = createGenerator({ path: join(types, "types.gen.d.ts"), type, skipTypeCheck: true });
    const validate = new Ajv({ strict: false, allErrors: true }).compile(generator.createSchema(type) as object);
    return (dashboard) => {
        validate(dashboard);
        return (validate.errors ?? []).map(({ instancePath, message = "", params }) =>
            [instancePath, message, JSON.stringify(params)].join(" "),
        );
    };
}
