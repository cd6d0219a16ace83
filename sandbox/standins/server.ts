import { readFileSync } from "node:fs";
import path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Problem } from "./check";
import { changes } from "./diff";
import { Inventory } from "./inventory";
import * as lifecycle from "./lifecycle";
import { nearMiss } from "./near-miss";
import type { PackageSchema } from "./schema";
import type { Scope, Standin } from "./standin";
import { revealedProperties, type Properties } from "./values";

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

/** The schema that the build wrote beside the bundle. */
export function schemaBeside(directory: string, name: string): PackageSchema {
    return JSON.parse(readFileSync(path.join(directory, `${name}.schema.json`), "utf8")) as PackageSchema;
}

/** Serves a stand-in to the engine on a free loopback port, which it prints, as Pulumi's plugins do. */
export function serve(standin: Standin): void {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(ResourceProviderService, service(standin));
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error !== null) {
            process.stderr.write(
                `pulumi-resource-${standin.schema.name}: cannot listen on 127.0.0.1: ${error.message}\n`,
            );
            process.exit(1);
        }
        process.stdout.write(`${port}\n`);
    });
    endWithParent();
}

/** An engine that was killed cannot say goodbye. */
function endWithParent(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) {
            process.exit(0);
        }
    }, 1000).unref();
}

function service(standin: Standin): IResourceProviderServer {
    let config: Properties = {};
    const inventory = new Inventory();
    const scope = (): Scope => ({ config, now: new Date() });
    const handlers: Partial<IResourceProviderServer> = {
        handshake: unary(() => {
            const response = new messages.ProviderHandshakeResponse();
            response.setAcceptSecrets(true);
            return response;
        }),
        getPluginInfo: unary(() => new PluginInfo().setVersion(standin.schema.version)),
        attach: unary(() => new Empty()),
        getSchema: unary(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(standin.schema))),
        checkConfig: unary((request: messages.CheckRequest) => {
            const news = read(request.getNews());
            return checkResponse(news, configProblems(standin.schema, news));
        }),
        diffConfig: unary((request: messages.DiffRequest) => {
            const found = changes(read(request.getOldInputs()), read(request.getNews()));
            return diffResponse({ changes: found, replaces: [], deleteBeforeReplace: false });
        }),
        configure: unary((request: messages.ConfigureRequest) => {
            config = revealedProperties(read(request.getArgs()));
            const response = new messages.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setSupportspreview(true);
            return response;
        }),
        check: unary((request: messages.CheckRequest) => {
            const resource = { name: nameOf(request.getUrn()), seed: request.getRandomseed_asU8() };
            const [news, olds] = [read(request.getNews()), read(request.getOlds())];
            const checked = lifecycle.check(standin, typeOf(request.getUrn()), resource, news, olds);
            return checkResponse(checked.inputs, checked.problems);
        }),
        diff: unary((request: messages.DiffRequest) => {
            const old = { id: request.getId(), inputs: read(request.getOldInputs()), outputs: read(request.getOlds()) };
            const type = typeOf(request.getUrn());
            inventory.keep(type, old.id, old.outputs);
            return diffResponse(lifecycle.diff(standin, type, old, read(request.getNews()), scope()));
        }),
        create: unary(async (request: messages.CreateRequest) => {
            const [type, inputs] = [typeOf(request.getUrn()), read(request.getProperties())];
            if (request.getPreview()) {
                const outputs = lifecycle.previewCreate(standin, type, inputs);
                return new messages.CreateResponse().setProperties(write(outputs));
            }
            lifecycle.refuse(standin, type, inputs, scope(), inventory);
            const { id, outputs } = await lifecycle.create(standin, type, inputs, scope());
            inventory.keep(type, id, outputs);
            return new messages.CreateResponse().setId(id).setProperties(write(outputs));
        }),
        update: unary((request: messages.UpdateRequest) => {
            const [type, id, news] = [typeOf(request.getUrn()), request.getId(), read(request.getNews())];
            const preview = request.getPreview();
            if (!preview) {
                lifecycle.refuse(standin, type, news, scope(), inventory);
            }
            const outputs = lifecycle.update(standin, type, id, read(request.getOlds()), news, scope(), preview);
            if (!preview) {
                inventory.keep(type, id, outputs);
            }
            return new messages.UpdateResponse().setProperties(write(outputs));
        }),
        read: unary((request: messages.ReadRequest) => {
            const kept = { inputs: read(request.getInputs()), outputs: read(request.getProperties()) };
            const found = lifecycle.read(standin, typeOf(request.getUrn()), request.getId(), kept, scope());
            return new messages.ReadResponse()
                .setId(request.getId())
                .setProperties(write(found.outputs))
                .setInputs(write(found.inputs));
        }),
        delete: unary((request: messages.DeleteRequest) => {
            inventory.drop(typeOf(request.getUrn()), request.getId());
            return new Empty();
        }),
        invoke: unary((request: messages.InvokeRequest) => {
            const answer = standin.functions[request.getTok()];
            if (answer === undefined) {
                const known = Object.keys(standin.functions).join(", ");
                throw new Error(
                    `the ${standin.schema.name} stand-in has no function ${request.getTok()}; it has ${known}`,
                );
            }
            const args = revealedProperties(read(request.getArgs()));
            return new messages.InvokeResponse().setReturn(write(answer(args, scope())));
        }),
        cancel: unary(() => new Empty()),
    };
    return handlers as IResourceProviderServer;
}

function unary<Request, Response>(handler: Handler<Request, Response>): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        Promise.resolve()
            .then(() => handler(call.request))
            .then(
                (response) => {
                    callback(null, response);
                },
                (error: unknown) => {
                    const details = error instanceof Error ? error.message : String(error);
                    callback({ code: grpc.status.UNKNOWN, details });
                },
            );
    };
}

function read(properties: Struct | undefined): Properties {
    return properties?.toJavaScript() ?? {};
}

function write(properties: Properties): Struct {
    return Struct.fromJavaScript(properties);
}

/** urn:pulumi:stack::project::parentType$type::name */
function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

function checkResponse(inputs: Properties, problems: readonly Problem[]): messages.CheckResponse {
    const failures = problems.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
    );
    return new messages.CheckResponse().setInputs(write(inputs)).setFailuresList(failures);
}

const { Kind } = messages.PropertyDiff;
const kinds = {
    add: { inPlace: Kind.ADD, replacing: Kind.ADD_REPLACE },
    delete: { inPlace: Kind.DELETE, replacing: Kind.DELETE_REPLACE },
    update: { inPlace: Kind.UPDATE, replacing: Kind.UPDATE_REPLACE },
};

function diffResponse(difference: lifecycle.Difference): messages.DiffResponse {
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse()
        .setChanges(difference.changes.size > 0 ? DIFF_SOME : DIFF_NONE)
        .setReplacesList(difference.replaces)
        .setDeletebeforereplace(difference.deleteBeforeReplace)
        .setDiffsList([...difference.changes.keys()])
        .setHasdetaileddiff(true);
    for (const [path, change] of difference.changes) {
        const kind = difference.replaces.includes(path) ? kinds[change].replacing : kinds[change].inPlace;
        response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kind).setInputdiff(true));
    }
    return response;
}

function configProblems(schema: PackageSchema, config: Properties): Problem[] {
    const known = Object.keys(schema.config.variables);
    return Object.keys(config)
        .filter((name) => !known.includes(name) && !["version", "pluginDownloadURL"].includes(name))
        .filter((name) => !name.startsWith("__"))
        .map((property) => {
            const meant = nearMiss(property, known);
            const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
            const reason = `the provider of @pulumi/${schema.name} ${schema.version} has no setting ${property}${hint}`;
            return { property, reason };
        });
}
