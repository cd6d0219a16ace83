import * as path from "node:path";

import { Command } from "commander";

import { down } from "./down";
import { exportLines, readEnvironment } from "./environment";
import { messageOf } from "./run";
import { up } from "./up";

const root = path.resolve(__dirname, "..");
const directory = path.join(root, ".sandbox");

const sandbox = new Command("sandbox").description("a Kubernetes API server and a Pulumi engine on this machine");

sandbox
    .command("up")
    .description("bring up the control plane, the operators and the root Pulumi.yaml")
    .action(() => up(root, directory));

sandbox
    .command("down")
    .description("destroy the stack, end what up started, remove .sandbox/")
    .action(async () => {
        if (!(await down(root, directory))) {
            process.exitCode = 1;
        }
    });

sandbox
    .command("env")
    .description('print shell exports, for eval "$(make -s env)"')
    .action(() => {
        const environment = readEnvironment(directory);
        if (environment === undefined) {
            throw new Error("there is no sandbox here yet; run make up first");
        }
        process.stdout.write(`${exportLines(environment).join("\n")}\n`);
    });

sandbox.parseAsync().catch((error: unknown) => {
    process.stderr.write(`\n${messageOf(error)}\n`);
    process.exitCode = 1;
});
