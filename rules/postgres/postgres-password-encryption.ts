import { cnpg } from "../kinds";
import { failWhen, undecided } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasVariable, is, isPresent } from "../text";
import { parameter } from "./parameters";
import { manual } from "./references";

export const rule: Rule = {
    id: "postgres-password-encryption",
    title: "Passwords are stored as SCRAM verifiers",
    controls: ["UM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "An md5 hash from the catalog is as good as the password: who has it can log in with it. A SCRAM verifier is not, and takes long to guess.",
    fix: "Leave password_encryption out or write scram-sha-256, and set the passwords anew that were stored before.",
    references: [manual("auth-password", "password authentication")],
    check: (subject) => {
        const encryption = parameter(subject, "password_encryption");
        if (hasVariable(encryption.text ?? "") && is(encryption, "scram-sha-256") === "unknown") {
            return [undecided(encryption, `${encryption.name} is ${encryption.text ?? ""}`)];
        }
        return failWhen(all(isPresent(encryption), not(is(encryption, "scram-sha-256"))), encryption, {
            seen: encryption.text === undefined ? encryption.shown : JSON.stringify(encryption.text),
            wanted: "write scram-sha-256, or leave it out",
        });
    },
};
