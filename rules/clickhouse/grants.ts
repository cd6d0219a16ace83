import type { Field } from "../field";
import type { Ternary } from "../ternary";
import { hasVariable } from "../text";

/** Privileges that reach beyond the data: to other servers, to files, to the rights of others. */
const powers = ["ALL", "ALL PRIVILEGES", "SOURCES", "URL", "S3", "REMOTE", "ACCESS MANAGEMENT"];

/** Whether a text of grants/query gives such a privilege, or the right to pass on rights to everything. */
export function givesPower(query: Field): Ternary {
    if (query.isUnknown) {
        return "unknown";
    }
    const statements = (query.text ?? "").split(";").map((statement) => statement.trim().replace(/\s+/g, " "));
    if (statements.some(isPowerful)) {
        return true;
    }
    return statements.some((statement) => hasVariable(statement) && !/^REVOKE\b/i.test(statement)) ? "unknown" : false;
}

function isPowerful(statement: string): boolean {
    const match = /^GRANT (?:ON CLUSTER \S+ )?(.+?) ON (\S+)(.*)$/i.exec(statement);
    if (match === null) {
        return false;
    }
    const [, privileges = "", target = "", rest = ""] = match;
    const named = privileges
        .replace(/\([^)]*\)/g, "")
        .toUpperCase()
        .split(",")
        .map((privilege) => privilege.trim());
    return powers.some((power) => named.includes(power)) || (target === "*.*" && /\bWITH GRANT OPTION\b/i.test(rest));
}
