import type { Edit } from "../../rules/outcome";
import type { Path } from "../../rules/path";

/** What an edit means: the value with that one change, the original left alone. */
export function changed(value: unknown, edit: Edit): unknown {
    switch (edit.change) {
        case "set":
            return withValue(value, edit.path, () => edit.value);
        case "append":
            return withValue(value, edit.path, (list) => [
                ...(Array.isArray(list) ? (list as unknown[]) : []),
                edit.value,
            ]);
        case "remove":
            return without(value, edit.path);
    }
}

function withValue(value: unknown, path: Path, change: (before: unknown) => unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) {
        return change(value);
    }
    if (Array.isArray(value)) {
        return value.map((element: unknown, index) => (index === key ? withValue(element, rest, change) : element));
    }
    const mapping = isMapping(value) ? value : {};
    return { ...mapping, [key]: withValue(mapping[String(key)], rest, change) };
}

function without(value: unknown, path: Path): unknown {
    const [key, ...rest] = path;
    if (key === undefined) {
        return value;
    }
    if (Array.isArray(value)) {
        return rest.length === 0
            ? value.filter((_, index) => index !== key)
            : value.map((element: unknown, index) => (index === key ? without(element, rest) : element));
    }
    if (!isMapping(value) || !Object.hasOwn(value, key)) {
        return value;
    }
    return rest.length === 0
        ? Object.fromEntries(Object.entries(value).filter(([each]) => each !== String(key)))
        : { ...value, [key]: without(value[String(key)], rest) };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
