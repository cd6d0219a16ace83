import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { secretEntries } from "../secretData";
import { all, not, type Ternary } from "../ternary";
import { hasVariable, is, startsWith } from "../text";
import { page, source } from "./references";

export const rule: Rule = {
    id: "postgres-password-passthrough",
    title: "Passwords reach PostgreSQL as SCRAM verifiers",
    controls: ["UM-3"],
    severity: "high",
    engine: "postgres",
    kinds: [kubernetes.secret],
    why: "CloudNativePG turns a password into a SCRAM verifier before it sends it. With passthrough it sends what is in the Secret, so that a password stands in statement logs and in pg_stat_statements.",
    fix: "Take the annotation cnpg.io/passwordPassthrough away, or put the SCRAM verifier into the Secret in place of the password.",
    references: [
        page("declarative_role_management", "role management, password passthrough"),
        source("pkg/utils/labels_annotations.go", "annotations"),
    ],
    check: (secret): readonly Outcome[] => {
        const passthrough = is(secret.read("metadata.annotations").child("cnpg.io/passwordPassthrough"), "enabled");
        // What stands in stringData is written over data.
        const plain = secret.read("stringData").child("password");
        const field = plain.isAbsent ? secret.read("data").child("password") : plain;
        const decoded = secretEntries(secret).find((entry) => entry.field.name === field.name)?.text;
        return field.isAbsent
            ? []
            : failWhen(all(passthrough, not(isVerifier(field, decoded))), field, {
                  wanted: "take cnpg.io/passwordPassthrough away, or write the SCRAM-SHA-256 verifier of the password",
              });
    },
};

const verifier = "SCRAM-SHA-256$";

function isVerifier(field: Field, decoded: string | undefined): Ternary {
    if (field.path[0] === "stringData") {
        return startsWith(field, verifier);
    }
    // A variable in base64: nobody knows where its bytes fall.
    return field.isUnknown || hasVariable(field.text ?? "") ? "unknown" : (decoded?.startsWith(verifier) ?? false);
}
