import { createHash } from "node:crypto";
import { kindOf } from "../rules/kinds";
import type { Finding } from "./finding";

/**
 * Who a finding is, whatever line or file it moves to and whatever its message says by then:
 * the rule, the resource (of any served version of its kind) and the path, as sha256 in hexadecimal.
 */
export function fingerprint({ rule, resource, path }: Pick<Finding, "rule" | "resource" | "path">): string {
    const { apiVersion, kind, namespace, name, urn = "" } = resource;
    return createHash("sha256")
        .update(JSON.stringify([rule, kindOf(apiVersion, kind), namespace, name, urn, path]))
        .digest("hex");
}
