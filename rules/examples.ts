import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CORE_SCHEMA, load, mergeTag } from "js-yaml";
import { Estate } from "./estate";
import type { Rule } from "./rule";
import { Subject, type PulumiResource } from "./subject";
import { SecretValue, unknownValue } from "./value";

/** What a rule's examples show. `unknown` ones are there where a rule has more to say of unknowns than any other. */
export const expectations = ["pass", "fail", "unknown"] as const;
export type Expectation = (typeof expectations)[number];

/** One document of an example file: an estate of its own, and complete. */
export interface Example {
    readonly expectation: Expectation;
    /** The comment that the document begins with. */
    readonly title: string;
    /** From 1. */
    readonly number: number;
    readonly text: string;
    /** Made anew each time, so that what a test sees is made while that test runs (rules/mutation counts on it). */
    readonly estate: Estate;
}

/**
 * The examples beside a rule: `<id>.pass.yaml`, `<id>.fail.yaml` and, for some, `<id>.unknown.yaml`.
 * A document is a manifest; or a List of the manifests that belong together; or, for Pulumi resources, a mapping `resources`
 * as in a Pulumi YAML program (`type`, `properties`, `options`), where `${name.property}` refers to another resource and
 * `${?}` is an output that is not known yet, and a mapping with the key `fn::secret` a value under Pulumi's secret mark.
 * A List may have `resources` beside its items.
 */
export function examplesOf(rule: Rule): readonly Example[] {
    return expectations.flatMap((expectation) => {
        const file = join(folderOf(rule), `${rule.id}.${expectation}.yaml`);
        return existsSync(file) ? readExamples(readFileSync(file, "utf8"), expectation) : [];
    });
}

/** The folder that a rule and its examples stand in, by the first word of its id. */
export function folderOf(rule: Rule): string {
    const [word = ""] = rule.id.split("-");
    const folder = ruleFolders.find((each) => existsSync(join(__dirname, each, `${rule.id}.ts`)));
    return join(__dirname, folder ?? word);
}

export const ruleFolders = [
    "postgres",
    "clickhouse",
    "mongodb",
    "mysql",
    "kubernetes",
    "aws",
    "gcp",
    "pulumi",
] as const;

export function readExamples(text: string, expectation: Expectation): readonly Example[] {
    return text
        .split(/^---.*$/m)
        .filter((part) => part.replace(/^\s*#.*$/gm, "").trim() !== "")
        .map((part, index) => ({
            expectation,
            title: leadingComment(part),
            number: index + 1,
            text: part.trim(),
            get estate() {
                return new Estate(subjectsOf(load(part, { schema })), { complete: true });
            },
        }));
}

const schema = CORE_SCHEMA.withTags(mergeTag);

function leadingComment(text: string): string {
    const lines = text.trimStart().split("\n");
    const end = lines.findIndex((line) => !line.startsWith("#"));
    return lines
        .slice(0, end)
        .map((line) => line.replace(/^#\s?/, ""))
        .join(" ")
        .trim();
}

interface Written {
    readonly type: string;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly options?: {
        readonly parent?: string;
        readonly dependsOn?: readonly string[];
        readonly protect?: boolean;
        readonly retainOnDelete?: boolean;
    };
}

function subjectsOf(content: unknown): readonly Subject[] {
    const document = content as { items?: unknown[]; resources?: Readonly<Record<string, Written>> };
    const manifests = document.items ?? (document.resources === undefined ? [content] : []);
    const plain = manifests.map((manifest) => {
        const subject = Subject.ofManifest(withUnknowns(manifest));
        if (subject === undefined) {
            throw new Error("a document without apiVersion and kind");
        }
        return subject;
    });
    const resources = document.resources ?? {};
    const written = Object.entries(resources).map(([name, resource]) => resourceOf(name, resource, resources));
    return [...plain, ...written];
}

/** `${?}` in a manifest is an output too: as the operator's object looks when it is written through Pulumi. */
function withUnknowns(value: unknown): unknown {
    if (value === "${?}") {
        return unknownValue;
    }
    if (Array.isArray(value)) {
        return value.map(withUnknowns);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknowns(inner)]))
        : value;
}

function resourceOf(name: string, resource: Written, all: Readonly<Record<string, Written>>): Subject {
    const used = new Set<string>();
    const urnOf = (reference: string): string => {
        const type = all[nameIn(reference)]?.type ?? "unknown";
        return `urn:pulumi:example::example::${type}::${nameIn(reference)}`;
    };
    const inputs = resolved(resource.properties ?? {}, (reference) => {
        used.add(urnOf(reference));
        return valueOf(reference, all);
    });
    const { parent, dependsOn = [], protect, retainOnDelete } = resource.options ?? {};
    const pulumi: PulumiResource = {
        urn: urnOf(name),
        type: resource.type,
        dependencies: [...used, ...dependsOn.map(urnOf)],
        marksSecrets: true,
        ...(parent === undefined ? {} : { parent: urnOf(parent) }),
        ...(protect === undefined ? {} : { protect }),
        ...(retainOnDelete === undefined ? {} : { retainOnDelete }),
    };
    return Subject.ofPulumi(pulumi, inputs);
}

function nameIn(reference: string): string {
    return /^\$\{([^.}]+)/.exec(reference)?.[1] ?? reference;
}

/** What a reference comes to once the other resource exists; ids and ARNs are made up from its name. */
function valueOf(reference: string, all: Readonly<Record<string, Written>>): unknown {
    const name = nameIn(reference);
    const property = /\.(\w+)\}$/.exec(reference)?.[1] ?? "id";
    const properties = all[name]?.properties ?? {};
    const named = [properties["bucket"], properties["name"]].find((each) => typeof each === "string") ?? name;
    return properties[property] ?? (property === "arn" ? `arn:aws:example:::${named}` : named);
}

function resolved(value: unknown, resolve: (reference: string) => unknown): unknown {
    if (value === "${?}") {
        return unknownValue;
    }
    if (typeof value === "string" && /^\$\{[^?}][^}]*\.[^}]+\}$/.test(value)) {
        return resolve(value);
    }
    if (Array.isArray(value)) {
        return value.map((element) => resolved(element, resolve));
    }
    if (typeof value === "object" && value !== null && "fn::secret" in value) {
        return new SecretValue(resolved(value["fn::secret"], resolve));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, resolve)]));
    }
    return value;
}
