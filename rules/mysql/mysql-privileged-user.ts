import type { Field } from "../field";
import { percona } from "../kinds";
import { each } from "../outcome";
import { failWhenKnown } from "../percona";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hasContent, is, isTrue, oneOf } from "../text";

/** Grants that reach beyond data: over the whole server, or over its files. */
const wideGrants = ["ALL", "ALL PRIVILEGES", "SUPER", "FILE"];

export const rule: Rule = {
    id: "mysql-privileged-user",
    title: "Users have rights on their own databases only",
    controls: ["UM-4"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "With these rights on everything, a stolen application password opens every database, reads files of the server or makes new administrators.",
    fix: "Name the user's databases in dbs and grant what it needs (SELECT, INSERT, UPDATE, DELETE). Leave withGrantOption out.",
    references: [
        {
            title: "Percona Operator for MySQL: custom resource options, users",
            url: "https://docs.percona.com/percona-operator-for-mysql/pxc/operator.html",
            version: "Percona Operator for MySQL (XtraDB Cluster) 1.19.0",
        },
    ],
    check: ({ read }) =>
        each(read("spec.users"), (user) => {
            const everything = reachesAll(user.child("dbs"));
            const withGrantOption = user.child("withGrantOption");
            return [
                ...each(user.child("grants"), (grant) =>
                    failWhenKnown(
                        all(everything, oneOf(grant, wideGrants)),
                        grant,
                        { wanted: "name the user's databases in dbs, and grant what it needs there" },
                        `it is not known whether ${grant.name} is granted on everything`,
                    ),
                ),
                ...failWhenKnown(
                    all(everything, isTrue(withGrantOption)),
                    withGrantOption,
                    { wanted: "leave it out, or name the user's databases in dbs" },
                    `it is not known whether ${withGrantOption.name} holds on everything`,
                ),
            ];
        }),
};

/** Without databases, and with `*` among them, the operator grants on `*.*`. */
function reachesAll(dbs: Field): Ternary {
    return any(not(hasContent(dbs)), ...dbs.items.map((database) => is(database, "*")));
}
