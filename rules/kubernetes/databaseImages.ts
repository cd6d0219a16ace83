/** What a container of this image is to a database. */
export type ImageRole = "server" | "tool" | "operator";

/**
 * Words of an image's own name (the last step of its repository, divided at `-`, `_` and `.`) that make it a database server.
 * A mirror keeps the last step, so that registry and owner do not matter.
 */
const serverWords = [
    "postgres",
    "postgresql",
    "postgis",
    "timescaledb",
    "pgvector",
    "spilo",
    "mysql",
    "mariadb",
    "mongo",
    "mongodb",
    "mongos",
    "clickhouse",
    "percona",
    "xtradb",
    "cassandra",
];

/** Tools of databases: administration, pools, backups, exporters. */
const toolWords = [
    "pgadmin",
    "pgadmin4",
    "phpmyadmin",
    "adminer",
    "cloudbeaver",
    "pgbouncer",
    "pgpool",
    "pgbackrest",
    "barman",
    "xtrabackup",
    "mydumper",
    "mysqld",
    "proxysql",
    "pmm",
    "chproxy",
];

/** Words that make a tool of what is otherwise called as a server: `mongo-express`, `clickhouse-backup`, `postgres-exporter`. */
const toolEndings = ["backup", "exporter", "express", "client", "tools", "dump", "ui"];

/** What the image is to a database; undefined for what is none of its. Variables in registry or tag do not matter. */
export function roleOfImage(image: string): ImageRole | undefined {
    const parts = ownName(image).split(/[-_.]/);
    const has = (words: readonly string[]): boolean => parts.some((part) => words.includes(part));
    const isServer = has(serverWords);
    // The known operators stand in operators.ts; CloudNativePG's image is called neither as a server nor as an operator.
    if (has(["cloudnative"]) || (isServer && has(["operator"]))) {
        return "operator";
    }
    if (has(toolWords) || (isServer && has(toolEndings))) {
        return "tool";
    }
    return isServer ? "server" : undefined;
}

/** `ghcr.io/owner/postgresql:17@sha256:…` is called `postgresql`. */
export function ownName(image: string): string {
    const [beforeDigest = ""] = image.toLowerCase().split("@");
    const last = beforeDigest.split("/").at(-1) ?? "";
    return last.split(":")[0] ?? "";
}
