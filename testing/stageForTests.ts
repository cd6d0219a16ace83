import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiAccess } from "../sandbox/api-client";
import { openStage, type Stage, type StageOptions } from "../sandbox/stage";

export interface TestStage {
    /** Fails before the hooks ran. */
    stage: () => Stage;
    /** As an administrator. */
    access: () => ApiAccess;
    /** What happened to the operators, a line an event. */
    log: string[];
}

/**
 * A stage for the tests of one `describe`, with real operators unless they are not wanted: opened before the first, closed and removed
 * after the last.
 */
export function stageForTests({
    operators = true,
    definitions = true,
}: Partial<Pick<StageOptions, "operators" | "definitions">> = {}): TestStage {
    const log: string[] = [];
    let opened: Stage | undefined;
    const stage = (): Stage => {
        assert.ok(opened !== undefined, "the stage is open");
        return opened;
    };
    before("a stage opens", async function () {
        // With an empty cache the toolchain is built.
        this.timeout(30 * 60_000);
        const directory = mkdtempSync(join(tmpdir(), "hardened-db-test-"));
        opened = await openStage({ directory, operators, definitions, log: (line) => log.push(line) });
    });
    after("the stage closes", async function () {
        this.timeout(60_000);
        if (opened !== undefined) {
            await opened.close();
            rmSync(opened.directory, { recursive: true, force: true });
        }
    });
    return { stage, access: () => stage().controlPlane.access, log };
}

/** Asks until there is an answer, and fails with what was last seen when there is none in time. */
export async function until<T>(
    what: string,
    look: () => Promise<T | undefined> | T | undefined,
    { seconds = 60, seen = () => "" }: { seconds?: number; seen?: () => string } = {},
): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        const found = await look();
        if (found !== undefined) {
            return found;
        }
        assert.ok(Date.now() < deadline, `${what} within ${seconds} s; ${seen()}`);
        await sleep(250);
    }
}
