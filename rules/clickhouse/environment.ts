import type { Estate } from "../estate";
import { Field } from "../field";
import { kubernetes } from "../kinds";
import type { Subject } from "../subject";
import { unknownValue } from "../value";

/** A variable of a container as it will be, from wherever the manifest takes it. */
export interface Variable {
    readonly name: string;
    /** Unknown when it comes from a Secret or an object that is not in sight. */
    readonly value: Field;
    /** The entry of `env` or `envFrom` that gives it. */
    readonly entry: Field;
}

export interface Environment {
    readonly variables: readonly Variable[];
    /** Entries that may give more variables: an unknown list, an `envFrom` of an object out of sight. */
    readonly unseen: readonly Field[];
}

/** The environment of a container. `env` goes before `envFrom`, as Kubernetes has it; of several, the last counts. */
export function environmentIn(container: Field, subject: Subject, estate: Estate): Environment {
    const env = container.child("env");
    const envFrom = container.child("envFrom");
    const sources = envFrom.items.map((entry) => ({ entry, from: sourceOf(entry, subject, estate) }));
    const direct = env.items.flatMap((entry) => {
        const name = entry.child("name").text;
        return name === undefined ? [] : [{ name, value: valueOf(entry, subject, estate), entry }];
    });
    const imported = sources.flatMap(({ entry, from }) =>
        (from?.entries ?? []).map(([key, value]) => ({
            name: `${entry.child("prefix").text ?? ""}${key}`,
            value: new Field(entry.path, value.isUnknown ? unknownValue : value.value, value.secret),
            entry,
        })),
    );
    return {
        variables: [...imported, ...direct],
        unseen: [
            ...[env, envFrom].filter(({ isUnknown }) => isUnknown),
            ...sources.filter(({ from }) => from === undefined || from.isUnknown).map(({ entry }) => entry),
        ],
    };
}

function valueOf(entry: Field, { namespace }: Subject, estate: Estate): Field {
    const value = entry.child("value");
    const from = entry.child("valueFrom");
    if (from.isAbsent) {
        return value;
    }
    const reference = from.child("configMapKeyRef");
    const map = estate.find(kubernetes.configMap, namespace, reference.child("name").text ?? "");
    const found = map?.read("data").child(reference.child("key").text ?? "");
    return found === undefined || found.isAbsent
        ? new Field(from.path, unknownValue)
        : new Field(from.path, found.isUnknown ? unknownValue : found.value, found.secret);
}

/** The data of the ConfigMap that `envFrom` names, where it is in sight. */
function sourceOf(entry: Field, { namespace }: Subject, estate: Estate): Field | undefined {
    const map = entry.child("configMapRef").child("name").text;
    return map === undefined ? undefined : estate.find(kubernetes.configMap, namespace, map)?.read("data");
}
