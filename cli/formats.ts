import { reporters, type Format } from "../audit/reports";

const formats = Object.keys(reporters) as readonly Format[];

/** A report format, and where it goes. */
export interface Target {
    readonly format: Format;
    /** Absent for standard output. */
    readonly file?: string;
}

/** `["text", "sarif=out.sarif"]` to targets; throws for an unknown format or two of them on standard output. */
export function targetsOf(values: readonly string[]): readonly Target[] {
    const targets = values.map((value) => {
        const [name = "", ...rest] = value.split("=");
        const file = rest.join("=");
        const format = formats.find((each) => each === name);
        if (format === undefined) {
            throw new Error(
                `--format ${value}: there is no format ${JSON.stringify(name)}; write one of ${formats.join(", ")}`,
            );
        }
        if (rest.length > 0 && file === "") {
            throw new Error(`--format ${value}: write a file name behind the equals sign, or leave both out`);
        }
        return file === "" ? { format } : { format, file };
    });
    const printed = targets.filter((target) => !("file" in target));
    if (printed.length > 1) {
        const names = printed.map(({ format }) => format);
        throw new Error(
            `--format ${names.join(" and --format ")} would both go to standard output; send all but one into files: --format ${names.at(-1) ?? ""}=FILE`,
        );
    }
    return targets.length === 0 ? [{ format: "text" }] : targets;
}
