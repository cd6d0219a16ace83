import { realpathSync } from "node:fs";
import * as grpc from "@grpc/grpc-js";
import { version } from "../package.json";
import { analyzer, analyzerService } from "./analyzer";
import { logTo } from "./engineLog";

/** The engine's address is the first argument that is one; flags may stand before it. */
function engineAddress(args: readonly string[]): string | undefined {
    return args.find((each) => /^[^-].*:\d+$/.test(each));
}

/** A pack folder is run in that folder, a pack that is a file in the user's: then the shell knows where the user is. */
function userFolder(): string {
    const folder = process.cwd();
    return realpathSync(folder) === realpathSync(__dirname) ? (process.env["PWD"] ?? folder) : folder;
}

/** An engine that is killed cannot end its plugins, and they would stay for ever. */
function endWithEngine(): void {
    const engine = process.ppid;
    setInterval(() => {
        if (process.ppid !== engine) {
            process.exit();
        }
    }, 2_000).unref();
}

function main(): void {
    const address = engineAddress(process.argv.slice(2));
    const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
    server.addService(
        analyzerService,
        analyzer({
            version,
            folder: userFolder(),
            now: () => new Date(),
            say: (line, engine) => logTo(engine ?? address, line),
        }),
    );
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (problem, port) => {
        if (problem !== null) {
            console.error(problem.message);
            process.exit(1);
        }
        endWithEngine();
        // What the engine waits for.
        console.log(port);
    });
}

main();
