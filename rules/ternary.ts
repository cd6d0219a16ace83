/** What a question about a value that may not be known yet can be answered with. */
export type Ternary = boolean | "unknown";

/** True when all are, false as soon as one is: an unknown does not matter where another answer decides. */
export function all(...answers: readonly Ternary[]): Ternary {
    if (answers.includes(false)) {
        return false;
    }
    return answers.includes("unknown") ? "unknown" : true;
}

/** True as soon as one is, false when all are. */
export function any(...answers: readonly Ternary[]): Ternary {
    if (answers.includes(true)) {
        return true;
    }
    return answers.includes("unknown") ? "unknown" : false;
}

export function not(answer: Ternary): Ternary {
    return answer === "unknown" ? answer : !answer;
}
