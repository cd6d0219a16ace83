import { at, isRecord } from "../sandbox/json";

/** The key under which Pulumi marks a secret in a state (sdk/go/common/resource/sig). */
const signature = "4dabf18193072939515e22adb298388d";

/** Every text inside the secrets of a state that was exported with `--show-secrets`. */
export function secretsOfState(state: unknown): string[] {
    if (Array.isArray(state)) {
        return state.flatMap(secretsOfState);
    }
    if (!isRecord(state)) {
        return [];
    }
    const plaintext = at(state, "plaintext");
    return signature in state && typeof plaintext === "string"
        ? textsIn(JSON.parse(plaintext))
        : Object.values(state).flatMap(secretsOfState);
}

/** A value of such a state without its marks. */
export function unsealed(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(unsealed);
    }
    if (!isRecord(value)) {
        return value;
    }
    const plaintext = at(value, "plaintext");
    return signature in value && typeof plaintext === "string"
        ? unsealed(JSON.parse(plaintext))
        : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unsealed(inner)]));
}

function textsIn(value: unknown): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return Array.isArray(value) ? value.flatMap(textsIn) : isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

/**
 * The first letters of each secret that stands in the text, as it is or as Kubernetes writes it, however its lines are broken:
 * JSON, YAML and a terminal each do that differently. What has less than eight characters is nobody's secret.
 */
export function leaks(secrets: readonly string[], text: string): string[] {
    const searched = squeezed(text);
    return secrets
        .filter((secret) => secret.length >= 8)
        .filter((secret) => [squeezed(secret), base64(secret)].some((trace) => searched.includes(trace)))
        .map((secret) => `${secret.slice(0, 3)}...`);
}

export function base64(text: string): string {
    return Buffer.from(text).toString("base64");
}

function squeezed(text: string): string {
    return text.replaceAll(/\\[nrt]|\s/g, "");
}
