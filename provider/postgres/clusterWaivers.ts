import { waiverAnnotation, type Waiver } from "../core/waiver";
import type { PostgresDatabaseArgs } from "./arguments";
import { hasOperatorCertificate } from "./roles";

/**
 * Every waiver that weakens the Cluster, as annotations under the rule that it answers. Of several for one rule the first is stamped.
 * One of the object store stands there: here it would accept nothing, and be told as one that is not used.
 */
export function clusterWaivers(args: PostgresDatabaseArgs): Record<string, string> {
    return Object.fromEntries(
        stamps(args).flatMap(([rule, waiver]) => (waiver ? Object.entries(waiverAnnotation(rule, waiver)) : [])),
    );
}

function stamps({
    users,
    tls = {},
    backup = {},
    audit = {},
}: PostgresDatabaseArgs): [rule: string, waiver: Waiver | undefined][] {
    return [
        ["postgres-plaintext-connections", tls.allowPlaintext],
        ["postgres-open-network", users.flatMap(({ from }) => from.flatMap(({ allowWide }) => allowWide ?? []))[0]],
        // A user with a certificate of the operator's is a DatabaseRole, which carries its own (users.ts).
        [
            "postgres-privileged-role",
            users.flatMap((user) => (hasOperatorCertificate(user, tls) ? [] : (user.privileged ?? [])))[0],
        ],
        ["postgres-audit-log", audit.disabled],
        ["postgres-log-content", audit.logStatements],
        ["postgres-backup-missing", backup.disabled],
    ];
}
