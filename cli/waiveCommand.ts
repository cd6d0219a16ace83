import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { rules } from "../rules";
import { fromPolicyExceptions, readWaiverFile, toPolicyExceptions, type Waiver } from "../waivers";
import { addWaiver } from "../waivers/add";

export interface WaiveFlags {
    readonly reason?: string;
    readonly owner?: string;
    readonly expires?: string;
    readonly ticket?: string;
    readonly path?: string;
    readonly file: string;
    readonly toPulumi?: boolean;
    readonly fromPulumi?: string;
}

/** What a run prints: `out` is its result, `notes` are for people beside it. */
export interface Waived {
    readonly out: string;
    readonly notes: string;
}

const knownRules = rules.map(({ id }) => id);

/** Adds a waiver, or converts the file from or to Pulumi's form. Refusals throw, and then nothing is written. */
export function waiveCommand(rule: string | undefined, resource: string | undefined, flags: WaiveFlags): Waived {
    if (flags.toPulumi === true) {
        return toPulumi(flags.file);
    }
    if (flags.fromPulumi !== undefined) {
        return fromPulumi(flags.fromPulumi, flags);
    }
    const missing = [
        ...(rule === undefined ? ["RULE (which finding: hardened-db audit names it)"] : []),
        ...(resource === undefined ? ["RESOURCE (Kind/namespace/name, or a Pulumi URN)"] : []),
        ...(isBlank(flags.reason) ? ["--reason (why it is accepted)"] : []),
        ...(isBlank(flags.owner) ? ["--owner (who answers for it)"] : []),
        ...(isBlank(flags.expires) ? ["--expires (last day, YYYY-MM-DD)"] : []),
    ];
    if (missing.length > 0) {
        throw new Error(`a waiver needs also:\n${missing.map((each) => `  ${each}`).join("\n")}`);
    }
    const { reason = "", owner = "", expires = "", ticket, path, file } = flags;
    const waiver: Waiver = {
        rule: rule ?? "",
        resource: resource ?? "",
        reason,
        owner,
        expires,
        ...(ticket === undefined ? {} : { ticket }),
        ...(path === undefined ? {} : { path }),
    };
    writeFileSync(file, added(textOf(file), waiver));
    return { out: "", notes: `${file}: ${waiver.rule} on ${waiver.resource} is accepted until ${expires}.\n` };
}

function added(text: string, waiver: Waiver): string {
    const result = addWaiver(text, waiver, { knownRules, now: new Date() });
    if ("problems" in result) {
        throw new Error(
            `the waiver of ${waiver.rule} on ${waiver.resource} was not added:\n${asList(result.problems)}`,
        );
    }
    return result.text;
}

function toPulumi(file: string): Waived {
    const { waivers, problems } = readWaiverFile(textOf(file), file, { knownRules });
    if (problems.length > 0) {
        const lines = problems.map(({ place, message }) => `${place.file}:${place.line ?? 1}: ${message}`);
        throw new Error(`the waiver file has to be put right first:\n${asList(lines)}`);
    }
    const { content, losses } = toPolicyExceptions(waivers, new Date());
    const notes = losses.map(
        ({ waiver, isExported, message }) =>
            `${waiver.rule} on ${waiver.resource}: ${isExported ? "" : "left out: "}${message}\n`,
    );
    return { out: `${JSON.stringify(content, null, 2)}\n`, notes: notes.join("") };
}

function fromPulumi(source: string, { file, owner, expires }: WaiveFlags): Waived {
    const imported = fromPolicyExceptions(readFileSync(source, "utf8"), {
        knownRules,
        ...(owner === undefined ? {} : { owner }),
        ...(expires === undefined ? {} : { expires }),
    });
    if (imported.problems.length > 0) {
        const lines = imported.problems.map(({ exception, message }) =>
            exception === "" ? message : `${exception}: ${message}`,
        );
        throw new Error(`${source}: nothing was taken over:\n${asList(lines)}`);
    }
    const text = imported.waivers.reduce(added, textOf(file));
    writeFileSync(file, text);
    const notes = imported.losses.map(({ exception, message }) => `${exception}: ${message}\n`).join("");
    const { length } = imported.waivers;
    return { out: "", notes: `${notes}${file}: ${length} ${length === 1 ? "waiver" : "waivers"} added.\n` };
}

function textOf(file: string): string {
    return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function isBlank(text: string | undefined): boolean {
    return text === undefined || text.trim() === "";
}

function asList(lines: readonly string[]): string {
    return lines.map((line) => `  ${line}`).join("\n");
}
