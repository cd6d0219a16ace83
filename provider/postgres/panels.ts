import type { Panel } from "../kubernetes/grafana";

/** Lines over time, half as wide as the dashboard. */
export function lines(title: string, description: string, unit: string, queries: Panel["queries"]): Panel {
    return { title, shows: "lines", description, unit, queries, width: 12 };
}
