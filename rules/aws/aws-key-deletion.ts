import { cloudTied } from "../cloudTies";
import { aws } from "../kinds";
import { fail, failAt, undecided, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { PulumiResource, Subject } from "../subject";
import { numberOf } from "../text";

/** The longest that KMS offers, and its default. */
const longestWindow = 30;

export const rule: Rule = {
    id: "aws-key-deletion",
    title: "A KMS key of a database cannot be lost with its stack",
    controls: ["ED-1"],
    severity: "medium",
    kinds: [aws.key],
    why: "Once a key is deleted, every backup and volume that it encrypted is unreadable for good. A stack that is destroyed or a resource that is renamed schedules that deletion, and the window is the time there is to notice.",
    fix: "Leave deletionWindowInDays out or write 30, and set the resource option protect (a destroy then stops) or retainOnDelete (the key stays when the stack goes).",
    references: [
        {
            title: "AWS KMS: delete keys",
            url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Pulumi: the option protect",
            url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
            version: "Pulumi 3.248",
        },
    ],
    check: (subject, estate) =>
        cloudTied(subject, estate) ? [...shortWindow(subject), ...losableWithStack(subject.pulumi)] : [],
};

function shortWindow({ read }: Subject): readonly Outcome[] {
    const window = read("deletionWindowInDays");
    const days = numberOf(window);
    if (days === "unknown") {
        return [undecided(window)];
    }
    return days !== undefined && days < longestWindow
        ? [fail(window, { wanted: `write ${longestWindow}, or leave it out` })]
        : [];
}

/** Not inputs, but options of the resource: what a source does not show is undefined. */
function losableWithStack({
    protect,
    retainOnDelete,
}: Pick<PulumiResource, "protect" | "retainOnDelete"> = {}): readonly Outcome[] {
    if (protect === true || retainOnDelete === true) {
        return [];
    }
    return protect === undefined || retainOnDelete === undefined
        ? [undecidedAt([], "whether the key is protected or retained on delete cannot be seen here")]
        : [failAt([], "the key is neither protected nor retained on delete: set the option protect to true")];
}
