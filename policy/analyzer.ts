import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { anyPulumiResource } from "../rules/kinds";
import { ConfigurationError, configurationOf, defaults, type Configuration, type Written } from "./configuration";
import { diagnosticsOf, protoLevels, type DiagnosticContext } from "./diagnostics";
import { analyzerInfo } from "./information";
import { notesOn } from "./notes";
import { levels, packName } from "./policies";
import { remedied } from "./remediation";
import { readResource, readResources } from "./resource";
import { notApplicable, responseOf } from "./responses";
import { startSession } from "./session";

export interface Surroundings {
    readonly version: string;
    /** What the path of a waiver file is relative to. */
    readonly folder: string;
    readonly now: () => Date;
    /** Shows a line to whoever runs pulumi. */
    readonly say: (line: string, engine: string | undefined) => Promise<void>;
}

/** Messages that are many or large stay bytes: they are read by resource.ts, which is quicker. */
const asItIs = (bytes: Buffer): Buffer => bytes;

export const analyzerService: grpc.ServiceDefinition = {
    ...AnalyzerService,
    analyze: { ...AnalyzerService.analyze, requestDeserialize: asItIs, responseSerialize: asItIs },
    remediate: { ...AnalyzerService.remediate, requestDeserialize: asItIs },
    analyzeStack: { ...AnalyzerService.analyzeStack, requestDeserialize: asItIs, responseSerialize: asItIs },
};

/** Pulumi's analyzer protocol (pulumi/analyzer.proto). */
export function analyzer({ version, folder, now, say }: Surroundings): grpc.UntypedServiceImplementation {
    let configuration: Configuration = defaults;
    let session = startSession(configuration, now);
    let engine: string | undefined;
    const ofResources = notApplicable("resource");
    const ofStacks = notApplicable("stack");
    const context = (): DiagnosticContext => ({ configuration, version, now: now() });

    return {
        handshake: unary((request: proto.AnalyzerHandshakeRequest) => {
            engine = request.getEngineAddress();
            return new proto.AnalyzerHandshakeResponse();
        }),
        configureStack: unary(() => new proto.AnalyzerStackConfigureResponse()),
        getAnalyzerInfo: unary(() => analyzerInfo(version)),
        getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
        configure: unary((request: proto.ConfigureAnalyzerRequest) => {
            configuration = configurationOf(writtenIn(request), folder);
            session = startSession(configuration, now);
            return new Empty();
        }),
        analyze: unary((bytes: Buffer) => {
            const verdicts = session.resource(readResource(bytes));
            const kinds = new Set([...verdicts.subjects.values()].map(({ kind }) => kind));
            return responseOf(diagnosticsOf(verdicts, context()), ofResources(kinds));
        }),
        remediate: unary((bytes: Buffer) => remediationsOf(bytes, session.remedies(readResource(bytes)), version)),
        analyzeStack: unary(async (bytes: Buffer) => {
            const resources = readResources(bytes);
            const verdicts = session.stack(resources);
            // Before the answer: the engine ends as soon as it has that.
            for (const line of notesOn(verdicts.all, resources, configuration)) {
                await say(line, engine);
            }
            const kinds = new Set([...verdicts.subjects.values()].map(({ kind }) => kind)).add(anyPulumiResource);
            return responseOf(diagnosticsOf(verdicts, context()), ofStacks(kinds));
        }),
        cancel: unary(() => new Empty()),
    };
}

function writtenIn(request: proto.ConfigureAnalyzerRequest): ReadonlyMap<string, Written> {
    const written = new Map<string, Written>();
    request.getPolicyconfigMap().forEach((policy, name) => {
        const level = levels.find((each) => protoLevels[each] === policy.getEnforcementlevel()) ?? "mandatory";
        written.set(name, { level, settings: policy.getProperties()?.toJavaScript() ?? {} });
    });
    return written;
}

/** One after the other, each on what the one before has made of the resource. */
function remediationsOf(
    bytes: Buffer,
    remedies: ReturnType<ReturnType<typeof startSession>["remedies"]>,
    version: string,
): proto.RemediateResponse {
    const response = new proto.RemediateResponse();
    let properties: unknown;
    for (const { rule, edits } of remedies) {
        properties ??= proto.AnalyzeRequest.deserializeBinary(bytes).getProperties()?.toJavaScript() ?? {};
        const mended = remedied(properties, edits);
        if (mended !== undefined) {
            properties = mended;
            response.addRemediations(
                new proto.Remediation()
                    .setPolicyname(rule.id)
                    .setPolicypackname(packName)
                    .setPolicypackversion(version)
                    .setDescription(rule.title)
                    .setProperties(Struct.fromJavaScript(mended as Parameters<typeof Struct.fromJavaScript>[0])),
            );
        }
    }
    return response;
}

type Answer<Request, Response> = (request: Request) => Response | Promise<Response>;

function unary<Request, Response>(answer: Answer<Request, Response>): grpc.handleUnaryCall<Request, Response> {
    return ({ request }, callback) => {
        answered(answer, request).then(
            (response) => {
                callback(null, response);
            },
            (problem: unknown) => {
                const details = problem instanceof Error ? problem.message : String(problem);
                const isOfUser = problem instanceof ConfigurationError;
                callback({ code: isOfUser ? grpc.status.INVALID_ARGUMENT : grpc.status.INTERNAL, details });
            },
        );
    };
}

async function answered<Request, Response>(answer: Answer<Request, Response>, request: Request): Promise<Response> {
    return answer(request);
}
