import type { Estate } from "./estate";
import type { Field } from "./field";
import { kubernetes } from "./kinds";
import { failAt, undecided, type Outcome } from "./outcome";
import { secretEntries } from "./secretData";
import type { Subject } from "./subject";
import type { Ternary } from "./ternary";

/** The text of a server's configuration, as Percona's operators find it. */
export interface ConfigurationText {
    /** The field of the custom resource that findings point at. */
    readonly at: Field;
    /** Where the text stands: that field, or a Secret or ConfigMap. */
    readonly where: string;
    readonly text: string;
    readonly secret: boolean;
}

/** Why nothing can be said of a configuration. */
export interface Unreadable {
    readonly at: Field;
    readonly problem: string;
}

export function isUnreadable(read: object): read is Unreadable {
    return "problem" in read;
}

/**
 * A Secret of the server's name counts before the custom resource's own field, and that before a ConfigMap of the same name
 * (getCustomConfig of the operator for MongoDB 1.22.0, getConfigVolume of that for MySQL 1.19.0; both write the field into the
 * ConfigMap). None at all is the empty text.
 */
export function configurationText(
    subject: Subject,
    estate: Estate,
    at: Field,
    name: string,
): ConfigurationText | Unreadable {
    const secret = estate.find(kubernetes.secret, subject.namespace, name);
    if (secret !== undefined) {
        return joined(
            at,
            `Secret ${name}`,
            secretEntries(secret),
            [secret.read("data"), secret.read("stringData")],
            true,
        );
    }
    if (at.isUnknown) {
        return { at, problem: `${at.name} is not known yet` };
    }
    if (!at.isAbsent && at.text === undefined) {
        return { at, problem: `${at.name} is ${at.shown}, not text` };
    }
    const configMap = estate.find(kubernetes.configMap, subject.namespace, name);
    if ((at.text ?? "").trim() === "" && configMap !== undefined) {
        const data = configMap.read("data");
        const files = data.entries.map(([, field]) => ({ text: field.text }));
        return joined(at, `ConfigMap ${name}`, files, [data], false);
    }
    return { at, where: at.name, text: at.text ?? "", secret: at.secret };
}

function joined(
    at: Field,
    where: string,
    files: readonly { readonly text: string | undefined }[],
    holders: readonly Field[],
    secret: boolean,
): ConfigurationText | Unreadable {
    const texts = files.map(({ text }) => text);
    // A Secret may be in sight without its data.
    return texts.length === 0 || texts.includes(undefined) || holders.some((holder) => holder.isUnknown)
        ? { at, problem: `${where} is not known yet` }
        : { at, where, text: texts.join("\n"), secret };
}

/** Why an option is not known that is not written: a variable, or what an output will be, may bring it. */
export function unseen(where: string, option: string): string {
    return `${where} holds what is not known where ${option} may stand`;
}

export interface OptionAdvice {
    /** The option, as its server names it. */
    readonly option: string;
    readonly wanted: string;
    /** What the server takes when the option is absent; shown then. */
    readonly default?: string;
}

/** A failure at the configuration, in words that name the option. */
export function failWhenOption(
    truth: Ternary,
    { at, where }: Pick<ConfigurationText, "at" | "where">,
    value: Field,
    { option, wanted, ...advice }: OptionAdvice,
): readonly Outcome[] {
    if (truth === false) {
        return [];
    }
    const fallback = advice.default === undefined ? "" : ` (default ${advice.default})`;
    const seen = value.isAbsent
        ? `${where} does not set ${option}${fallback}`
        : `${where} sets ${option}${value.secret ? "" : ` to ${value.shown}`}`;
    return truth === true
        ? [failAt(at.path, `${seen}: ${wanted}`)]
        : [undecided(at, value.state === "known" ? seen : unseen(where, option))];
}

/** All failures; without one, the first thing that is not known: one variable may bring every option. */
export function failuresOrFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
    const failures = outcomes.filter(({ verdict }) => verdict === "fail");
    return failures.length > 0 ? failures : outcomes.slice(0, 1);
}
