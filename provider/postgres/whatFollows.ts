import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import type { ChildOptions } from "../core/children";
import type { NetworkFacts } from "../core/seam";
import type { PostgresDatabaseArgs } from "./arguments";
import { scheduledBackup } from "./backup";
import { makeDatabases } from "./databases";
import { databasePooler } from "./pooler";
import { hasOperatorCertificate } from "./roles";
import { backupDefaults } from "./schedule";
import { makeDatabaseRole } from "./users";

export interface Following {
    network: NetworkFacts;
    /** Where backups go. Absent: there are none. */
    store?: CustomResource;
}

/** What is made once the Cluster is there: roles with certificates, further databases, the schedule, the pooler. */
export function makeWhatFollows(
    name: string,
    args: PostgresDatabaseArgs,
    { network, store }: Following,
    after: ChildOptions,
): void {
    const { users, tls = {}, backup = {}, pooler, deletionProtection: protect = true } = args;
    const namespace = args.namespace.name;
    const place = { name, namespace };
    for (const user of users.filter((each) => hasOperatorCertificate(each, tls))) {
        makeDatabaseRole(name, namespace, user, after({ protect }));
    }
    makeDatabases(name, namespace, args, (own = {}) => after({ protect, ...own }));
    if (store !== undefined) {
        new CustomResource(
            `${name}-backups`,
            scheduledBackup(place, name, backup.schedule ?? backupDefaults.schedule),
            after({ protect, dependsOn: store }),
        );
    }
    if (pooler !== undefined) {
        databasePooler(name, place, { pooler, args, network }, (own = {}) => after({ protect, ...own }));
    }
}
