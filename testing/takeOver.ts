import assert from "node:assert/strict";
import { join } from "node:path";
import type { Stage } from "../sandbox/stage";
import { otherLanguages, preparedProgram } from "./programs";
import { changedNoResource, type ProgramFolder, type TestStack } from "./stack";

/** A stack that the program of an example in TypeScript has brought up. */
export interface BroughtUp {
    /** The folder of the example, which has a folder for each other language. */
    readonly folder: string;
    readonly stage: () => Stage;
    readonly stack: () => TestStack;
    /** What its program tells, in a form that is the same in each language. Default: its outputs. */
    readonly outputs?: () => Promise<unknown>;
}

/** The example's programs in the other languages take the stack over, one after the other, and change nothing. */
export function otherLanguagesTakeOver({ folder, stage, stack, outputs = () => stack().outputs() }: BroughtUp): void {
    for (const language of otherLanguages) {
        describe(`when the program in ${language} takes over`, () => {
            let program: ProgramFolder;
            let told: unknown;

            before("it is compiled, or given the packages that it needs", async function () {
                this.timeout(30 * 60_000);
                program = await preparedProgram(join(folder, language), stage().directory);
                told = await outputs();
            });

            it("is changed by nothing: the same resources from the same inputs", async () => {
                stack().rewrite(program);
                changedNoResource(await stack().up());
            });

            it("tells the same", async () => {
                assert.deepEqual(await outputs(), told);
            });
        });
    }
}
