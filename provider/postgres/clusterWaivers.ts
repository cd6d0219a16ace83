import type { BackupTarget } from "../core/seam";
import { waiverAnnotation } from "../core/waiver";
import type { PostgresDatabaseArgs } from "./arguments";

/** Every waiver that weakens the Cluster, as annotations under the rule that it answers. */
export function clusterWaivers(
    { users, tls, backup }: PostgresDatabaseArgs,
    target: BackupTarget | undefined,
): Record<string, string> {
    const wide = users.flatMap(({ from }) => from.flatMap(({ allowWide }) => allowWide ?? []));
    return {
        ...(tls?.allowPlaintext && waiverAnnotation("postgres-plaintext-connections", tls.allowPlaintext)),
        ...(wide[0] && waiverAnnotation("postgres-open-network", wide[0])),
        ...(backup?.disabled && waiverAnnotation("postgres-backup-missing", backup.disabled)),
        ...(target?.auth.kind === "keySecret" && waiverAnnotation("postgres-static-cloud-keys", target.auth.waiver)),
    };
}
