import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Tells whoever runs pulumi, through the engine; on standard error where there is none. */
export function logTo(engine: string | undefined, line: string): Promise<void> {
    return new Promise((resolve) => {
        if (engine === undefined || engine === "") {
            console.error(line);
            resolve();
            return;
        }
        const client = new EngineClient(engine, grpc.credentials.createInsecure());
        const deadline = Date.now() + 5_000;
        client.log(
            new LogRequest().setSeverity(LogSeverity.INFO).setMessage(line),
            new grpc.Metadata(),
            { deadline },
            (problem) => {
                client.close();
                if (problem !== null) {
                    console.error(line);
                }
                resolve();
            },
        );
    });
}
