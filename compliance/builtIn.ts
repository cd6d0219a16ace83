import type { Answer } from "../controls";

/** What the rules have to do with a control, for one engine. */
export interface RulesAbout {
    /** How many decide it. */
    readonly deciding: number;
    /** How often one of them had something to say. */
    readonly said: number;
}

/**
 * Whether the operator or the database meets a control by itself, as far as that was verified: no rule could find it switched off;
 * or those that could have seen nothing that does, and a test shows that it holds without.
 */
export function isBuiltIn(answer: Answer | undefined, { deciding, said }: RulesAbout): boolean {
    return (
        answer?.how === "native" &&
        answer.unverified === undefined &&
        said === 0 &&
        (deciding === 0 || answer.shownBy !== undefined)
    );
}
