/** A Helm chart of an operator, and the value that decides whether it watches and may change the whole cluster. */
export interface OperatorChart {
    readonly chart: string;
    /** Where it stands in the chart's values. */
    readonly value: string;
    /** What keeps the operator to its namespaces. */
    readonly namespaced: boolean;
    /** Whether that has to be written: left out, the operator has the whole cluster, or had it in some versions. */
    readonly mustBeWritten: boolean;
}

export const operatorCharts: readonly OperatorChart[] = [
    { chart: "cloudnative-pg", value: "config.clusterWide", namespaced: false, mustBeWritten: true },
    { chart: "altinity-clickhouse-operator", value: "rbac.namespaceScoped", namespaced: true, mustBeWritten: true },
    { chart: "psmdb-operator", value: "watchAllNamespaces", namespaced: false, mustBeWritten: false },
    { chart: "pxc-operator", value: "watchAllNamespaces", namespaced: false, mustBeWritten: false },
];

/**
 * The chart's name in what a resource calls its chart: a name, `repository/name`, a path, the URL of an archive,
 * an OCI reference with a tag or a digest.
 */
export function chartName(chart: string): string {
    const path = chart.replace(/[?#].*$/, "").replace(/\/$/, "");
    const last = path.split("/").at(-1) ?? "";
    return last.replace(/[:@].*$/, "").replace(/-v?\d+\.\d+\.\d+.*\.tgz$/, "");
}
