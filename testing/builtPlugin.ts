import { startFakeEngine, type ConstructRequest, type FakeEngine, type Run } from "./fakeEngine";

/**
 * The built plugin for the tests of one `describe`, started before and ended after them.
 * A construct takes a second or two on a busy machine, so a `describe` that uses this wants `this.timeout(60_000)`.
 */
export function builtPlugin(): (request: ConstructRequest) => Promise<Run> {
    let engine: FakeEngine | undefined;
    before(async () => {
        engine = await startFakeEngine();
    });
    after(async () => {
        await engine?.close();
    });
    return (request) => {
        if (engine === undefined) {
            throw new Error("the plugin is started before the tests: construct inside `it` or `before`");
        }
        return engine.construct(request);
    };
}
