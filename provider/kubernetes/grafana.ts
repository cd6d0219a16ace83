import { createHash } from "node:crypto";

/** A Grafana dashboard as data: rows of panels, each of which asks Prometheus. */
export interface DashboardPlan {
    title: string;
    /** What tells it from every other dashboard; a changed title keeps its address. */
    identity: string;
    tags: string[];
    rows: readonly Row[];
}

export interface Row {
    title: string;
    panels: readonly Panel[];
}

export interface Panel {
    title: string;
    /** `number`: the latest value. `name`: what the query's legend says. `lines`: over time. `table`: the labels of what there is now. */
    shows: "number" | "name" | "lines" | "table";
    description: string;
    queries: readonly Query[];
    /** Grafana's name of a unit (its packages/grafana-data/src/valueFormats/categories.ts). */
    unit?: string;
    /** Values from which on it is another colour; what lies below is green. */
    limits?: { orange?: number; red: number };
    /** Below this it is red: for counts of which there must be enough. */
    least?: number;
    /** Columns of 24. */
    width: number;
}

export interface Query {
    expression: string;
    /** What each series is called: `{{pod}}`. */
    legend?: string;
}

const columns = 24;
const heights = { number: 4, name: 4, lines: 8, table: 6 };
/** Which Prometheus: chosen on the dashboard, the default one to begin with. */
const source = { type: "prometheus", uid: "${datasource}" };

/** The dashboard as Grafana imports it. */
export function grafanaDashboard({ title, identity, tags, rows }: DashboardPlan): Record<string, unknown> {
    return {
        uid: createHash("sha256").update(identity).digest("hex").slice(0, 40),
        title,
        tags,
        editable: false,
        schemaVersion: 39,
        timezone: "browser",
        refresh: "1m",
        time: { from: "now-6h", to: "now" },
        templating: { list: [{ name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" }] },
        annotations: { list: [] },
        panels: placed(rows).map((panel, index) => ({ id: index + 1, ...panel })),
    };
}

/** Panels from left to right, a new line where the next one does not fit. */
function placed(rows: readonly Row[]): Record<string, unknown>[] {
    let y = 0;
    return rows.flatMap(({ title, panels }) => {
        const heading = { type: "row", title, collapsed: false, panels: [], gridPos: { x: 0, y, w: columns, h: 1 } };
        y += 1;
        let x = 0;
        let height = 0;
        const below = panels.map((panel) => {
            const h = heights[panel.shows];
            if (x + panel.width > columns) {
                y += height;
                x = 0;
                height = 0;
            }
            const gridPos = { x, y, w: panel.width, h };
            x += panel.width;
            height = Math.max(height, h);
            return { ...panelFields(panel), gridPos };
        });
        y += height;
        return [heading, ...below];
    });
}

function panelFields(panel: Panel): Record<string, unknown> {
    const { title, description, shows, queries, unit = "short" } = panel;
    const latest = shows !== "lines";
    return {
        type: { number: "stat", name: "stat", lines: "timeseries", table: "table" }[shows],
        title,
        description,
        datasource: source,
        targets: queries.map(({ expression, legend }, index) => ({
            refId: String.fromCharCode("A".charCodeAt(0) + index),
            datasource: source,
            expr: expression,
            ...(legend !== undefined && { legendFormat: legend }),
            ...(latest ? { instant: true, range: false } : { range: true }),
            ...(shows === "table" && { format: "table" }),
        })),
        fieldConfig: {
            defaults: { unit, ...(shows === "lines" && { min: 0 }), thresholds: thresholds(panel) },
            overrides: [],
        },
        options: panelOptions(panel),
    };
}

function thresholds({ limits, least }: Panel): object {
    const steps =
        least === undefined
            ? [
                  { color: "green", value: null },
                  ...(limits?.orange === undefined ? [] : [{ color: "orange", value: limits.orange }]),
                  ...(limits === undefined ? [] : [{ color: "red", value: limits.red }]),
              ]
            : [
                  { color: "red", value: null },
                  { color: "green", value: least },
              ];
    return { mode: "absolute", steps };
}

function panelOptions({ shows }: Panel): object {
    switch (shows) {
        case "lines":
            return {
                legend: { displayMode: "list", placement: "bottom", showLegend: true },
                tooltip: { mode: "multi", sort: "desc" },
            };
        case "table":
            return { showHeader: true };
        case "number":
        case "name":
            return {
                reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
                colorMode: shows === "number" ? "value" : "none",
                graphMode: "none",
                textMode: shows === "number" ? "auto" : "name",
            };
    }
}
