import { examplesOf } from "./examples";
import { judgeOne } from "./judge";
import { formatPath } from "./path";
import type { Rule } from "./rule";

/**
 * What the rules of a folder say of their failing and undecided examples, as text: kept beside them as `recorded.txt`,
 * so that a change of any message is seen and read.
 */
export function recordOf(rules: readonly Rule[]): string {
    return rules
        .map((rule) => {
            const lines = examplesOf(rule)
                .filter(({ expectation }) => expectation !== "pass")
                .flatMap(({ expectation, number, title, estate }) => [
                    `  ${expectation} ${number}: ${title}`,
                    ...estate.subjects
                        .filter((subject) => subject.is(...rule.kinds))
                        .flatMap((subject) => judgeOne(rule, subject, estate).outcomes)
                        .map(
                            (outcome) =>
                                `    ${outcome.verdict}${"severity" in outcome ? ` ${outcome.severity}` : ""} [${formatPath(outcome.path)}] ${outcome.message}${
                                    "edits" in outcome ? ` | ${JSON.stringify(outcome.edits)}` : ""
                                }`,
                        ),
                ]);
            return [rule.id, ...lines].join("\n");
        })
        .join("\n\n")
        .concat("\n");
}
