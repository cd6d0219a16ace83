import { isPlaintext } from "../endpoint";
import { percona } from "../kinds";
import { failWhen } from "../outcome";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { isTrue } from "../text";
import { eachConfiguration } from "./configuration";

const option = "security.vault.disableTLSForTesting";

export const rule: Rule = {
    id: "mongodb-vault-transport",
    title: "Keys and passwords come from Vault over TLS",
    controls: ["NM-6", "SM-3"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Without TLS to Vault, the token, the master key and the users' passwords cross the network in the clear.",
    fix: "Leave security.vault.disableTLSForTesting out, give security.vault.serverCAFile, and write an https:// spec.vault.endpointURL with its tlsSecret.",
    references: [
        {
            title: "Percona Operator for MongoDB: data at rest encryption with Vault and TLS",
            url: "https://docs.percona.com/percona-operator-for-mongodb/encryption-vault-tls.html",
            version: "read in November 2026",
        },
        {
            title: "Percona Operator for MongoDB: disableTLSForTesting in its own tests",
            url: "https://github.com/percona/percona-server-mongodb-operator/blob/v1.22.0/e2e-tests/data-at-rest-encryption/conf/some-name.yml",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject, estate) => {
        const endpoint = subject.read("spec.vault.endpointURL");
        return [
            ...eachConfiguration(subject, estate, ["mongod", "config", "mongos"], (configuration) => {
                const plain = configuration.option(option);
                return failWhenOption(isTrue(plain), configuration.source, plain, { option, wanted: "leave it out" });
            }),
            ...failWhen(isPlaintext(endpoint), endpoint, { wanted: "write an https:// address and its tlsSecret" }),
        ];
    },
};
