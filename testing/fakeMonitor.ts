import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { ResourceMonitorService, type IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { answer } from "./computedOutputs";
import { listen, unary } from "./rpc";
import { unmarked, type WireObject } from "./wire";

/** One RegisterResource as it came over the wire. */
export interface Registered {
    urn: string;
    type: string;
    name: string;
    /** URN of the parent. */
    parent: string;
    custom: boolean;
    /** Inputs without the marks of secrets and outputs; what is not known is `unknown` of wire.ts. */
    inputs: WireObject;
    /** Inputs with their marks. */
    wire: WireObject;
    protect: boolean | undefined;
    retainOnDelete: boolean | undefined;
    /** `urn::id` of the explicit provider; empty for the default one. */
    provider: string;
    providers: Record<string, string>;
    /** URNs of all resources that it waits for. */
    dependencies: string[];
    aliases: string[];
    ignoreChanges: string[];
    replaceOnChanges: string[];
    customTimeouts: { create: string; update: string; delete: string };
    deletedWith: string;
    additionalSecretOutputs: string[];
    /** What a component registered as its outputs, with marks; filled in later. */
    outputs?: WireObject;
}

export interface Monitor {
    address: string;
    resources: Registered[];
    close(): void;
}

export interface Stage {
    project: string;
    stack: string;
    preview: boolean;
}

/** Says yes to every resource, as an engine does whose providers all succeed, and keeps what was asked for. */
export async function startMonitor(stage: Stage): Promise<Monitor> {
    const resources: Registered[] = [];
    const implementation: Partial<IResourceMonitorServer> = {
        supportsFeature: unary((request: resource.SupportsFeatureRequest) =>
            new resource.SupportsFeatureResponse().setHassupport(features.has(request.getId())),
        ),
        registerResource: unary((request: resource.RegisterResourceRequest) => {
            const urn = urnOf(stage, request);
            if (resources.some((each) => each.urn === urn)) {
                throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
            }
            const registered = recorded(urn, request);
            resources.push(registered);
            return response(registered, stage.preview);
        }),
        registerResourceOutputs: unary((request: resource.RegisterResourceOutputsRequest) => {
            const registered = resources.find(({ urn }) => urn === request.getUrn());
            if (registered !== undefined) {
                registered.outputs = objectOf(request.getOutputs());
            }
            return new Empty();
        }),
    };
    const { server, address } = await listen(ResourceMonitorService, implementation);
    return {
        address,
        resources,
        close: () => {
            server.forceShutdown();
        },
    };
}

/** Of those an engine of 3.255 has; transforms and hooks need callbacks, which nobody calls here. */
const features = new Set([
    "secrets",
    "resourceReferences",
    "outputValues",
    "deletedWith",
    "replaceWith",
    "aliasSpecs",
    "parameterization",
]);

function recorded(urn: string, request: resource.RegisterResourceRequest): Registered {
    const wire = objectOf(request.getObject());
    const timeouts = request.getCustomtimeouts();
    return {
        urn,
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        custom: request.getCustom(),
        inputs: unmarked(wire) as WireObject,
        wire,
        protect: request.hasProtect() ? request.getProtect() : undefined,
        retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
        provider: request.getProvider(),
        providers: Object.fromEntries(request.getProvidersMap().toArray()),
        dependencies: request.getDependenciesList(),
        aliases: request.getAliasesList().map((alias) => (alias.hasUrn() ? alias.getUrn() : specText(alias.getSpec()))),
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        customTimeouts: {
            create: timeouts?.getCreate() ?? "",
            update: timeouts?.getUpdate() ?? "",
            delete: timeouts?.getDelete() ?? "",
        },
        deletedWith: request.getDeletedwith(),
        additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    };
}

function response(registered: Registered, preview: boolean): resource.RegisterResourceResponse {
    const { urn, type, name, custom, wire } = registered;
    const answered = new resource.RegisterResourceResponse().setUrn(urn);
    if (custom) {
        const { id, state } = answer(type, name, wire, preview);
        answered.setId(id).setObject(Struct.fromJavaScript(state));
    }
    return answered;
}

function urnOf({ project, stack }: Stage, request: resource.RegisterResourceRequest): string {
    const parentType = request.getParent().split("::")[2] ?? "";
    const type =
        parentType === "" || parentType === "pulumi:pulumi:Stack"
            ? request.getType()
            : `${parentType}$${request.getType()}`;
    return `urn:pulumi:${stack}::${project}::${type}::${request.getName()}`;
}

function specText(spec: { getName(): string } | undefined): string {
    return spec?.getName() ?? "";
}

function objectOf(struct: Struct | undefined): WireObject {
    return struct?.toJavaScript() ?? {};
}
