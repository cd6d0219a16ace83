import { kubernetes } from "../kinds";
import { failAt, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { secretEntries, type SecretEntry } from "../secretData";
import { references } from "./references";

/** What the operator's bundle and its documentation write into the Secret. */
const published = ["clickhouse_operator_password", "chpassword"];

export const rule: Rule = {
    id: "clickhouse-operator-password",
    title: "The operator's login has a password of its own",
    controls: ["UM-1"],
    severity: "critical",
    engine: "clickhouse",
    kinds: [kubernetes.secret],
    why: "The password in the operator's bundle is the same for everybody. Its login may create users, read every table and show every secret of the server.",
    fix: "Put a random password into the operator's Secret, then restart the operator.",
    references: [references.hardening],
    check: (subject) => [
        ...["data", "stringData"].flatMap((part) => {
            const field = subject.read(part);
            return field.isUnknown ? [undecided(field)] : [];
        }),
        ...secretEntries(subject).flatMap(judge),
    ],
};

function judge({ field, text }: SecretEntry): readonly Outcome[] {
    if (field.isUnknown) {
        return [undecided(field)];
    }
    if (text === undefined) {
        return [];
    }
    // A variable passes: every templated Secret has them, and one that stands for a value that all know is not to be expected.
    return published.includes(text.trim())
        ? [failAt(field.path, `${field.name} is the password that the operator's bundle publishes: write a random one`)]
        : [];
}
