import { parseArgs } from "node:util";
import { takeDown } from "./down";
import { readFleet, WrongFile, type Fleet } from "./fleet";
import { existingStack, tenantPlan } from "./stacks";
import { statusOf } from "./status";
import { table } from "./table";
import { bringUp } from "./up";

const usage = `fleet up [TENANT...]     brings up the operator, and every tenant of the file or those named; goes on where it stopped
fleet down TENANT        takes a tenant's database down
fleet status             how each tenant stands
fleet unlock TENANT      takes away the lock of a pulumi that was killed; of one that still runs never

--file FILE              default: tenants.yaml
--at-once N              stacks at a time; default: what the file says

Exit status: 0 all well, 1 something failed or was refused, 2 wrong use.`;

function say(who: string, line: string): void {
    const time = new Date().toISOString().slice(11, 19);
    console.log(`${time} ${who}  ${line.replaceAll("\n", "\n    ")}`);
}

async function main(words: string[]): Promise<number> {
    const { values, positionals } = parseArgs({
        args: words,
        allowPositionals: true,
        options: { file: { type: "string", default: "tenants.yaml" }, "at-once": { type: "string" } },
    });
    const [command, ...names] = positionals;
    const fleet = readFleet(values.file);
    switch (command) {
        case "up":
            return up(fleet, names, Number(values["at-once"] ?? fleet.atOnce));
        case "down":
            return down(fleet, one(names));
        case "status":
            return status(fleet);
        case "unlock":
            return unlock(fleet, one(names));
        default:
            throw new WrongUse(`there is no ${command ?? "command"}`);
    }
}

async function up(fleet: Fleet, names: readonly string[], atOnce: number): Promise<number> {
    const strangers = names.filter((name) => !fleet.tenants.has(name));
    if (strangers.length > 0 || !(Number.isInteger(atOnce) && atOnce > 0)) {
        throw new WrongUse(strangers.length > 0 ? `not in the file: ${strangers.join(", ")}` : "--at-once: 1 or more");
    }
    let stopping = false;
    const ending = new AbortController();
    // Ctrl+C reaches every pulumi by itself, and a second one would end it at once, with its work half done.
    process.on("SIGINT", () => {
        stopping = true;
        console.log("stopping: what runs ends in order, nothing else begins");
    });
    process.on("SIGTERM", () => {
        stopping = true;
        ending.abort();
    });
    const results = await bringUp(fleet, names.length > 0 ? names : [...fleet.tenants.keys()], {
        atOnce,
        tell: say,
        stopping: () => stopping,
        signal: ending.signal,
    });
    const rows = results.map(({ who, ended, seconds, what }) => [
        who,
        ended,
        seconds === 0 ? "" : `${seconds.toFixed(0)} s`,
        what.split("\n")[0] ?? "",
    ]);
    console.log(`\n${table([["stack", "ended", "took", "what"], ...rows])}`);
    return results.every(({ ended }) => ended === "changed" || ended === "unchanged") ? 0 : 1;
}

async function down(fleet: Fleet, tenant: string): Promise<number> {
    const { ended, lines } = await takeDown(fleet, tenant, say);
    lines.forEach((line) => {
        say(tenant, line);
    });
    say(tenant, ended);
    return ended === "down" ? 0 : 1;
}

async function status(fleet: Fleet): Promise<number> {
    const rows = (await statusOf(fleet)).map(({ tenant, state, resources, lastUpdate }) => [
        tenant,
        state,
        String(resources),
        lastUpdate,
    ]);
    console.log(table([["tenant", "state", "resources", "last update"], ...rows]));
    return 0;
}

async function unlock(fleet: Fleet, tenant: string): Promise<number> {
    const stack = await existingStack(fleet, tenantPlan(fleet, tenant));
    await stack.cancel();
    say(tenant, "unlocked");
    return 0;
}

class WrongUse extends Error {}

function one(names: readonly string[]): string {
    const [name, ...more] = names;
    if (name === undefined || more.length > 0) {
        throw new WrongUse("name one tenant");
    }
    return name;
}

main(process.argv.slice(2)).then(
    (code) => {
        process.exitCode = code;
    },
    (problem: unknown) => {
        const wrong = problem instanceof WrongUse || problem instanceof WrongFile || isAboutArguments(problem);
        console.error(problem instanceof Error ? problem.message : problem);
        console.error(wrong ? `\n${usage}` : "");
        process.exitCode = wrong ? 2 : 1;
    },
);

function isAboutArguments(problem: unknown): boolean {
    return problem instanceof Error && "code" in problem && String(problem.code).startsWith("ERR_PARSE_ARGS");
}
