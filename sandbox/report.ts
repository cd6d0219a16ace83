import * as fs from "node:fs";
import * as path from "node:path";

import { stackName } from "./pulumi-stack";
import { run } from "./run";
import { runSteps } from "./steps";

/** In the sandbox's folder, so that `make down` takes it away with the rest. */
const fileName = "compliance.html";

/** Writes the compliance report of the stack; answers its path as seen from the checkout. */
export async function writeReport(root: string, directory: string): Promise<string> {
    const page = path.relative(root, path.join(directory, fileName));
    await runSteps([
        {
            title: "compliance report of the stack",
            run: () => reportOf(root, path.relative(root, stateFile(directory)), page),
        },
    ]);
    return page;
}

/** Runs the built command line as a user does, in the checkout, so that paths in the page are relative to it. */
export async function reportOf(root: string, state: string, page: string): Promise<void> {
    const { code, stderr } = await run(
        process.execPath,
        [
            path.join("bin", "hardened-db"),
            ...["report", state, "--evidence", path.join("examples", "quickstart", "evidence.yaml")],
            ...["--fail-on", "never", "--output", page],
        ],
        { cwd: root },
    );
    if (code !== 0) {
        throw new Error(`hardened-db report ended with ${String(code)}: ${stderr}`);
    }
}

/** The stack in the state folder of the sandbox (the layout of Pulumi's file backend). */
export function stateFile(directory: string): string {
    const stacks = path.join(directory, "state", ".pulumi", "stacks");
    const files = fs.existsSync(stacks) ? fs.readdirSync(stacks, { recursive: true, encoding: "utf8" }) : [];
    const file = files.find((each) => path.basename(each) === `${stackName}.json`);
    if (file === undefined) {
        throw new Error(`there is no stack ${stackName} below ${stacks}`);
    }
    return path.join(stacks, file);
}
