import * as grpc from "@grpc/grpc-js";

/** A gRPC server on a free port of this machine. */
export async function listen(
    service: grpc.ServiceDefinition,
    implementation: grpc.UntypedServiceImplementation | object,
): Promise<{ server: grpc.Server; address: string }> {
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(service, withRefusals(service, implementation as grpc.UntypedServiceImplementation));
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (problem, bound) => {
            if (problem === null) resolve(bound);
            else reject(problem);
        });
    });
    return { server, address: `127.0.0.1:${port}` };
}

/** A handler of one method from a function; what it throws is the caller's error. */
export function unary<Request, Response>(
    handle: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
    return (call, callback) => {
        try {
            callback(null, handle(call.request));
        } catch (problem) {
            callback({ code: grpc.status.UNKNOWN, details: problem instanceof Error ? problem.message : "?" });
        }
    };
}

/** What a test's server does not implement is refused by name. */
function withRefusals(
    service: grpc.ServiceDefinition,
    implementation: grpc.UntypedServiceImplementation,
): grpc.UntypedServiceImplementation {
    const refusals = Object.entries(service).map(
        ([method, { path }]): [string, grpc.handleUnaryCall<unknown, unknown>] => [
            method,
            (_, callback) => {
                callback({ code: grpc.status.UNIMPLEMENTED, details: `the fake engine does not have ${path}` });
            },
        ],
    );
    return { ...Object.fromEntries(refusals), ...implementation };
}
