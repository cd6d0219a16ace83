// An analyzer that finds nothing: what the protocol itself costs. With `bytes` as its argument it does not even read what it is sent.
import grpc from "@grpc/grpc-js";
import services from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";

const asItIs = (bytes) => bytes;
const unread = process.argv[2] === "bytes" ? { requestDeserialize: asItIs } : {};
const nothing = (_, callback) => callback(null, new messages.AnalyzeResponse());
const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
const { analyze, analyzeStack } = services.AnalyzerService;
server.addService(
    { analyze: { ...analyze, ...unread }, analyzeStack: { ...analyzeStack, ...unread } },
    { analyze: nothing, analyzeStack: nothing },
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (problem, port) => {
    if (problem !== null) {
        throw problem;
    }
    console.log(port);
});
