import * as fs from "node:fs";
import * as path from "node:path";

import { ensureAgent, stopAgent } from "./agent";
import { findControlPlane, stopControlPlane } from "./control-plane";
import { processEnvironment, readEnvironment } from "./environment";
import { withLock } from "./lock";
import { pulumi, stackName, waitForStack } from "./pulumi-stack";
import { runSteps } from "./steps";
import { refuseToWait } from "./up";

/** Destroys the stack, ends what `up` started and removes the directory. Answers whether the stack was destroyed well. */
export async function down(root: string, directory: string): Promise<boolean> {
    if (!fs.existsSync(directory)) {
        process.stdout.write("There is no sandbox here.\n");
        return true;
    }
    return withLock(path.join(directory, "lock"), refuseToWait, async () => {
        const destroyed = await destroy(root, directory);
        await runSteps([
            { title: "end the operators and their agent", run: () => stopAgent(directory) },
            { title: "end the control plane", run: () => stopControlPlane(directory) },
            {
                title: `remove ${directory}`,
                run: () => {
                    fs.rmSync(directory, { recursive: true, force: true });
                    return Promise.resolve();
                },
            },
        ]);
        return destroyed;
    });
}

async function destroy(root: string, directory: string): Promise<boolean> {
    const environment = readEnvironment(directory);
    if (environment === undefined || !hasStack(directory)) {
        say("No stack was brought up; nothing to destroy.");
        return true;
    }
    if ((await findControlPlane(directory)) === undefined) {
        say(
            "The control plane does not run any more: the stack is not destroyed but forgotten, with the cluster it was in.",
        );
        return true;
    }
    const env = processEnvironment(environment, process.env);
    await waitForStack(directory, say);
    // Whoever deletes a Cluster waits for the operator to finish with it.
    ensureAgent(directory);
    say("Where deletion protection is on, it is taken off now: this is a sandbox and goes as a whole.");
    const unprotected = await pulumi(root, env, ["state", "unprotect", "--all", "--yes", "--stack", stackName]);
    const destroyed = await pulumi(root, env, ["destroy", "--yes", "--skip-preview", "--stack", stackName]);
    if (unprotected !== 0 || destroyed !== 0) {
        say("The stack could not be destroyed as it should (see above). It goes now with the whole sandbox.");
        return false;
    }
    return true;
}

/** Whether the stack is in the sandbox's own state folder (the layout of Pulumi's file backend). */
function hasStack(directory: string): boolean {
    const stacks = path.join(directory, "state", ".pulumi", "stacks");
    const files = fs.existsSync(stacks) ? fs.readdirSync(stacks, { recursive: true, encoding: "utf8" }) : [];
    return files.some((file) => path.basename(file) === `${stackName}.json`);
}

function say(line: string): void {
    process.stdout.write(`${line}\n`);
}
