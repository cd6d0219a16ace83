/**
 * Pulumi's policy exceptions, and what becomes of a waiver in them.
 *
 * What was read (November 2026):
 * - CLI 3.255.0, the one that this project is tested with, has none: no file of github.com/pulumi/pulumi/pkg/v3 and sdk/v3 at
 *   v3.255.0 speaks of them, and pkg/resource/analyzer/config.go takes an object under `exceptions` in a
 *   `--policy-pack-config` file for the settings of a policy of that name. So an exported file changes nothing there: every
 *   violation stays one. The same holds for pulumi/pulumi at 1b5949891 (3.260.0-dev).
 * - The documentation of CLI 3.274.1 has them, as a public preview, for `pulumi policy exception` and for local config files
 *   (pulumi.com/docs/discovery-governance/concepts/policy-as-code/policy-exceptions/): an exception has a reason and match
 *   entries, each with policies and URNs, and accepts what one entry names in both. Only Pulumi Cloud adds an expiry. The fields'
 *   names, and the limits (100 of each; 2048 characters for a reason or a URN), are those of its REST schema
 *   (pulumi.com/docs/reference/cloud-rest-api/schema/createpolicyexceptionrequest/).
 *
 * What is inferred, since the source of a released CLI that has them was not to be had: that a local file uses those names, and
 * holds the exceptions under `exceptions` by an ID of letters, digits, - . and _. The latter, and that an exception with an
 * unknown field is skipped with a warning, is so in two commits of pulumi/pulumi (pkg/resource/analyzer/exceptions.go at
 * 9b4b9a31 and 4a1e78eb); their exceptions have other fields in place of `match` (policies, stacks, urns; then policies, stacks,
 * resources), and which release they belong to, if any, is not known. Hold an exported file against the CLI that is to read it.
 *
 * So owner, expiry and ticket have no field of their own, and an unknown one would undo the exception: they are written into the
 * reason, from where they are read back. No local exception ends by itself.
 */
import type { Waiver } from "./waiver";

export interface PolicyException {
    readonly reason: string;
    readonly match: readonly {
        readonly policies: readonly string[];
        readonly targets: readonly string[];
    }[];
}

/** What a `--policy-pack-config` file has besides the settings of policies. */
export interface PolicyExceptions {
    readonly exceptions: Readonly<Record<string, PolicyException>>;
}

/** A waiver's reason, owner, last day and ticket as one text. */
export function reasonOf({ reason, owner, expires, ticket }: Waiver): string {
    const fields = [`owner: ${owner}`, `expires: ${expires}`, ...(ticket === undefined ? [] : [`ticket: ${ticket}`])];
    return `${reason} [${fields.join("; ")}]`;
}

export interface SaidByReason {
    readonly reason: string;
    readonly owner?: string;
    readonly expires?: string;
    readonly ticket?: string;
}

/** Reads them back; a reason of somebody else's is only that. */
export function readReason(text: string): SaidByReason {
    const match = /^([\s\S]*) \[owner: ([^;[\]]+); expires: (\d{4}-\d{2}-\d{2})(?:; ticket: ([^;[\]]*))?\]$/.exec(text);
    if (match === null) {
        return { reason: text };
    }
    const [, reason = "", owner = "", expires = "", ticket] = match;
    return { reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
}
