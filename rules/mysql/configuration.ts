import { oncePerSubject, type Estate } from "../estate";
import { Field } from "../field";
import { undecided, type Outcome } from "../outcome";
import { configurationText, isUnreadable, type ConfigurationText, type Unreadable } from "../percona.configuration";
import type { Subject } from "../subject";
import type { Ternary } from "../ternary";
import { oneOf } from "../text";
import { unknownValue } from "../value";
import { readOptionFile, type OptionFile, type ServerOption } from "./optionFile";

/** The server's own options in `pxc.configuration`, or in the Secret or ConfigMap that the operator reads in its place. */
export interface MysqlConfiguration {
    readonly source: ConfigurationText;
    readonly file: OptionFile;
    /** Its last setting, a switch without a value as ON; unknown where it is absent and may stand where a variable does. */
    readonly option: (name: string) => Field;
}

/** Judges the configuration; undecided where it cannot be read. */
export function whenConfigured(
    subject: Subject,
    estate: Estate,
    judge: (configuration: MysqlConfiguration) => readonly Outcome[],
): readonly Outcome[] {
    const read = configurationOf(subject, estate);
    return isUnreadable(read) ? [undecided(read.at, read.problem)] : judge(read);
}

const configurationOf = oncePerSubject((subject, estate): MysqlConfiguration | Unreadable => {
    const at = subject.read("spec.pxc.configuration");
    const source = configurationText(subject, estate, at, `${subject.name}-pxc`);
    if (isUnreadable(source)) {
        return source;
    }
    const file = readOptionFile(source.text);
    if (typeof file === "string") {
        return { at, problem: `${source.where} cannot be read as an option file: ${file}` };
    }
    return {
        source,
        file,
        option: (name) => {
            const values = file.options.flatMap((option) => settingOf(option, name) ?? []);
            const missing = file.open ? unknownValue : undefined;
            return new Field(at.path, values.at(-1) ?? missing, source.secret);
        },
    };
});

/** What the line makes of the option of that name; undefined when it speaks of another. */
function settingOf({ name, value }: ServerOption, wanted: string): string | undefined {
    return new Map([
        [wanted, value ?? "ON"],
        [`enable_${wanted}`, "ON"],
        [`skip_${wanted}`, "OFF"],
        [`disable_${wanted}`, "OFF"],
    ]).get(name);
}

/** On as MySQL reads a switch; every other word is off. */
export function isOn(option: Field): Ternary {
    return oneOf(option, ["on", "1", "true"]);
}
