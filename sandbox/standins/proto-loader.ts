/**
 * Takes the place of @grpc/proto-loader in the bundles: @grpc/grpc-js loads it for its debugging services (channelz,
 * orca), which no stand-in serves, and with it protobufjs: a third of the time to start.
 */
export function loadSync(): never {
    throw new Error("the stand-ins serve no debugging services of gRPC");
}
