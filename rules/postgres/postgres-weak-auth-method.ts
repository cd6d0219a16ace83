import { cnpg } from "../kinds";
import type { Rule } from "../rule";
import { eachHbaEntry, tokenIs } from "./clusterHba";
import { manual, pgHbaConf } from "./references";

export const rule: Rule = {
    id: "postgres-weak-auth-method",
    title: "Nobody logs in without a password, or with one that can be read or replayed",
    controls: ["UM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "trust asks for nothing. password sends the password itself, md5 a hash that serves as the password once it is stolen from the catalog, and ident believes what the client machine says.",
    fix: "Write scram-sha-256, or cert on hostssl lines. For local lines write peer.",
    references: [pgHbaConf, manual("auth-password", "password authentication")],
    check: (subject) =>
        eachHbaEntry(
            subject,
            ({ method }) => tokenIs(method, ["trust", "password", "md5", "ident"]),
            ({ method, type }) => ({
                wanted: `write ${type.text === "local" ? "peer" : "scram-sha-256"} in place of ${method.text}`,
            }),
        ),
};
