import assert from "node:assert/strict";
import { startDirectory, type Directory, type DirectoryPlan } from "./directory";

/** A directory for the tests of one `describe`, ended and removed after the last one. Its plan is made when they begin. */
export function directoryForTests(plan: () => DirectoryPlan | Promise<DirectoryPlan>): () => Directory {
    let running: Directory | undefined;
    before("a directory starts", async function () {
        // With an empty cache the distribution's packages are fetched.
        this.timeout(10 * 60_000);
        running = await startDirectory(await plan());
    });
    after("the directory ends", async () => {
        await running?.stop();
    });
    return () => running ?? assert.fail("the directory runs");
}
