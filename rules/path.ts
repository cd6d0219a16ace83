export type Segment = string | number;

/** Where a value stands in its subject: `["spec", "postgresql", "pg_hba", 0]`. */
export type Path = readonly Segment[];

/** As people write it: `spec.postgresql.pg_hba[0]`, `metadata.annotations["cnpg.io/podPatch"]`. */
export function formatPath(path: Path): string {
    return path.reduce<string>((text, segment) => {
        if (typeof segment === "number") {
            return `${text}[${segment}]`;
        }
        if (!/^[\w-]+$/.test(segment)) {
            return `${text}[${JSON.stringify(segment)}]`;
        }
        return text === "" ? segment : `${text}.${segment}`;
    }, "");
}
