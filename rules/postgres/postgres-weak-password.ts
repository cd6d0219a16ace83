import { kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { secretEntries, type SecretEntry } from "../secretData";
import { hasVariable } from "../text";
import { manual, page, source } from "./references";
import { usersOfSecret } from "./roleSecrets";

export const rule: Rule = {
    id: "postgres-weak-password",
    title: "The passwords of PostgreSQL's roles are long, mixed and not made of the user's name",
    controls: ["UM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [kubernetes.secret],
    scope: "estate",
    why: "PostgreSQL takes any password and counts no failed logins: a short or simple one falls to whoever can reach the port and try, and in hours to whoever gets hold of its verifier.",
    fix: "Let a generator make it: 24 random characters or more. Where people type it, take 16 or more of at least three kinds (lower case, upper case, digits, others), without the user's name. Change the Secret; the operator sets the role's password from it.",
    references: [
        page("declarative_role_management", "role management, passwords"),
        source("internal/management/controller/roles/runnable.go", "how a Secret becomes a role's password"),
        manual("passwordcheck", "passwordcheck, and why it cannot judge what comes hashed"),
    ],
    check: (subject, estate) => {
        const login = usersOfSecret(subject, estate);
        if (login === undefined) {
            return [];
        }
        const entries = secretEntries(subject);
        const users = [
            ...login.users,
            ...entries.filter(({ key }) => key === "username").flatMap(({ text }) => text?.trim() ?? []),
        ];
        const outcomes = [
            ...entries.filter(({ key }) => key === "password").flatMap((entry) => judge(entry, users)),
            ...["data", "stringData"].flatMap((part) =>
                each(subject.read(part), (value, key) =>
                    value.isUnknown && key === "password" ? [undecided(value)] : [],
                ),
            ),
        ];
        return login.isCertain ? outcomes : outcomes.map(undecidedToo);
    },
};

/** Where the role's reference to its Secret is not known, no weakness is certain. */
function undecidedToo({ path, message }: Outcome): Outcome {
    return { verdict: "unknown", path, message: `${message}; whether a role names this Secret is not known yet` };
}

function judge({ field, text }: SecretEntry, users: readonly string[]): readonly Outcome[] {
    if (field.isAbsent) {
        return [failAt(field.path, `${field.name} is empty: ${wanted}`)];
    }
    if (text === undefined || isVerifier(text)) {
        return [];
    }
    if (hasVariable(field.text ?? "")) {
        return [undecided(field, `${field.name} is a variable`)];
    }
    const weakness = weaknessOf(text, users);
    return weakness === undefined ? [] : [failAt(field.path, `${field.name} ${weakness}: ${wanted}`)];
}

const wanted = "give 24 random characters or more";

/** What PostgreSQL would store as it is: the password itself is not to be seen. */
function isVerifier(text: string): boolean {
    return /^\s*SCRAM-SHA-256\$\d+:[^$]+\$[^:]+:\S+\s*$/.test(text);
}

/** So many characters do without several kinds, and without what the user's name adds. */
const longEnough = 24;
const shortest = 16;

function weaknessOf(secret: string, users: readonly string[]): string | undefined {
    // As the operator reads it.
    const password = secret.trim();
    const length = lengthOf(password);
    const folded = password.toLowerCase();
    const names = users.map((user) => user.toLowerCase()).filter((user) => user !== "");
    if (names.includes(folded)) {
        return "is the user's name";
    }
    if (length < shortest) {
        return `has fewer than ${shortest} characters`;
    }
    if (length < longEnough && kindsOf(password) < 3) {
        return "has fewer than three kinds of characters (lower case, upper case, digits, others)";
    }
    // A long random one may hold a short name by chance: what stands beside the name decides.
    return names.some((name) => folded.includes(name) && lengthOf(folded.replaceAll(name, "")) < longEnough)
        ? "holds the user's name"
        : undefined;
}

function lengthOf(text: string): number {
    return Array.from(text).length;
}

function kindsOf(password: string): number {
    return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
}
