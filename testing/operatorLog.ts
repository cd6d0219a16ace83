import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textAt } from "../sandbox/json";
import type { Stage } from "../sandbox/stage";

/**
 * What the operator of a Deployment called an error while it worked on objects of a name, each error once. An update that came too late
 * (the API server's 409) is none: every controller tries again.
 */
export function operatorErrors(
    stage: Pick<Stage, "logs">,
    operator: { namespace: string; name: string },
    about: string,
): string[] {
    const log = join(stage.logs, "operators", `${operator.namespace}.${operator.name}.manager.log`);
    const errors = readFileSync(log, "utf8")
        .split("\n")
        // The last line may be half written.
        .filter((line) => line.endsWith("}") && line.includes('"level":"error"'))
        .map((line): unknown => JSON.parse(line))
        .filter((line) => textAt(line, "name") === about)
        .map((line) => textAt(line, "error") ?? textAt(line, "msg") ?? "");
    return [...new Set(errors)].filter((error) => !error.includes("the object has been modified"));
}
