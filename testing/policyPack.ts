import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Reading } from "../audit/read/source";
import type { Estate } from "../rules/estate";
import { Subject } from "../rules/subject";
import { SecretValue, UnknownValue } from "../rules/value";
import { secret, unknown, type Wire, type WireObject } from "./wire";

/** A resource as an engine tells an analyzer of it. */
export interface PackResource {
    type: string;
    urn: string;
    inputs: WireObject;
    /** What the stack has of it at the end. Default: its inputs, as in a preview. */
    outputs?: WireObject;
    parent?: string;
    protect?: boolean;
    dependencies?: readonly string[];
    propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

export type Level = "advisory" | "mandatory" | "disabled" | "remediate";

/** What is configured of a policy, as an engine hands it over. */
export type PolicySettings = Record<string, { level?: Level; settings?: WireObject }>;

export interface Violation {
    policy: string;
    urn: string;
    level: Level;
    severity: "low" | "medium" | "high" | "critical" | "unspecified";
    message: string;
    description: string;
}

export interface Remedied {
    policy: string;
    properties: unknown;
}

/** A pack as a process, spoken to over gRPC as an engine speaks to it. */
export interface PackProcess {
    /** What the pack has said besides its answers. */
    said: string[];
    info(): Promise<proto.AnalyzerInfo.AsObject>;
    configure(settings: PolicySettings): Promise<void>;
    analyze(resource: PackResource): Promise<Violation[]>;
    /** Policies that are not about it. */
    notApplicable(resource: PackResource): Promise<string[]>;
    remediate(resource: PackResource): Promise<Remedied[]>;
    analyzeStack(resources: readonly PackResource[]): Promise<Violation[]>;
    /** Each resource, then all: everything that a preview would show. */
    preview(resources: readonly PackResource[]): Promise<Violation[]>;
    close(): Promise<void>;
}

export interface PackOptions {
    /** Default: the built one. */
    program?: string;
    args?: readonly string[];
    cwd?: string;
    env?: NodeJS.ProcessEnv;
}

const built = join(__dirname, "..", "policy", "dist", "hardened-db-policy");

export async function startPack(options: PackOptions = {}): Promise<PackProcess> {
    const { program = built, args = [], cwd, env } = options;
    if (!existsSync(program)) {
        throw new Error(`${program} is not there: run \`make build\` first`);
    }
    const said: string[] = [];
    const child = spawn(program, [...args], {
        stdio: ["ignore", "pipe", "pipe"],
        ...(cwd === undefined ? {} : { cwd }),
        ...(env === undefined ? {} : { env }),
    });
    child.stderr.on("data", (text: Buffer) => said.push(...text.toString("utf8").trim().split("\n")));
    const client = new AnalyzerClient(`127.0.0.1:${await portOf(child, said)}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
    });
    const analyze = (resource: PackResource): Promise<proto.AnalyzeResponse> =>
        call((done) => client.analyze(requestOf(resource), done));
    const pack: PackProcess = {
        said,
        info: async () =>
            (await call<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done))).toObject(),
        configure: async (settings) => {
            const request = new proto.ConfigureAnalyzerRequest();
            for (const [name, { level = "mandatory", settings: properties = {} }] of Object.entries(settings)) {
                const config = new proto.PolicyConfig().setEnforcementlevel(protoLevels[level]);
                request.getPolicyconfigMap().set(name, config.setProperties(Struct.fromJavaScript(properties)));
            }
            await call((done) => client.configure(request, done));
        },
        analyze: async (resource) => violationsIn(await analyze(resource)),
        notApplicable: async (resource) =>
            (await analyze(resource)).getNotApplicableList().map((each) => each.getPolicyName()),
        remediate: async (resource) => {
            const response = await call<proto.RemediateResponse>((done) => client.remediate(requestOf(resource), done));
            return response.getRemediationsList().map((each) => ({
                policy: each.getPolicyname(),
                properties: each.getProperties()?.toJavaScript(),
            }));
        },
        analyzeStack: async (resources) => {
            const request = new proto.AnalyzeStackRequest().setResourcesList(resources.map(stackResourceOf));
            const response = await call<proto.AnalyzeResponse>((done) => client.analyzeStack(request, done));
            // The pack has written to its standard error before it answered; here the two are read one after the other.
            await nextTurn();
            await nextTurn();
            return violationsIn(response);
        },
        preview: async (resources) => {
            const each: Violation[] = [];
            for (const resource of resources) {
                each.push(...(await pack.analyze(resource)));
            }
            return [...each, ...(await pack.analyzeStack(resources))];
        },
        close: async () => {
            client.close();
            const ended = once(child, "exit");
            child.kill();
            await ended;
        },
    };
    return pack;
}

/** A pack for the tests of one `describe`; each test begins with its defaults. */
export function packForTests(): () => PackProcess {
    let pack: PackProcess | undefined;
    before("the pack starts", async () => {
        pack = await startPack();
    });
    after(async () => {
        await pack?.close();
    });
    const started = (): PackProcess => {
        if (pack === undefined) {
            throw new Error("the pack is started before the tests");
        }
        return pack;
    };
    beforeEach(async () => {
        started().said.length = 0;
        await started().configure({});
    });
    return started;
}

/** The resources of an estate as an engine tells of them; what is no Pulumi resource becomes one of pulumi-kubernetes. */
export function resourcesOf(estate: Estate): PackResource[] {
    return estate.subjects.map((subject, index) => {
        const { pulumi } = subject;
        const version = subject.apiVersion.includes("/") ? subject.apiVersion : `core/${subject.apiVersion}`;
        const type = pulumi?.type ?? `kubernetes:${version}:${subject.bareKind}`;
        const { __outputs: generated, ...inputs } = wireOf(subject.all.value) as WireObject;
        return {
            type,
            urn: pulumi?.urn ?? `urn:pulumi:example::example::${type}::${subject.namespace}-${subject.name}-${index}`,
            inputs,
            outputs: typeof generated === "object" ? { ...inputs, ...(generated as WireObject) } : inputs,
            dependencies: pulumi?.dependencies ?? [],
            protect: pulumi?.protect ?? false,
            ...(pulumi?.parent === undefined ? {} : { parent: pulumi.parent }),
        };
    });
}

/** The same resources as the audit reads them in a state; what an analyzer is not told of is left out. */
export function readingOf(resources: readonly PackResource[], estate: Estate): Reading {
    const subjects = resources.map(({ type, urn, parent, protect = false, dependencies = [] }, index) => ({
        subject: Subject.ofPulumi(
            { urn, type, protect, dependencies, marksSecrets: true, ...(parent === undefined ? {} : { parent }) },
            sorted(estate.subjects[index]?.all.value),
        ),
        origin: { file: "", lineOf: () => null },
    }));
    return { subjects, errors: [], complete: true, readable: 1 };
}

/** As a state has its keys. */
function sorted(value: unknown): unknown {
    if (value instanceof SecretValue) {
        return new SecretValue(sorted(value.inside));
    }
    if (Array.isArray(value)) {
        return value.map(sorted);
    }
    return typeof value === "object" && value !== null && !(value instanceof UnknownValue)
        ? Object.fromEntries(
              Object.entries(value)
                  .sort(([one], [other]) => (one < other ? -1 : 1))
                  .map(([key, inner]) => [key, sorted(inner)]),
          )
        : value;
}

function wireOf(value: unknown): Wire {
    if (value instanceof UnknownValue) {
        return unknown;
    }
    if (value instanceof SecretValue) {
        return secret(wireOf(value.inside));
    }
    if (Array.isArray(value)) {
        return value.map(wireOf);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wireOf(inner)]));
    }
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

const protoLevels = {
    advisory: proto.EnforcementLevel.ADVISORY,
    mandatory: proto.EnforcementLevel.MANDATORY,
    disabled: proto.EnforcementLevel.DISABLED,
    remediate: proto.EnforcementLevel.REMEDIATE,
} as const satisfies Record<Level, proto.EnforcementLevel>;
const levels = ["advisory", "mandatory", "disabled", "remediate"] as const;
const severities = ["unspecified", "low", "medium", "high", "critical"] as const;

export function requestOf({ type, urn, inputs, parent = "", protect = false }: PackResource): proto.AnalyzeRequest {
    const options = new proto.AnalyzerResourceOptions().setProtect(protect).setParent(parent);
    const name = urn.split("::").at(-1) ?? "";
    return new proto.AnalyzeRequest()
        .setType(type)
        .setUrn(urn)
        .setName(name)
        .setOptions(options)
        .setProperties(Struct.fromJavaScript(inputs));
}

export function stackResourceOf(resource: PackResource): proto.AnalyzerResource {
    const { type, urn, inputs, outputs = inputs, parent = "", protect = false } = resource;
    const message = new proto.AnalyzerResource()
        .setType(type)
        .setUrn(urn)
        .setName(urn.split("::").at(-1) ?? "")
        .setParent(parent)
        .setOptions(new proto.AnalyzerResourceOptions().setProtect(protect).setParent(parent))
        .setDependenciesList([...(resource.dependencies ?? [])])
        .setProperties(Struct.fromJavaScript(outputs));
    for (const [property, urns] of Object.entries(resource.propertyDependencies ?? {})) {
        const dependencies = new proto.AnalyzerPropertyDependencies().setUrnsList([...urns]);
        message.getPropertydependenciesMap().set(property, dependencies);
    }
    return message;
}

function violationsIn(response: proto.AnalyzeResponse): Violation[] {
    return response.getDiagnosticsList().map((each) => ({
        policy: each.getPolicyname(),
        urn: each.getUrn(),
        level: levels[each.getEnforcementlevel()],
        severity: severities[each.getSeverity()],
        message: each.getMessage(),
        description: each.getDescription(),
    }));
}

/** Plugins print their port as the first line of standard output. */
async function portOf(child: ChildProcess, said: readonly string[]): Promise<number> {
    const ended = once(child, "exit").then(() => {
        throw new Error(`the pack ended at once: ${said.join("\n")}`);
    });
    ended.catch(() => undefined);
    const printed = child.stdout === null ? ended : once(child.stdout, "data");
    const [first] = (await Promise.race([printed, ended])) as [Buffer];
    return Number.parseInt(first.toString("utf8"), 10);
}

function call<Response>(
    begin: (done: (problem: grpc.ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        begin((problem, response) => {
            if (problem === null) {
                resolve(response);
            } else {
                reject(new Error(problem.details));
            }
        });
    });
}
