import { percona } from "../kinds";
import { fail, undecided } from "../outcome";
import { isUnreadable, unseen } from "../percona.configuration";
import type { Rule } from "../rule";
import { any, type Ternary } from "../ternary";
import { hasContent } from "../text";
import { configurationOf, eachConfiguration, type MongoConfiguration } from "./configuration";
import { somePart, type Part } from "./parts";

const roles: readonly Part["role"][] = ["mongod", "config"];

export const rule: Rule = {
    id: "mongodb-key-management",
    title: "The key of encryption at rest comes from a key manager",
    controls: ["SM-3", "CM-1"],
    severity: "medium",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "By default the key lies in a Secret beside the data that it protects: whoever may read Secrets can decrypt every copy, and nothing rotates or revokes it.",
    fix: "Keep the master key in Vault (spec.secrets.vault, and security.vault in the configuration of every replica set) or in a KMIP server (security.kmip).",
    references: [
        {
            title: "Percona Operator for MongoDB: data at rest encryption",
            url: "https://docs.percona.com/percona-operator-for-mongodb/encryption.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject, estate) => {
        const vault = subject.read("spec.secrets.vault");
        const named = hasContent(vault);
        const configured = somePart(subject, roles, (part) => {
            const configuration = configurationOf(subject, estate, part);
            return isUnreadable(configuration) ? "unknown" : namesManager(configuration);
        });
        switch (any(named, configured)) {
            case true:
                return [];
            case false:
                return [
                    fail(vault, {
                        ...(vault.isAbsent ? {} : { seen: "empty" }),
                        wanted: "name the Secret of a Vault token and write security.vault, or security.kmip, into the configuration",
                    }),
                ];
            case "unknown":
                return [
                    ...(named === "unknown" ? [undecided(vault)] : []),
                    ...eachConfiguration(subject, estate, roles, (configuration) => {
                        const { at, where } = configuration.source;
                        return namesManager(configuration) === false
                            ? []
                            : [undecided(at, unseen(where, "security.vault"))];
                    }),
                ];
        }
    },
};

function namesManager({ hasSection }: MongoConfiguration): Ternary {
    return any(hasSection("security.vault"), hasSection("security.kmip"));
}
