import { percona } from "../kinds";
import { failWhen } from "../outcome";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { isFalse } from "../text";
import { eachConfiguration } from "./configuration";

const option = "security.enableEncryption";

export const rule: Rule = {
    id: "mongodb-encryption-at-rest",
    title: "MongoDB encrypts its data files",
    controls: ["SM-2"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "The operator encrypts data files unless told not to. Without it, whoever gets at a volume, a snapshot or a disk that was thrown away reads the data.",
    fix: "Leave security.enableEncryption out of every configuration. Encryption cannot be turned on over data that is there: build a new replica set or restore a logical backup.",
    references: [
        {
            title: "Percona Operator for MongoDB: data at rest encryption",
            url: "https://docs.percona.com/percona-operator-for-mongodb/encryption.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject, estate) => {
        // Where crVersion is below 1.12.
        const older = subject.read("spec.mongod.security.enableEncryption");
        return [
            ...eachConfiguration(subject, estate, ["mongod", "config"], (configuration) => {
                const encryption = configuration.option(option);
                return failWhenOption(isFalse(encryption), configuration.source, encryption, {
                    option,
                    wanted: "leave it out: encryption is on by default (data that is there must be restored anew)",
                });
            }),
            ...failWhen(isFalse(older), older, {
                wanted: "write true, or leave it out (data that is there must be restored anew)",
            }),
        ];
    },
};
