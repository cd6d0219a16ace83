import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { is } from "../text";
import { eachConfiguration } from "./configuration";

const option = "security.authorization";

/**
 * Not in the guide's ledger, and added because nothing else would notice: the operator honours this one option by leaving out --auth
 * and the key file, and every other rule on users then speaks of accounts that nobody has to use.
 */
export const rule: Rule = {
    id: "mongodb-authorization",
    title: "MongoDB asks its clients who they are",
    controls: ["UM-1", "UM-6"],
    severity: "critical",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "With security.authorization disabled the operator starts mongod without --auth: whoever reaches the port reads and writes everything, without a login.",
    fix: "Leave security.authorization out of every configuration, or write enabled. Give clients users with the roles they need in spec.users.",
    references: [
        {
            title: "Percona Operator for MongoDB: IsAuthorizationEnabled and the arguments of mongod (psmdb_types.go, container.go)",
            url: "https://github.com/percona/percona-server-mongodb-operator/blob/v1.22.0/pkg/psmdb/container.go",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject, estate) =>
        eachConfiguration(subject, estate, ["mongod", "config", "mongos"], (configuration) => {
            const authorization = configuration.option(option);
            return failWhenOption(is(authorization, "disabled"), configuration.source, authorization, {
                option,
                wanted: "leave it out, or write enabled",
            });
        }),
};
