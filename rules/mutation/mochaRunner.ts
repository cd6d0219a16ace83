import type { InstrumenterContext } from "@stryker-mutator/api/core";
import {
    determineHitLimitReached,
    DryRunStatus,
    MutantRunStatus,
    toMutantRunResult,
    type DryRunOptions,
    type DryRunResult,
    type MutantRunOptions,
    type MutantRunResult,
    type TestRunner,
    type TestRunnerCapabilities,
} from "@stryker-mutator/api/test-runner";
import { LoadedTests } from "./loadedTests";

declare global {
    /** Where instrumented code looks which mutant is on, and writes what it has run through. */
    var __stryker__: InstrumenterContext | undefined;
}

/**
 * Runs the tests for StrykerJS over Mocha's own interface: @stryker-mutator/mocha-runner 9 reaches into files that Mocha 12
 * has moved. It also can load the code anew in the same process. Mutants of what is made when a file is loaded (tables,
 * regular expressions) need that, and a process for each takes seconds.
 */
export class ReloadingMochaRunner implements TestRunner {
    private readonly context: InstrumenterContext = (globalThis.__stryker__ ??= {});
    private loaded: LoadedTests | undefined;

    capabilities(): TestRunnerCapabilities {
        return { reloadEnvironment: true };
    }

    async dryRun({ disableBail }: DryRunOptions): Promise<DryRunResult> {
        const { context } = this;
        const tests = await this.load().run({
            bail: !disableBail,
            before: (title) => {
                context.currentTestId = title;
            },
        });
        delete context.currentTestId;
        return { status: DryRunStatus.Complete, tests, mutantCoverage: context.mutantCoverage ?? noCoverage };
    }

    async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
        const { activeMutant, mutantActivation, reloadEnvironment, hitLimit, disableBail } = options;
        const { context } = this;
        if (reloadEnvironment) {
            this.loaded = undefined;
        }
        setHitLimit(context, hitLimit);
        if (mutantActivation === "static") {
            context.activeMutant = activeMutant.id;
        } else {
            delete context.activeMutant;
        }
        try {
            const loaded = this.load();
            context.activeMutant = activeMutant.id;
            const only = options.testFilter ?? loaded.titlesThatReach(options.sandboxFileName);
            const tests = await loaded.run({ bail: !disableBail, ...(only && { only }) });
            const timeout = determineHitLimitReached(context.hitCount, context.hitLimit);
            return toMutantRunResult(timeout ?? { status: DryRunStatus.Complete, tests });
        } catch (problem) {
            // Not even the files load with this mutant: no test could miss it.
            this.loaded = undefined;
            return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: String(problem), nrOfTests: 0 };
        }
    }

    private load(): LoadedTests {
        return (this.loaded ??= new LoadedTests(process.cwd()));
    }
}

const noCoverage = { static: {}, perTest: {} };

function setHitLimit(context: InstrumenterContext, hitLimit: number | undefined): void {
    if (hitLimit === undefined) {
        delete context.hitLimit;
        delete context.hitCount;
    } else {
        context.hitLimit = hitLimit;
        context.hitCount = 0;
    }
}
