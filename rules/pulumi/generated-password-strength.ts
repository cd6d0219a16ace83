import { cloudTied } from "../cloudTies";
import { failWhen, undecided } from "../outcome";
import type { Rule } from "../rule";
import { numberOf } from "../text";

/** Letters and digits alone give 24 characters 142 bits. */
const shortest = 24;

export const rule: Rule = {
    id: "generated-password-strength",
    title: "A generated password of a database has at least 24 characters",
    controls: ["UM-1", "UM-3"],
    severity: "high",
    kinds: ["random:index/randomPassword:RandomPassword"],
    why: "Whoever gets a password's hash, from a backup or a log, guesses short ones without asking the database.",
    fix: "Set length to 24 or more. Nobody types a generated password, so that a longer one costs nothing; a changed length makes a new one.",
    references: [
        {
            title: "Pulumi Random: RandomPassword",
            url: "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/",
            version: "@pulumi/random 4.21.2",
        },
    ],
    check: (subject, estate) => {
        const length = subject.read("length");
        const count = numberOf(length);
        if (!cloudTied(subject, estate) || count === undefined) {
            return [];
        }
        return count === "unknown"
            ? [undecided(length)]
            : failWhen(count < shortest, length, { wanted: `write ${shortest} or more` });
    },
};
