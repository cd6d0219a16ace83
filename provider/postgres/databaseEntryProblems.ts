import type { Known } from "../core/known";
import { at, type Problem } from "../core/problems";
import type { PostgresParameters } from "./serverArguments";
import { kubernetesName } from "./names";
import type { PostgresDatabaseEntryArgs, PostgresExtensionArgs, PostgresUserArgs } from "./userArguments";

type Entry = Known<PostgresDatabaseEntryArgs>;
type Extension = Known<PostgresExtensionArgs>;

/** Words that pg_hba reads as something else than a name (PostgreSQL 18, section 20.1). */
export const hbaKeywords = ["all", "replication", "sameuser", "samerole", "samegroup"];

/** What is wrong with the name of a database, whoever names it. */
export function databaseNameProblems(path: string, database: string): Problem[] {
    if (["postgres", "template0", "template1"].includes(database)) {
        return [{ path, reason: `"${database}" is PostgreSQL's own; name a database for the application` }];
    }
    if (hbaKeywords.includes(database)) {
        return [{ path, reason: `"${database}" is a keyword of pg_hba; choose another name` }];
    }
    if (kubernetesName(database) === "") {
        return [{ path, reason: `"${database}" needs a letter or digit` }];
    }
    // The longest suffix of a group role is "_read_write"; PostgreSQL cuts names at 63 bytes.
    return database.length > 52
        ? [
              {
                  path,
                  reason: `"${database}" has ${database.length} characters; at most 52 fit, since roles are named after it`,
              },
          ]
        : [];
}

/** What is wrong with `databases` beyond its form, and with the names of databases together. */
export function databaseEntryProblems(
    databases: readonly Entry[],
    users: readonly Known<PostgresUserArgs>[],
    parameters: PostgresParameters,
): Problem[] {
    return [
        ...databases.flatMap((entry, index) => [
            ...databaseNameProblems(`databases[${index}].name`, entry.name),
            ...repeatedProblems(`databases[${index}].name`, entry, databases.slice(0, index)),
            ...at(`databases[${index}]`, extensionListProblems(entry.extensions ?? [], parameters)),
        ]),
        ...twinProblems(databases, users),
    ];
}

function repeatedProblems(path: string, { name }: Entry, before: readonly Entry[]): Problem[] {
    return before.some((each) => each.name === name)
        ? [{ path, reason: `there are two entries "${name}"; write one with all its extensions` }]
        : [];
}

/** Objects in Kubernetes and group roles are named after databases. */
function twinProblems(databases: readonly Entry[], users: readonly Known<PostgresUserArgs>[]): Problem[] {
    const named = [
        ...users.map(({ database }, index) => ({ path: `users[${index}].database`, name: database })),
        ...databases.map(({ name }, index) => ({ path: `databases[${index}].name`, name })),
    ];
    return named.flatMap(({ path, name }, index) => {
        const before = named.slice(0, index);
        const twin = before.find((each) => each.name !== name && kubernetesName(each.name) === kubernetesName(name));
        const mixed = named.find((each) =>
            ["read", "read_write", "owner"].some((end) => name === `${each.name}_${end}`),
        );
        return [
            ...(twin === undefined
                ? []
                : [
                      {
                          path,
                          reason: `"${name}" and "${twin.name}" would share one object in Kubernetes, since "_" and "-" are the same there; rename one`,
                      },
                  ]),
            ...(mixed === undefined
                ? []
                : [{ path, reason: `"${name}" is the name of a group role of database "${mixed.name}"; rename one` }]),
        ];
    });
}

function extensionListProblems(extensions: readonly Extension[], parameters: PostgresParameters): Problem[] {
    return extensions.flatMap((extension, index) => {
        const path = `extensions[${index}]`;
        const before = extensions.slice(0, index).some(({ name }) => name === extension.name);
        return [
            ...(before
                ? [{ path: `${path}.name`, reason: `"${extension.name}" is in the list already; write it once` }]
                : []),
            ...extensionProblems(path, extension, parameters),
        ];
    });
}

/** Extensions that reach the network or the server's files (the rule postgres-outbound-extension lists the same). */
const outbound = /^(dblink|.*_fdw|plpython3u|plperlu|pltclu|plsh|http|pg_net|aws_s3|aws_lambda)$/;

function extensionProblems(
    path: string,
    { name, allowOutbound }: Extension,
    parameters: PostgresParameters,
): Problem[] {
    if (outbound.test(name) && allowOutbound === undefined) {
        return [
            {
                path: `${path}.name`,
                reason: `"${name}" can reach the network or the server's files; leave it out, or write beside it allowOutbound: { reason, owner, expires }`,
            },
        ];
    }
    if (!outbound.test(name) && allowOutbound !== undefined) {
        return [{ path: `${path}.allowOutbound`, reason: `is not needed for "${name}": take it out` }];
    }
    if (["pgaudit", "plpgsql"].includes(name)) {
        return [{ path: `${path}.name`, reason: `"${name}" is in every database already; take it out` }];
    }
    // Without a setting of its own the operator drops this extension at every start (CloudNativePG 1.30 instance_controller.go).
    return name === "pg_stat_statements"
        ? [
              {
                  path: `${path}.name`,
                  reason: Object.keys(parameters).some((each) => each.startsWith("pg_stat_statements."))
                      ? '"pg_stat_statements" is made in every database by the setting of its own in parameters; take it out here'
                      : '"pg_stat_statements" is switched on by a setting of its own: take it out here and write parameters: { "pg_stat_statements.max": "5000" }',
              },
          ]
        : [];
}
