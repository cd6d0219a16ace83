import { Field } from "../field";
import { percona } from "../kinds";
import { failWhenOption } from "../percona.configuration";
import type { Rule } from "../rule";
import { any, type Ternary } from "../ternary";
import { oneOf } from "../text";
import { whenConfigured } from "./configuration";

export const rule: Rule = {
    id: "mysql-tls-version",
    title: "MySQL speaks TLS 1.2 and 1.3 only",
    controls: ["NM-4"],
    severity: "high",
    engine: "mysql",
    kinds: [percona.mysql],
    why: "TLS 1.0 and 1.1 rest on broken hashes and let an attacker in the middle weaken a connection.",
    fix: "Write tls_version=TLSv1.2,TLSv1.3, or leave it out: MySQL 8.4 knows no older version.",
    references: [
        {
            title: "MySQL: encrypted connection protocols",
            url: "https://dev.mysql.com/doc/refman/8.4/en/encrypted-connection-protocols-ciphers.html",
            version: "MySQL 8.4",
        },
    ],
    check: (subject, estate) =>
        whenConfigured(subject, estate, ({ source, option }) => {
            const versions = option("tls_version");
            return failWhenOption(any(...eachOf(versions).map(isOld)), source, versions, {
                option: "tls_version",
                wanted: "write TLSv1.2,TLSv1.3, or leave it out",
            });
        }),
};

/** The versions between the commas; the field itself where it is not known or absent. */
function eachOf(versions: Field): readonly Field[] {
    return versions.text?.split(",").map((version) => new Field(versions.path, version)) ?? [versions];
}

function isOld(version: Field): Ternary {
    return oneOf(version, ["TLSv1", "TLSv1.1"]);
}
