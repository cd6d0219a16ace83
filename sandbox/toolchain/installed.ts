import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { run } from "../run";
import { kubernetesProviderVersion } from "./parts";
import { decideOnPulumi } from "./versions";

/** The folder of an official Pulumi release on PATH that is new enough and whole; undefined when there is none. */
export async function findPulumi(environment: NodeJS.ProcessEnv, cache: string): Promise<string | undefined> {
    const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
    // A shell that ran `eval "$(make -s env)"` has the cache itself on PATH.
    const outside = folders.filter((folder) => !folder.startsWith(cache + path.sep));
    const found = outside.map((folder) => path.join(folder, "pulumi")).find(isExecutable);
    if (found === undefined) {
        return undefined;
    }
    const folder = path.dirname(fs.realpathSync(found));
    const answer = await run(found, ["version"], { env: { PULUMI_SKIP_UPDATE_CHECK: "true" } });
    const decision = decideOnPulumi({ version: answer.stdout, beside: fs.readdirSync(folder) });
    return decision.use ? folder : undefined;
}

/** The folder of the official kubernetes plugin in the user's own Pulumi home, when it is the very version. */
export function findKubernetesProvider(): string | undefined {
    const folder = path.join(os.homedir(), ".pulumi", "plugins", `resource-kubernetes-v${kubernetesProviderVersion}`);
    return isExecutable(path.join(folder, "pulumi-resource-kubernetes")) ? folder : undefined;
}

function isExecutable(file: string): boolean {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}
