import ipaddr from "ipaddr.js";
import type { Field } from "../../rules/field";
import { cnpg, kubernetes } from "../../rules/kinds";
import { hbaField, hbaLines, isUnknownList } from "../../rules/postgres/clusterHba";
import type { HbaEntry } from "../../rules/postgres/pgHba";
import type { Subject } from "../../rules/subject";
import { hasVariable } from "../../rules/text";
import { leftWhen, ownOfKind, type Gap, type Ground } from "./gap";

export const userGaps: readonly Gap[] = [
    {
        controls: ["UM-1"],
        engine: "postgres",
        left: ({ database, estate }) => {
            const { text = "" } = database.read("spec.bootstrap.initdb.secret.name");
            return leftWhen(
                text !== "" &&
                    !hasVariable(text) &&
                    estate.find(kubernetes.secret, database.namespace, text) === undefined,
                `The Secret ${text} with the password of the database's owner was not read, so whether it was generated is not known: read it too, or leave spec.bootstrap.initdb.secret out, and the operator generates one.`,
            );
        },
    },
    {
        controls: ["UM-2"],
        engine: "postgres",
        left: ({ database }) =>
            hbaLines(database).flatMap(({ text, reading, field }) => {
                const networks = reading.state === "entry" && admits(reading, database) ? publicNetworks(text) : [];
                return leftWhen(
                    networks.length > 0,
                    `${field.name} admits a login that exists from the start from outside of the cluster (${networks.join(", ")}): name other logins in it, or addresses of the cluster.`,
                );
            }),
    },
    {
        controls: ["UM-3"],
        engine: "postgres",
        left: ({ database }) => {
            const libraries = database.read("spec.postgresql.shared_preload_libraries");
            return leftWhen(
                !libraries.isUnknown && !libraries.isVariable && !libraries.items.some(refusesWeakPasswords),
                "Nothing refuses a weak password that a user sets later: load passwordcheck by spec.postgresql.shared_preload_libraries.",
            );
        },
    },
    {
        controls: ["UM-4"],
        engine: "postgres",
        left: (ground) =>
            leftWhen(
                !declaresAccounts(ground),
                "No account is declared, so none that may do less than the owner of the database is to be seen: declare them in spec.managed.roles or as DatabaseRole.",
            ),
    },
    {
        controls: ["UM-5"],
        engine: "postgres",
        left: ({ database }) =>
            leftWhen(
                !asksOthers(database),
                "No directory and no other provider is configured, so every user is authenticated by the database itself: write an ldap, oauth, gss, radius or cert line into spec.postgresql.pg_hba where one is wanted.",
            ),
    },
];

/** Whether a line lets in somebody who is there from the start: the owner of the first database, or the superuser. */
function admits({ method, users, type }: HbaEntry, { read }: Subject): boolean {
    const owner = read("spec.bootstrap.initdb.owner").text ?? "app";
    return (
        method.text !== "reject" &&
        type.text !== "local" &&
        users.some(({ text, quoted }) => (text === "all" && !quoted) || text === owner || text === "postgres")
    );
}

/** Those of a pg_hba line that are nobody's own: neither private nor of the host. */
function publicNetworks(line: string): readonly string[] {
    return [...line.matchAll(/(?<=\s)[\da-f.:]+\/\d+(?=\s)/gi)]
        .map(([network]) => network)
        .filter((network) => ipaddr.isValidCIDR(network) && ipaddr.parseCIDR(network)[0].range() === "unicast");
}

function refusesWeakPasswords(library: Field): boolean {
    return library.isUnknown || /(^|\/)(passwordcheck|credcheck)$/.test(library.text ?? "") || library.isVariable;
}

function declaresAccounts(ground: Ground): boolean {
    const { database } = ground;
    const roles = database.read("spec.managed.roles");
    return (
        roles.isUnknown ||
        roles.isVariable ||
        roles.items.some((role) => role.child("ensure").text !== "absent") ||
        ownOfKind(ground, cnpg.databaseRole).some(({ read }) => read("spec.cluster.name").text === database.name)
    );
}

const outsideMethods = ["ldap", "radius", "gss", "oauth", "pam", "cert"];

/** Whether anybody but the database says who a user is; also where a line is not known. */
function asksOthers(database: Subject): boolean {
    return (
        isUnknownList(hbaField(database)) ||
        !database.read("spec.postgresql.ldap").isAbsent ||
        hbaLines(database).some(
            ({ reading }) =>
                reading.state === "unknown" ||
                reading.state === "open" ||
                (reading.state === "entry" &&
                    (reading.method.open ||
                        outsideMethods.includes(reading.method.text) ||
                        reading.options.some(({ name, value }) => name === "clientcert" && value === "verify-full"))),
        )
    );
}
