import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { at, isRecord } from "../sandbox/json";
import type { Stage } from "../sandbox/stage";
import { goEnvironment } from "./programs";
import { createStack, type StackPlan, type TestStack } from "./stack";

/** A stack of a program that people copy, with the settings that it has for the sandbox; nothing is brought up yet. */
export function exampleStack(
    stage: Stage,
    project: "hardened-db-quickstart" | "hardened-db-aws",
    folder: string,
    more: Pick<StackPlan, "plugin"> = {},
): Promise<TestStack> {
    const file = join(folder, "Pulumi.sandbox.yaml");
    const config = at(parse(readFileSync(file, "utf8")), "config");
    assert.ok(isRecord(config), `${file} has a config`);
    return createStack(stage, {
        project,
        stack: "sandbox",
        program: { folder, runtime: "nodejs" },
        config,
        env: goEnvironment,
        ...more,
    });
}
