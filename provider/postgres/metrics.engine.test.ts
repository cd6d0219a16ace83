import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureToolchain, program } from "../../sandbox/toolchain/build";
import { images } from "./pins";
import { programMetrics, prometheusMetrics, type MetricsOf } from "./metrics";

const emitters = [...programMetrics, prometheusMetrics];
const pins = readFileSync(join(__dirname, "../../sandbox/toolchain/exporters/go.mod"), "utf8");

describe("The metrics of exporters, held against their sources [MAA-1]", function () {
    this.timeout(10 * 60_000);
    let sourceOf: (emitter: MetricsOf) => string;

    before("the sources are taken out of the pinned modules", async () => {
        const toolchain = await ensureToolchain(["exporters"], () => undefined);
        sourceOf = ({ source: { project, file } }) =>
            readFileSync(program(toolchain, "exporters", `${project}/${file}`.replaceAll("/", "-")), "utf8");
    });

    it("come from the versions that the table names", () => {
        for (const { project, version } of emitters.map(({ source }) => source)) {
            assert.ok(pins.includes(`${project} v${version}\n`), `go.mod pins ${project} at v${version}`);
        }
    });

    it("come from the operator and the plugin that are installed", () => {
        const installed = [images.operator, images.plugin].map((image) => /:v?([\d.]+)@/.exec(image)?.[1]);
        const named = ["cloudnative-pg/cloudnative-pg", "cloudnative-pg/plugin-barman-cloud"].map(
            (project) => emitters.find(({ source }) => source.project === `github.com/${project}`)?.source.version,
        );
        assert.deepEqual(named, installed);
    });

    for (const emitter of emitters) {
        it(`of ${emitter.source.project}/${emitter.source.file} are defined there`, () => {
            const defined = definedIn(sourceOf(emitter));
            for (const [metric, type] of Object.entries(emitter.metrics)) {
                const found = defined.filter(({ name }) => isNamed(metric, name));
                assert.notDeepEqual(found, [], `${metric} is among ${defined.map(({ name }) => name).join(", ")}`);
                assert.ok(
                    found.some((each) => each.type === undefined || each.type === type),
                    `${metric} is a ${type}: ${JSON.stringify(found)}`,
                );
            }
        });
    }

    it("are collected where CloudNativePG defines some that it never sends", () => {
        const source = sourceOf(
            emitters.find(({ source: { file } }) => file.endsWith("pgbouncer_collector.go")) ?? assert.fail(),
        );
        const collect = /func \(e \*Exporter\) Collect\([\s\S]*?\n}/.exec(source)?.[0] ?? assert.fail("Collect");
        assert.match(collect, /ch <- e\.Metrics\.Error\b/, "cnpg_pgbouncer_last_collection_error is sent");
        assert.doesNotMatch(collect, /PgbouncerUp/, "cnpg_pgbouncer_up is sent now: the alerts could use it");
    });
});

interface Defined {
    name: string;
    type?: string;
}

/** What Go code defines: `prometheus.NewGauge(... Name: "x")`, and names in constants and descriptions. */
function definedIn(source: string): Defined[] {
    const options = source.matchAll(/New(Gauge|Counter)(?:Vec)?\(prometheus\.\w+Opts\{[^}]*?Name:\s*"(\w+)"/g);
    const names = source.matchAll(/(?:Key\s*=|buildFqName\(|NewDesc\(|MetricName\s*=)\s*"(\w+)"/g);
    return [
        ...[...options].map(([, type = "", name = ""]) => ({ name, type: type.toLowerCase() })),
        ...[...names].map(([, name = ""]) => ({ name })),
    ];
}

/** Namespace and subsystem stand in front. */
function isNamed(metric: string, name: string): boolean {
    return metric === name || metric.endsWith(`_${name}`);
}
