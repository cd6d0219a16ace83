import { kubernetes } from "../kinds";
import { each, failAt, undecided, type Outcome } from "../outcome";
import { usersOfSecret } from "../postgres/roleSecrets";
import type { Rule } from "../rule";
import { secretEntries, type SecretEntry } from "../secretData";
import { hasVariable } from "../text";
import { tiedToDatabase } from "../ties";
import { commonPasswords } from "./commonPasswords";

export const rule: Rule = {
    id: "secret-weak-password",
    title: "A database's passwords are long and not guessed",
    controls: ["UM-3"],
    severity: "high",
    kinds: [kubernetes.secret],
    why: "Lists of common passwords are tried in seconds, and short ones fall to whoever gets hold of a hash.",
    fix: "Let the operator or a generator make the password: 24 random characters or more. Nobody has to remember it.",
    references: [
        {
            title: "UK National Cyber Security Centre: passwords, passwords everywhere (the 100,000 most common)",
            url: "https://www.ncsc.gov.uk/blog-post/passwords-passwords-everywhere",
            version: "April 2019",
        },
        {
            title: "NIST SP 800-63B: memorized secrets",
            url: "https://pages.nist.gov/800-63-3/sp800-63b.html",
            version: "revision 3",
        },
    ],
    check: (subject, estate) => {
        if (subject.read("type").text !== "kubernetes.io/basic-auth" && !tiedToDatabase(subject, estate)) {
            return [];
        }
        const entries = secretEntries(subject);
        // Of the password of a PostgreSQL role, postgres-weak-password asks more.
        const isElsewhere = usersOfSecret(subject, estate)?.isCertain === true;
        const isJudged = (key: string): boolean => isPassword(key) && !(isElsewhere && key === "password");
        return [
            ...entries.filter(({ key }) => isJudged(key)).flatMap((entry) => judge(entry, entries)),
            ...["data", "stringData"].flatMap((part) =>
                each(subject.read(part), (value, key) => (value.isUnknown && isJudged(key) ? [undecided(value)] : [])),
            ),
        ];
    },
};

/** Users of Percona's Secrets, whose keys are the users' names. */
const users = ["root", "xtrabackup", "monitor", "clustercheck", "proxyadmin", "pmmserver", "operator", "replication"];

function isPassword(key: string): boolean {
    return /password/i.test(key) || users.includes(key);
}

const shortest = 12;

function judge({ key, field, text }: SecretEntry, entries: readonly SecretEntry[]): readonly Outcome[] {
    if (text === undefined) {
        return field.isAbsent ? [failAt(field.path, `${field.name} is empty: ${wanted}`)] : [];
    }
    if (hasVariable(text)) {
        return [undecided(field, `${field.name} is a variable`)];
    }
    const password = text.replace(/\r?\n$/, "");
    const weakness =
        password === ""
            ? "is empty"
            : password === userBeside(key, entries)
              ? "is the user's name"
              : commonPasswords.has(password)
                ? "is one of the most common passwords"
                : password.length < shortest
                  ? `is shorter than ${shortest} characters`
                  : undefined;
    return weakness === undefined ? [] : [failAt(field.path, `${field.name} ${weakness}: ${wanted}`)];
}

const wanted = "give 24 random characters or more";

/** `username` beside `password`, `APP_USER` beside `APP_PASSWORD`; a Percona user's key is its name. */
function userBeside(key: string, entries: readonly SecretEntry[]): string | undefined {
    if (users.includes(key)) {
        return key;
    }
    const wanted = ["user", "username"].map((name) => key.toLowerCase().replace("password", name));
    return entries.find((entry) => entry.key !== key && wanted.includes(entry.key.toLowerCase()))?.text?.trim();
}
