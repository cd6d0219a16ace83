import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { EngineService, type IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engine from "@pulumi/pulumi/proto/engine_pb";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { startMonitor, type Registered } from "./fakeMonitor";
import { listen, unary } from "./rpc";
import type { WireObject } from "./wire";

/** The stack on which the fake engine pretends to work. */
export const stage = { project: "shop", stack: "prod" };
export const stackUrn = `urn:pulumi:${stage.stack}::${stage.project}::pulumi:pulumi:Stack::${stage.project}-${stage.stack}`;

export interface ConstructRequest {
    /** Name of the component, for example `PostgresDatabase`. */
    type: string;
    name: string;
    /** As they stand on the wire (wire.ts). */
    inputs: object;
    options?: ConstructOptions;
    preview?: boolean;
}

export interface ConstructOptions {
    parent?: string;
    /** Package to `urn::id`. */
    providers?: Record<string, string>;
    /** Names that the component had before. */
    aliases?: string[];
    dependsOn?: string[];
    protect?: boolean;
    retainOnDelete?: boolean;
    ignoreChanges?: string[];
    replaceOnChanges?: string[];
    customTimeouts?: { create?: string; update?: string; delete?: string };
    deletedWith?: string;
    /** URNs on which an input hangs, for engines that send no output values. */
    inputDependencies?: Record<string, string[]>;
}

export interface Run {
    /** Every resource in the order in which it was registered, the component itself first. */
    resources: Registered[];
    /** Outputs of the component, with their marks. Empty when it was refused. */
    outputs: WireObject;
    /** URNs on which each output hangs. */
    outputDependencies: Record<string, string[]>;
    error?: { message: string; problems: { path: string; reason: string }[] };
    /** What the plugin said meanwhile, debugging left out. */
    log: string[];
}

export interface FakeEngine {
    construct(request: ConstructRequest): Promise<Run>;
    /** The schema that the plugin serves. */
    schema(): Promise<string>;
    close(): Promise<void>;
}

/** Starts the built plugin as the engine does, and speaks to it as the engine does. */
export async function startFakeEngine(folder = "bin", env = process.env): Promise<FakeEngine> {
    const executable = join(folder, "pulumi-resource-hardened-db");
    if (!existsSync(executable)) {
        throw new Error(`${executable} is not there: run \`make build\` first`);
    }
    const log: string[] = [];
    const { server, address } = await listen(EngineService, engineService(log));
    const plugin = spawn(executable, [address], { stdio: ["ignore", "pipe", "pipe"], env });
    plugin.stderr.on("data", (text: Buffer) => log.push(text.toString("utf8")));
    const port = await portOf(plugin, log);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
    });
    return {
        construct: (request) => construct(client, request, log),
        schema: () =>
            new Promise((resolve, reject) => {
                client.getSchema(new provider.GetSchemaRequest(), (problem, answer) => {
                    if (problem === null) resolve(answer.getSchema());
                    else reject(problem);
                });
            }),
        close: async () => {
            client.close();
            const ended = once(plugin, "exit");
            plugin.kill();
            await ended;
            server.forceShutdown();
        },
    };
}

function engineService(log: string[]): Partial<IEngineServer> {
    let root = "";
    return {
        log: unary((request: engine.LogRequest) => {
            // The SDK tells every call at this level, with what came back (runtime/resource.ts).
            if (request.getSeverity() !== engine.LogSeverity.DEBUG) {
                log.push(request.getMessage());
            }
            return new Empty();
        }),
        getRootResource: unary(() => new engine.GetRootResourceResponse().setUrn(root)),
        setRootResource: unary((request: engine.SetRootResourceRequest) => {
            root = request.getUrn();
            return new engine.SetRootResourceResponse();
        }),
    };
}

/** Plugins print their port as the first line of standard output. */
async function portOf(plugin: ChildProcess, log: string[]): Promise<number> {
    const ended = once(plugin, "exit").then(() => {
        throw new Error(`the plugin ended at once: ${log.join("")}`);
    });
    const printed = plugin.stdout === null ? ended : once(plugin.stdout, "data");
    const [first] = (await Promise.race([printed, ended])) as [Buffer];
    ended.catch(() => undefined);
    return Number.parseInt(first.toString("utf8"), 10);
}

async function construct(client: ResourceProviderClient, request: ConstructRequest, log: string[]): Promise<Run> {
    const preview = request.preview ?? false;
    const monitor = await startMonitor({ ...stage, preview });
    const before = log.length;
    try {
        const answer = await new Promise<provider.ConstructResponse | grpc.ServiceError>((resolve) => {
            const deadline = new Date(Date.now() + 60_000);
            client.construct(messageOf(request, monitor.address), { deadline } as never, (problem, response) => {
                resolve(problem ?? response);
            });
        });
        const common = { resources: monitor.resources, log: log.slice(before) };
        if (answer instanceof Error) {
            return { ...common, outputs: {}, outputDependencies: {}, error: errorOf(answer) };
        }
        const outputDependencies: Record<string, string[]> = {};
        answer.getStatedependenciesMap().forEach((each, key) => {
            outputDependencies[key] = each.getUrnsList();
        });
        return {
            ...common,
            outputs: answer.getState()?.toJavaScript() ?? {},
            outputDependencies,
        };
    } finally {
        monitor.close();
    }
}

function messageOf(
    { type, name, inputs, options = {}, preview = false }: ConstructRequest,
    monitor: string,
): provider.ConstructRequest {
    const message = new provider.ConstructRequest()
        .setProject(stage.project)
        .setStack(stage.stack)
        .setOrganization("organization")
        .setParallel(16)
        .setDryrun(preview)
        .setMonitorendpoint(monitor)
        .setAcceptsOutputValues(true)
        .setType(`hardened-db:index:${type}`)
        .setName(name)
        .setParent(options.parent ?? stackUrn)
        .setInputs(Struct.fromJavaScript(inputs as Record<string, never>))
        .setDependenciesList(options.dependsOn ?? [])
        .setProtect(options.protect ?? false)
        .setRetainondelete(options.retainOnDelete ?? false)
        .setIgnorechangesList(options.ignoreChanges ?? [])
        .setReplaceonchangesList(options.replaceOnChanges ?? [])
        .setDeletedwith(options.deletedWith ?? "")
        .setAliasesList((options.aliases ?? []).map((alias) => new Alias().setSpec(new Alias.Spec().setName(alias))));
    // Programs in Node.js send the block also when no timeout is set, and the engine hands it on as it is (3.255, source_eval.go).
    const { create = "", update = "", delete: remove = "" } = options.customTimeouts ?? {};
    message.setCustomtimeouts(
        new provider.ConstructRequest.CustomTimeouts().setCreate(create).setUpdate(update).setDelete(remove),
    );
    for (const [pkg, reference] of Object.entries(options.providers ?? {})) {
        message.getProvidersMap().set(pkg, reference);
    }
    for (const [input, urns] of Object.entries(options.inputDependencies ?? {})) {
        const dependencies = new provider.ConstructRequest.PropertyDependencies().setUrnsList(urns);
        message.getInputdependenciesMap().set(input, dependencies);
    }
    return message;
}

/** A refusal of arguments travels in the details of the status. */
function errorOf({ details, metadata }: grpc.ServiceError): NonNullable<Run["error"]> {
    const [packed] = metadata.get("grpc-status-details-bin");
    const status = packed instanceof Buffer ? Status.deserializeBinary(packed) : undefined;
    const problems = (status?.getDetailsList() ?? []).flatMap((detail) =>
        InputPropertiesError.deserializeBinary(detail.getValue_asU8())
            .getErrorsList()
            .map((each) => ({ path: each.getPropertyPath(), reason: each.getReason() })),
    );
    return { message: details, problems };
}
