import { percona } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import { failuresOrFirst, failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { isFalse, isTrue } from "../text";
import { eachConfiguration, type MongoConfiguration } from "./configuration";

/** `net.ssl` is the name before MongoDB 4.2; mongod still reads it. */
const laxOptions = [
    "net.tls.allowInvalidCertificates",
    "net.tls.allowInvalidHostnames",
    "net.ssl.allowInvalidCertificates",
    "net.ssl.allowInvalidHostnames",
];

export const rule: Rule = {
    id: "mongodb-tls-verification",
    title: "MongoDB verifies the certificates of clients and members",
    controls: ["NM-3"],
    severity: "high",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Where invalid certificates are allowed, anybody with any certificate can stand between two members, or pose as one of them.",
    fix: "Write spec.tls.allowInvalidCertificates: false, and leave allowInvalidCertificates and allowInvalidHostnames out of every configuration. Certificates must then name the hosts by which members and clients reach each other.",
    references: [
        {
            title: "Percona Operator for MongoDB: custom resource options, tls",
            url: "https://docs.percona.com/percona-operator-for-mongodb/operator.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
        {
            title: "MongoDB: configuration file options, net.tls",
            url: "https://www.mongodb.com/docs/manual/reference/configuration-options/",
            version: "MongoDB 8.0",
        },
    ],
    check: (subject, estate) => {
        const lax = subject.read("spec.tls.allowInvalidCertificates");
        return [
            ...failWhen(not(isFalse(lax)), lax, { default: "true", wanted: "write false" }),
            ...eachConfiguration(subject, estate, ["mongod", "config", "mongos"], laxOptionsIn),
        ];
    },
};

function laxOptionsIn({ source, option }: MongoConfiguration): readonly Outcome[] {
    return failuresOrFirst(
        laxOptions.flatMap((name) =>
            failWhenOption(isTrue(option(name)), source, option(name), { option: name, wanted: "leave it out" }),
        ),
    );
}
