import type { Field } from "../field";
import { onceForText } from "../once";
import { failAt, undecidedAt, type Advice, type Outcome } from "../outcome";
import type { Ternary } from "../ternary";

/** One value of ClickHouse's configuration, wherever it was written: a slash path, a nested mapping, or a file. */
export interface Setting {
    /** Steps from the root of the configuration: `["openSSL", "client", "verificationMode"]`, `["users", "app", "password"]`. */
    readonly keys: readonly string[];
    /** The value. Inside a file its path goes on below the file's. */
    readonly field: Field;
    /** Where a finding points: the value's own field, or the field of the file, or of the template, that it stands in. */
    readonly at: Field;
    /** What stands between them, in words; undefined when the value has a field of its own. */
    readonly within?: string;
    /** Written in a file under configuration.files. */
    readonly inFile: boolean;
    /** The value lies elsewhere: `valueFrom`, `from_env`. */
    readonly isReference: boolean;
    /** Taken out of the configuration: `_removed_`, or the attribute `remove`. */
    readonly removed: Ternary;
}

/** The keys as ClickHouse's own documentation writes them: `openSSL/client/verificationMode`. */
export function nameOf({ keys }: Setting): string {
    return keys.join("/");
}

/** Whether the keys begin with these; `*` stands for any one step. */
export function isBelow({ keys }: Setting, prefix: string): boolean {
    const steps = stepsOf(prefix);
    return steps.length <= keys.length && steps.every((step, index) => step === "*" || step === keys[index]);
}

/** Whether the keys are exactly these; `*` stands for any one step. */
export function isAt(setting: Setting, path: string): boolean {
    return setting.keys.length === stepsOf(path).length && isBelow(setting, path);
}

const stepsOf = onceForText((path): readonly string[] => path.split("/"));

export function lastKeyOf({ keys }: Setting): string {
    return keys.at(-1) ?? "";
}

/** A failure at the setting if so, nothing if not, and undecided where that cannot be known. */
export function failSettingWhen(truth: Ternary, setting: Setting, advice: Advice): readonly Outcome[] {
    if (truth === false) {
        return [];
    }
    const { at } = setting;
    const seen = `${placeOf(setting)} is ${advice.seen ?? shownOf(setting)}`;
    if (truth === true) {
        return [
            failAt(at.path, `${seen}: ${advice.wanted}`, advice.edits === undefined ? {} : { edits: advice.edits }),
        ];
    }
    return [undecidedAt(at.path, `${placeOf(setting)} is ${shownOf(setting)}`)];
}

/** Where the setting stands, in words: `http_port in spec.configuration.files["ports.xml"]`. */
export function placeOf(setting: Setting): string {
    return setting.within === undefined ? setting.at.name : `${nameOf(setting)} in ${setting.within}`;
}

function shownOf({ field, isReference }: Setting): string {
    return isReference ? "read from elsewhere" : field.shown;
}
