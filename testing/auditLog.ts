import { readFileSync } from "node:fs";
import { at, isRecord, textAt } from "../sandbox/json";

/** A request on a kind of object as the API server logged it, once however often it was made. */
export interface Call {
    verb: string;
    /** Empty for the core group. */
    apiGroup: string;
    /** With its subresource: `clusters/status`. */
    resource: string;
    /** Empty where the request was for all namespaces, or the kind has none. */
    namespace: string;
    /** HTTP status of the answer. */
    code: number;
}

/** What a user asked for. Discovery and other paths that are no objects are left out: every user may read them. */
export function callsBy(user: string, auditLog: string): Call[] {
    const lines = readFileSync(auditLog, "utf8")
        .split("\n")
        // The last line may be half written.
        .filter((line) => line.endsWith("}") && line.includes(`"username":"${user}"`));
    const calls = lines
        .map((line): unknown => JSON.parse(line))
        .filter((event) => isRecord(at(event, "objectRef")) && isRecord(at(event, "responseStatus")))
        .map((event): Call => {
            const subresource = textAt(event, "objectRef", "subresource");
            return {
                verb: textAt(event, "verb") ?? "",
                apiGroup: textAt(event, "objectRef", "apiGroup") ?? "",
                resource: `${textAt(event, "objectRef", "resource") ?? ""}${subresource === undefined ? "" : `/${subresource}`}`,
                namespace: textAt(event, "objectRef", "namespace") ?? "",
                code: Number(at(event, "responseStatus", "code")),
            };
        });
    return [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];
}
