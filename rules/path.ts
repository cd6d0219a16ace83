import { onceForText } from "./once";

export type Segment = string | number;

/** Where a value stands in its subject: `["spec", "postgresql", "pg_hba", 0]`. */
export type Path = readonly Segment[];

const isPlain = onceForText((segment) => /^[\w-]+$/.test(segment));

/** As people write it: `spec.postgresql.pg_hba[0]`, `metadata.annotations["cnpg.io/podPatch"]`. */
export function formatPath(path: Path): string {
    return path.reduce<string>((text, segment) => {
        if (typeof segment === "number") {
            return `${text}[${segment}]`;
        }
        if (!isPlain(segment)) {
            return `${text}[${JSON.stringify(segment)}]`;
        }
        return text === "" ? segment : `${text}.${segment}`;
    }, "");
}
