import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { schemaProblems } from "../audit/schemaProblems";
import { rules } from "../rules";
import type { EstateOptions } from "../rules/estate";
import type { Severity } from "../rules/rule";
import { readWaiverFile, type Reading } from "../waivers";
import { packName, packSettings, policies, ruleSettings, type Level } from "./policies";

/** What the engine hands over for one policy, its defaults filled in. */
export interface Written {
    readonly level: Level;
    readonly settings: Settings;
}

export interface Configuration {
    readonly levels: ReadonlyMap<string, Level>;
    readonly severities: ReadonlyMap<string, Severity>;
    /** Why a policy is not as the pack has it. */
    readonly reasons: ReadonlyMap<string, string>;
    readonly trustAnnotations: boolean;
    readonly failOnUnknown: boolean;
    readonly waivers: Reading;
    readonly estate: Pick<EstateOptions, "scope" | "selectors">;
}

/** Names everything that is wrong, a line each. */
export class ConfigurationError extends Error {
    constructor(problems: readonly string[]) {
        super(`the policy pack's configuration cannot be used:\n${problems.map((each) => `  ${each}`).join("\n")}`);
        this.name = "ConfigurationError";
    }
}

type Settings = Readonly<Record<string, unknown>>;

interface RuleSettings {
    readonly severity?: Severity;
    readonly reason?: string;
}

interface PackSettings extends Pick<EstateOptions, "scope"> {
    readonly trustAnnotations?: boolean;
    readonly failOnUnknown?: boolean;
    readonly waivers?: string;
    readonly selectors?: readonly { readonly labels: Readonly<Record<string, string>> }[];
}

/** What a waiver may name. */
export const knownRules: readonly string[] = rules.map(({ id }) => id);

const nothing: Reading = { waivers: [], problems: [] };

export const defaults: Configuration = {
    levels: new Map(policies.map(({ name, level }) => [name, level])),
    severities: new Map(),
    reasons: new Map(),
    trustAnnotations: false,
    failOnUnknown: false,
    waivers: nothing,
    estate: {},
};

/** `folder`: what the path of the waiver file is relative to. Throws a ConfigurationError. */
export function configurationOf(written: ReadonlyMap<string, Written>, folder: string): Configuration {
    const problems: string[] = [];
    const levels = new Map(defaults.levels);
    const severities = new Map<string, Severity>();
    const reasons = new Map<string, string>();
    let pack: PackSettings = {};
    for (const [name, { level, settings }] of written) {
        // The engine has given its level to every policy, and still hands it over.
        if (name === "all") {
            continue;
        }
        if (!policies.some((policy) => policy.name === name)) {
            problems.push(`${name}: there is no policy of this name; write a rule's id as a finding shows it, or all`);
        } else if (name === packName) {
            pack = ofPack(settings, problems);
        } else {
            const { severity, reason } = ofRule(name, settings, problems);
            levels.set(name, level);
            if (severity !== undefined) {
                severities.set(name, severity);
            }
            if (reason !== undefined) {
                reasons.set(name, reason);
            }
        }
    }
    const path = written.get(packName)?.settings["waivers"];
    const waivers = typeof path === "string" ? readWaivers(path, folder, problems) : nothing;
    if (problems.length > 0) {
        // The engine hands the policies over in any order.
        throw new ConfigurationError(problems.toSorted());
    }
    const { trustAnnotations = false, failOnUnknown = false, scope, selectors } = pack;
    return {
        levels,
        severities,
        reasons,
        trustAnnotations,
        failOnUnknown,
        waivers,
        estate: {
            ...(scope === undefined ? {} : { scope }),
            ...(selectors === undefined ? {} : { selectors: selectors.map(({ labels }) => labels) }),
        },
    };
}

function readWaivers(path: string, folder: string, problems: string[]): Reading {
    const file = resolve(folder, path);
    if (!existsSync(file) || statSync(file).isDirectory()) {
        problems.push(
            `${packName}.waivers is ${JSON.stringify(path)}: there is no such file in ${folder}; write its path from there, or an absolute one`,
        );
        return nothing;
    }
    return readWaiverFile(readFileSync(file, "utf8"), path, { knownRules });
}

/** Compiled at the first use: most packs are configured with nothing of their own. */
let ruleValidator: ValidateFunction<RuleSettings> | undefined;
let packValidator: ValidateFunction<PackSettings> | undefined;

function ofRule(name: string, settings: Settings, problems: string[]): RuleSettings {
    ruleValidator ??= compile<RuleSettings>(ruleSettings);
    return checked(ruleValidator, name, settings, problems);
}

function ofPack(settings: Settings, problems: string[]): PackSettings {
    packValidator ??= compile<PackSettings>(packSettings);
    return checked(packValidator, packName, settings, problems);
}

function compile<Checked>(properties: object): ValidateFunction<Checked> {
    const schema = { type: "object", description: "its settings", additionalProperties: false, properties };
    return new Ajv({ allErrors: true, verbose: true, strict: true }).compile<Checked>(schema);
}

/** What the policy's schema lets through; else nothing, and the problems. */
function checked<Checked>(
    validate: ValidateFunction<Checked>,
    name: string,
    settings: Settings,
    problems: string[],
): Checked | Record<string, never> {
    if (validate(settings)) {
        return settings;
    }
    const found = schemaProblems(validate.errors ?? [], "the policy");
    problems.push(...found.map(({ message }) => `${name}.${message}`));
    return {};
}
