import { isWide, parseCidr } from "../core/address";
import { isUnknown, type Known } from "../core/known";
import { at, type Problem } from "../core/problems";
import type { NetworkArgs } from "../kubernetes/arguments";
import { placeProblems } from "../kubernetes/placeProblems";
import type { PostgresClientArgs, PostgresUserArgs } from "./userArguments";
import { kubernetesName } from "./names";
import { databaseNameProblems, hbaKeywords } from "./databaseEntryProblems";
import { accessRole } from "./grants";
import { loginProblems } from "./loginProblems";

type User = Known<PostgresUserArgs>;
type Client = Known<PostgresClientArgs>;

/** What is wrong with `users` beyond their form. */
export function userProblems(
    namespace: string,
    users: readonly User[],
    network: Known<NetworkArgs>,
    databases: readonly string[] = [],
): Problem[] {
    return [
        ...users.flatMap((user, index) => [
            ...nameProblems(`users[${index}].name`, user, [...databases, ...users.map(({ database }) => database)]),
            ...databaseNameProblems(`users[${index}].database`, user.database),
            ...at(`users[${index}]`, loginProblems(user)),
            ...user.from.flatMap((client, position) =>
                clientProblems(`users[${index}].from[${position}]`, client, namespace, network),
            ),
        ]),
        ...users.flatMap((user, index) => repeated(`users[${index}].name`, user, users.slice(0, index))),
    ];
}

function nameProblems(path: string, user: User, databases: readonly string[]): Problem[] {
    const { name } = user;
    const groups = databases.flatMap((database) =>
        (["read", "readWrite", "owner"] as const).map((access) => accessRole(database, access)),
    );
    if (["postgres", "streaming_replica"].includes(name) || /^(pg|cnpg)_/.test(name)) {
        return [
            {
                path,
                reason: `"${name}" belongs to PostgreSQL or CloudNativePG; choose another name, for example "app"`,
            },
        ];
    }
    if (hbaKeywords.includes(name)) {
        return [{ path, reason: `"${name}" is a keyword of pg_hba; choose another name` }];
    }
    if (groups.includes(name)) {
        return [{ path, reason: `"${name}" is the name of a group role that is made here; choose another name` }];
    }
    return kubernetesName(name) === "" ? [{ path, reason: `"${name}" needs a letter or digit` }] : [];
}

function repeated(path: string, user: User, before: readonly User[]): Problem[] {
    const twin = before.find(({ name }) => kubernetesName(name) === kubernetesName(user.name));
    if (twin === undefined) {
        return [];
    }
    return [
        {
            path,
            reason:
                twin.name === user.name
                    ? `there are two users "${user.name}"; write one entry with everything it may do`
                    : `"${user.name}" and "${twin.name}" would share one Secret, since "_" and "-" are the same there; rename one`,
        },
    ];
}

function clientProblems(path: string, client: Client, namespace: string, network: Known<NetworkArgs>): Problem[] {
    const { namespace: from, podLabels, cidr, allowWide } = client;
    const open = "let every pod in; name the labels of the client's pods";
    return [
        ...placeProblems(path, client, open),
        ...(cidr === undefined ? [] : widthProblems(path, cidr, allowWide !== undefined)),
        ...(allowWide === undefined || cidr !== undefined
            ? []
            : [{ path: `${path}.allowWide`, reason: "goes with cidr" }]),
        ...(podLabels !== undefined && from !== undefined && from !== namespace && (network.podCidrs ?? []).length === 0
            ? [
                  {
                      path: "platform.network.podCidrs",
                      reason: `is required, since ${path} names pods of another namespace: PostgreSQL must admit the addresses that pods have, for example ["10.0.0.0/16"]`,
                  },
              ]
            : []),
    ];
}

function widthProblems(path: string, value: Exclude<Client["cidr"], undefined>, allowed: boolean): Problem[] {
    const cidr = isUnknown(value) ? undefined : parseCidr(value);
    if (cidr === undefined) {
        return [];
    }
    if (isWide(cidr) && !allowed) {
        return [
            {
                path: `${path}.cidr`,
                reason: `"${String(value)}" is wider than /8 (IPv4) or /32 (IPv6); narrow it, or write beside it allowWide: { reason, owner, expires }`,
            },
        ];
    }
    return !isWide(cidr) && allowed
        ? [{ path: `${path}.allowWide`, reason: `is not needed, since ${String(value)} is not that wide: take it out` }]
        : [];
}
