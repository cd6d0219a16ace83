import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { readFleet } from "../examples/automation/fleet";
import { bringUp } from "../examples/automation/up";
import { openStage } from "../sandbox/stage";
import { row, type Row } from "./measure";

const tenants = 20;

/**
 * Twenty tenants' databases, a stack each with one operator, by the program that people copy: whether the last ones take longer than
 * the first. One at a time, so that each has the machine.
 */
export async function fleetRows(): Promise<Row[]> {
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-bench-"));
    try {
        const stage = await openStage({ directory: join(scratch, "stage"), operators: true, definitions: true });
        try {
            Object.assign(process.env, stage.env);
            const taken = await secondsOfEach(writtenFleet(join(scratch, "fleet")));
            const half = tenants / 2;
            const [first, last] = [taken.slice(0, half), taken.slice(half)];
            return [
                row(`a tenant, the first ${half} of ${tenants}`, "s", Number.POSITIVE_INFINITY, first),
                row(`a tenant, the last ${half} of ${tenants}`, "s", Number.POSITIVE_INFINITY, last),
                row(`the last ${half} tenants against the first ${half}`, "x", 1.2, [sum(last) / sum(first)]),
            ];
        } finally {
            await stage.close();
        }
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}

/** In the order in which they came up, after one more that warms the caches. */
async function secondsOfEach(file: string): Promise<number[]> {
    const fleet = readFleet(file);
    const results = await bringUp(fleet, [...fleet.tenants.keys()], {
        atOnce: 1,
        tell: (who, line) => {
            if (line === "begins") {
                console.error(`  ${who} ...`);
            }
        },
    });
    const bad = results.filter(({ ended }) => ended !== "changed");
    if (bad.length > 0) {
        throw new Error(bad.map(({ who, ended, what }) => `${who} ${ended}: ${what}`).join("\n"));
    }
    // Without the operator and the first tenant.
    return results.slice(2).map(({ seconds }) => seconds);
}

/** The example's file with more tenants, and what the sandbox needs: its pods are simulated. */
function writtenFleet(folder: string): string {
    const content = parse(readFileSync("examples/automation/tenants.yaml", "utf8")) as {
        database: object;
        tenants: { acme: object };
    };
    const names = Array.from({ length: tenants + 1 }, (_, index) => `tenant-${index}`);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "tenants.yaml");
    writeFileSync(
        file,
        stringify({
            ...content,
            plugin: resolve("bin"),
            database: { ...content.database, awaitReady: false, deletionProtection: false },
            tenants: Object.fromEntries(names.map((name) => [name, content.tenants.acme])),
        }),
    );
    return file;
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}
