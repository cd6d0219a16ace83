import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { isRecord, recordsAt, textAt, type JsonRecord } from "../sandbox/json";
import { run } from "../sandbox/run";
import type { Stage } from "../sandbox/stage";
import { readEvents, type Told } from "./engineEvents";

const ownPlugin = resolve(__dirname, "..", "bin");

/** `resources`, `variables` and `outputs` of a Pulumi YAML program, which starts faster than one in TypeScript. */
export interface YamlProgram {
    resources: Record<string, unknown>;
    variables?: Record<string, unknown>;
    outputs?: Record<string, unknown>;
}

/** A program that lies somewhere already. */
export interface ProgramFolder {
    folder: string;
    runtime: string | { name: string; options: JsonRecord };
}

export interface StackPlan {
    project: string;
    /** Default: test. */
    stack?: string;
    program: YamlProgram | ProgramFolder;
    /** The folder of a built plugin. Default: this checkout's. */
    plugin?: string;
    /** Settings, each under its full name (`aws:region`). */
    config?: JsonRecord;
    /** On top of the stage's: for example another user's KUBECONFIG. */
    env?: Record<string, string>;
}

/** How one operation ended and what the engine told of it. */
export interface Outcome extends Told {
    command: string;
    ended: "well" | "badly";
    /** Everything that a person saw. */
    output: string;
}

/** A resource in the state. */
export interface StackResource {
    urn: string;
    /** What the program called it. */
    name: string;
    type: string;
    /** Everything that the state holds of it. */
    state: JsonRecord;
}

/** A Pulumi program in a folder of its own, run by the stage's engine. */
export interface TestStack {
    folder: string;
    /** Another program from the next operation on. */
    rewrite(program: StackPlan["program"]): void;
    preview(...flags: string[]): Promise<Outcome>;
    up(...flags: string[]): Promise<Outcome>;
    refresh(...flags: string[]): Promise<Outcome>;
    destroy(...flags: string[]): Promise<Outcome>;
    /** Any other command on the stack; its output. */
    pulumi(...args: string[]): Promise<string>;
    /** Puts a state of format 3 in the place of the stack's; secrets in it are in the clear (`plaintext`). */
    importState(state: { deployment: JsonRecord }): Promise<void>;
    resources(): Promise<StackResource[]>;
    outputs(): Promise<JsonRecord>;
}

export async function createStack(stage: Stage, plan: StackPlan): Promise<TestStack> {
    const { project, stack = "test", program, plugin = ownPlugin, config = {} } = plan;
    assert.ok(existsSync(join(plugin, "plugin.js")), `the plugin is not built: run make build (${plugin})`);
    const folder = join(stage.directory, "programs", `${project}-${stack}`);
    const eventLog = join(folder, "events.json");
    // --event-log is for those who debug the engine; the Automation API reads it too.
    const env = { ...stage.env, PULUMI_DEBUG_COMMANDS: "true", NO_COLOR: "1", ...plan.env };
    const call = (args: readonly string[]) =>
        run("pulumi", [...args, "--stack", stack, "--non-interactive"], { cwd: folder, env });
    const pulumi = async (...args: string[]): Promise<string> => {
        const { code, stdout, stderr } = await call(args);
        assert.equal(code, 0, `pulumi ${args.join(" ")} ended with ${String(code)}: ${stdout}${stderr}`);
        return stdout;
    };
    const operation = async (verb: string, ...flags: string[]): Promise<Outcome> => {
        rmSync(eventLog, { force: true });
        const { code, stdout, stderr } = await call([verb, "--event-log", eventLog, ...flags]);
        const ended = code === 0 ? "well" : "badly";
        return {
            command: `pulumi ${[verb, ...flags].join(" ")}`,
            ended,
            ...readEvents(eventLog),
            output: stdout + stderr,
        };
    };
    const write = (next: StackPlan["program"]): void => {
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            stringify(projectFile(project, next, plugin), { aliasDuplicateObjects: false }),
        );
    };

    mkdirSync(folder, { recursive: true });
    write(program);
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
    const made = await run("pulumi", ["stack", "init", stack, "--non-interactive"], { cwd: folder, env });
    assert.equal(made.code, 0, `pulumi stack init: ${made.stdout}${made.stderr}`);
    return {
        folder,
        rewrite: write,
        preview: (...flags) => operation("preview", ...flags),
        up: (...flags) => operation("up", "--yes", "--skip-preview", ...flags),
        refresh: (...flags) => operation("refresh", "--yes", "--skip-preview", ...flags),
        destroy: (...flags) => operation("destroy", "--yes", "--skip-preview", ...flags),
        pulumi,
        importState: async ({ deployment }) => {
            const settings: unknown = parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8"));
            // Without a provider for its secrets, pulumi 3.255 panics at the first of them.
            const salt = textAt(settings, "encryptionsalt");
            const providers = { secrets_providers: { type: "passphrase", state: { salt } } };
            const file = join(folder, "state.json");
            writeFileSync(file, JSON.stringify({ version: 3, deployment: { ...deployment, ...providers } }));
            await pulumi("stack", "import", "--file", file);
            rmSync(file);
        },
        resources: async () => resourcesIn(JSON.parse(await pulumi("stack", "export"))),
        outputs: async () => {
            const outputs: unknown = JSON.parse(await pulumi("stack", "output", "--json"));
            assert.ok(isRecord(outputs), "the stack has outputs");
            return outputs;
        },
    };
}

function projectFile(name: string, program: StackPlan["program"], plugin: string): JsonRecord {
    const plugins = { providers: [{ name: "hardened-db", path: plugin }] };
    return "folder" in program
        ? { name, runtime: program.runtime, main: program.folder, plugins }
        : { name, runtime: "yaml", plugins, ...program };
}

function resourcesIn(state: unknown): StackResource[] {
    return recordsAt(state, "deployment", "resources").map((resource) => {
        const urn = textAt(resource, "urn") ?? "";
        return { urn, name: nameOf(urn), type: textAt(resource, "type") ?? "", state: resource };
    });
}

/** What the program called a resource. */
export function nameOf(urn: string): string {
    return urn.slice(urn.lastIndexOf("::") + 2);
}

/** What was done, a line each, to real resources: that a component's arguments differ goes without saying, and default providers come and go. */
export function operations({ changes }: Outcome): string[] {
    return changes
        .filter(({ urn }) => !/(::|\$)(hardened-db:index:\w+|pulumi:providers:[\w-]+)::[^:]+$/.test(urn))
        .map(({ operation, urn }) => `${operation} ${nameOf(urn)}`)
        .sort();
}

/** Fails with all that was said when an operation did not end well. */
export function endedWell(outcome: Outcome): Outcome {
    assert.equal(outcome.ended, "well", `${outcome.command} ended badly: ${outcome.output}`);
    return outcome;
}

/** Fails when a program that took over from another made other resources, or gave them other inputs. */
export function changedNoResource({ changes, ...outcome }: Outcome): void {
    // The URN of a default provider holds the version that an SDK asks for.
    changedNothing({ ...outcome, changes: changes.filter(({ urn }) => !urn.includes("::pulumi:providers:")) });
}

/** Fails, naming each change, when an operation did or would do anything. */
export function changedNothing(outcome: Outcome): void {
    const changes = endedWell(outcome).changes.map(
        ({ operation, urn, properties }) => `${operation} ${nameOf(urn)} (${properties.join(", ")})`,
    );
    assert.deepEqual(changes, [], `${outcome.command} was to change nothing: ${outcome.output}`);
    assert.ok((outcome.summary["same"] ?? 0) > 0, `${outcome.command} looked at no resource: ${outcome.output}`);
}
