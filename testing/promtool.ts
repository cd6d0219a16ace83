import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../sandbox/run";
import { ensureToolchain, program } from "../sandbox/toolchain/build";

/** A time series as Prometheus has it. */
export interface Series {
    metric: string;
    labels: Readonly<Record<string, string>>;
    /** In promtool's notation, a sample a minute from the epoch on: `1x600`, `0+60x600`. */
    values: string;
}

export interface Promtool {
    /** What is wrong with rule groups; empty when Prometheus would take them. */
    complaints(groups: readonly object[]): Promise<string>;
    /** Nothing when just these alerts are firing at this time (`2h30m` after the epoch); else what promtool saw. */
    difference(
        groups: readonly object[],
        series: readonly Series[],
        at: string,
        firing: readonly string[],
    ): Promise<string>;
    /** Nothing when the alert is firing with these annotations; else what promtool saw. */
    annotated(groups: readonly object[], series: readonly Series[], at: string, alert: ExpectedAlert): Promise<string>;
}

export interface ExpectedAlert {
    name: string;
    labels: Readonly<Record<string, string>>;
    annotations: Readonly<Record<string, string>>;
}

/** Prometheus' own tool, which evaluates rules as Prometheus does. */
export async function promtool(): Promise<Promtool> {
    const path = program(await ensureToolchain(["promtool"], () => undefined), "promtool", "promtool");
    const test = (
        groups: readonly object[],
        series: readonly Series[],
        expectation: object,
        evaluated = "1m",
    ): Promise<string> =>
        inFolder(async (folder) => {
            writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
            const input = series.map(({ metric, labels, values }) => ({ series: metric + selector(labels), values }));
            const tests = [{ interval: "1m", input_series: input, ...expectation }];
            writeFileSync(
                join(folder, "test.json"),
                JSON.stringify({ rule_files: ["rules.json"], evaluation_interval: evaluated, tests }),
            );
            const { code, stdout, stderr } = await run(path, ["test", "rules", join(folder, "test.json")]);
            return code === 0 ? "" : `${stdout}${stderr}`;
        });
    return {
        complaints: (groups) =>
            inFolder(async (folder) => {
                writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups }));
                const rules = ["check", "rules", "--lint=all", "--lint-fatal", join(folder, "rules.json")];
                const { code, stdout, stderr } = await run(path, rules);
                return code === 0 ? "" : `${stdout}${stderr}`;
            }),
        difference: (groups, series, at, firing) =>
            test(
                groups,
                series,
                {
                    promql_expr_test: [
                        {
                            expr: 'group by (alertname) (ALERTS{alertstate="firing"})',
                            eval_time: at,
                            exp_samples: firing.map((alertname) => ({ labels: selector({ alertname }), value: 1 })),
                        },
                    ],
                },
                // Days of minutes take seconds.
                /^\d\d/.test(at) && at.includes("h") ? "10m" : "1m",
            ),
        annotated: (groups, series, at, { name, labels, annotations }) =>
            test(groups, series, {
                alert_rule_test: [
                    {
                        eval_time: at,
                        alertname: name,
                        exp_alerts: [{ exp_labels: labels, exp_annotations: annotations }],
                    },
                ],
            }),
    };
}

function selector(labels: Readonly<Record<string, string>>): string {
    return `{${Object.entries(labels)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(", ")}}`;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-promtool-"));
    try {
        return await work(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
