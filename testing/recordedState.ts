import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { at, isRecord, recordsAt, textAt, type JsonRecord } from "../sandbox/json";
import { base64, leaks, secretsOfState } from "./secrets";

/**
 * A state as `pulumi stack export --show-secrets` gives it, made fit to be kept: placeholders of the same shape in place of
 * passwords, keys and certificates, and nothing that a plan does not read.
 */
export function stateToKeep(exported: unknown): JsonRecord {
    const placeholders = placeholdersFor(exported);
    const kept = mapTexts(exported, (text) => withPlaceholders(text, placeholders));
    const left = leaks([...placeholders.keys()], textsOf(kept).join("\n"));
    if (left.length > 0) {
        throw new Error(`${left.length} secrets are still in the state`);
    }
    const resources = recordsAt(kept, "deployment", "resources").map(reduced);
    return { version: at(kept, "version"), deployment: { resources } };
}

/**
 * Such a state as a stack takes it (TestStack.importState): what was left out is put back where it follows from the rest, and texts of
 * releases where `texts` has the very one.
 */
export function stateToImport(kept: unknown, texts: readonly string[]): { deployment: JsonRecord } {
    const byMark = new Map(texts.map((text) => [markOf(text), text]));
    const whole = mapTexts(kept, (text) => byMark.get(text) ?? text);
    const resources = recordsAt(whole, "deployment", "resources").map((resource) => {
        const { inputs, outputs } = resource;
        return textAt(resource, "type")?.startsWith("kubernetes:") === true && isRecord(outputs)
            ? { ...resource, outputs: { __inputs: inputs, ...outputs } }
            : resource;
    });
    const manifest = { time: "0001-01-01T00:00:00Z", magic: "", version: "" };
    return { deployment: { manifest, resources } };
}

/** What is replaced by what: all that random and tls made and marked, and whatever is a key or a certificate. */
function placeholdersFor(state: unknown): ReadonlyMap<string, string> {
    const made = recordsAt(state, "deployment", "resources").filter(({ type }) => /^(random|tls):/.test(String(type)));
    const secrets = [...made.flatMap(secretsOfState), ...textsOf(state).flatMap(publicMaterialIn)];
    const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return new Map(longestFirst.map((secret, index) => [secret, placeholderFor(secret, index)]));
}

/** Certificates and public keys too: they are of a stack that is gone, and nobody should wonder whether they matter. */
function publicMaterialIn(text: string): string[] {
    return [
        ...(text.match(/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----\n?/g) ?? []),
        ...(text.match(/\b(?:ssh-[a-z0-9]+|ecdsa-sha2-\S+) [A-Za-z0-9+/=]+\n?/g) ?? []),
    ];
}

function placeholderFor(secret: string, index: number): string {
    const block = /^(-----BEGIN [A-Z ]+-----\n)[\s\S]*(\n-----END [A-Z ]+-----\n?)$/.exec(secret);
    if (block !== null) {
        return `${block[1] ?? ""}placeholder ${index}${block[2] ?? ""}`;
    }
    return `Placeholder${index}`.padEnd(secret.trimEnd().length, "0") + (secret.endsWith("\n") ? "\n" : "");
}

function withPlaceholders(text: string, placeholders: ReadonlyMap<string, string>): string {
    let result = text;
    for (const [secret, placeholder] of placeholders) {
        result = result.replaceAll(secret, placeholder).replaceAll(base64(secret), base64(placeholder));
    }
    return result;
}

/** What the engine and the API server note for themselves: times, places in a program, who owns which field. */
const notes = ["created", "modified", "sourcePosition", "stackTrace", "managedFields", "creationTimestamp"];
const objectNotes = [...notes, "generation", "resourceVersion", "uid", "status"];
/** Fingerprints of a key that is not kept. */
const ofKey = ["publicKeyFingerprintMd5", "publicKeyFingerprintSha256"];
/** Megabytes of a release; a plan shows the definition as changed then, and changes it in place. */
const ofDefinition = ["schema", "additionalPrinterColumns", "subresources"];

function reduced(resource: JsonRecord): JsonRecord {
    const type = textAt(resource, "type") ?? "";
    const without = new Set([
        ...(type.startsWith("kubernetes:") ? objectNotes : notes),
        ...(type.endsWith(":PrivateKey") ? ofKey : []),
        ...(type.endsWith(":CustomResourceDefinition") ? ofDefinition : []),
    ]);
    const kept = mapTexts(withoutKeys(resource, without), (text) => (isOfRelease(text) ? markOf(text) : text));
    const { outputs, ...rest } = isRecord(kept) ? kept : {};
    if (!isRecord(outputs)) {
        return rest;
    }
    const { __inputs: inputs, ...others } = outputs;
    return { ...rest, outputs: isDeepStrictEqual(inputs, rest["inputs"]) ? others : outputs };
}

function withoutKeys(value: unknown, without: ReadonlySet<string>): unknown {
    if (Array.isArray(value)) {
        return value.map((inner) => withoutKeys(inner, without));
    }
    return isRecord(value)
        ? Object.fromEntries(
              Object.entries(value)
                  .filter(([key]) => !without.has(key))
                  .map(([key, inner]) => [key, withoutKeys(inner, without)]),
          )
        : value;
}

/** Files of others that stand in the state as a whole, such as the operator's monitoring queries; ours are shorter. */
function isOfRelease(text: string): boolean {
    return text.length > 4000;
}

function markOf(text: string): string {
    return `(left out; sha256 ${createHash("sha256").update(text).digest("hex")})`;
}

/** Every text of the state, those inside of marked secrets as well, which stand in it as JSON. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
    if (typeof value === "string") {
        return change(value);
    }
    if (Array.isArray(value)) {
        return value.map((inner) => mapTexts(inner, change));
    }
    if (!isRecord(value)) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
            key,
            key === "plaintext" && typeof inner === "string"
                ? JSON.stringify(mapTexts(JSON.parse(inner), change))
                : mapTexts(inner, change),
        ]),
    );
}

function textsOf(state: unknown): string[] {
    const found: string[] = [];
    mapTexts(state, (text) => {
        found.push(text);
        return text;
    });
    return found;
}
