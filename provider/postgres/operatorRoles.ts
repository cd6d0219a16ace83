type Verb = "create" | "delete" | "get" | "list" | "patch" | "update" | "watch";

/**
 * What the operator may do with one kind of object. A test holds this against the API server's audit log of a real run
 * (operatorRoles.engine.test.ts): a verb in `used` must appear there, any other must have its reason.
 */
export interface Grant {
    apiGroup: string;
    resource: string;
    used: Verb[];
    kept: Partial<Record<Reason, Verb[]>>;
}

export interface Rule {
    apiGroups: string[];
    resources: string[];
    verbs: string[];
}

export const reasons = {
    reads: "the operator reads through caches, which get and list where the API server does not stream lists",
    handedOn: "the operator writes a Role for each database's instances and may hand on only what it holds itself",
    lifecycle: "used when a database is changed, fails over, is backed up, restored or taken down",
    plugins:
        "looked up in the operator's namespace when a Service there gets an endpoint, which may be another plugin's",
    leader: "leader election and the operator's own certificate, which the sandbox turns off for a single process",
};

type Reason = keyof typeof reasons;

const core = "";
const apps = "apps";
const cnpg = "postgresql.cnpg.io";
const barman = "barmancloud.cnpg.io";
const rbac = "rbac.authorization.k8s.io";

function grant(apiGroup: string, resource: string, used: Verb[], kept: Grant["kept"] = {}): Grant {
    return { apiGroup, resource, used, kept };
}

/**
 * What CloudNativePG 1.30 and plugin-barman-cloud 0.15 need in a namespace whose databases they look after: the rules of their
 * release manifests, less what is cluster-wide (nodes, catalogs, webhook configurations) and the making of PodMonitors, which are
 * made here: but where their CRD is, the operator looks for one in every reconcile (createOrPatchPodMonitor), and waits for ever
 * if it may not.
 */
export const databaseGrants: Grant[] = [
    grant(core, "configmaps", ["create", "watch"], {
        reads: ["list"],
        handedOn: ["get"],
        lifecycle: ["delete", "patch", "update"],
    }),
    grant(core, "secrets", ["create", "watch"], {
        reads: ["list"],
        handedOn: ["get"],
        lifecycle: ["delete", "patch", "update"],
    }),
    grant(core, "services", ["create", "watch"], { reads: ["get", "list"], lifecycle: ["delete", "patch", "update"] }),
    grant(core, "configmaps/status", [], { lifecycle: ["get", "patch", "update"] }),
    grant(core, "secrets/status", [], { lifecycle: ["get", "patch", "update"] }),
    grant(core, "events", ["create"], { lifecycle: ["patch"] }),
    grant(core, "persistentvolumeclaims", ["create", "watch"], {
        reads: ["get", "list"],
        lifecycle: ["delete", "patch"],
    }),
    grant(core, "pods", ["watch"], { reads: ["get", "list"], lifecycle: ["create", "delete", "patch"] }),
    grant(core, "pods/exec", [], { lifecycle: ["create", "delete", "get", "list", "patch", "watch"] }),
    grant(core, "pods/status", [], { lifecycle: ["get"] }),
    grant(core, "serviceaccounts", ["create", "watch"], { reads: ["get", "list"], lifecycle: ["patch", "update"] }),
    grant(apps, "deployments", ["watch"], {
        reads: ["get", "list"],
        lifecycle: ["create", "delete", "patch", "update"],
    }),
    grant("batch", "jobs", ["create", "watch"], { reads: ["get", "list"], lifecycle: ["delete", "patch"] }),
    grant("coordination.k8s.io", "leases", ["create", "watch"], { reads: ["list"], handedOn: ["get", "update"] }),
    grant("policy", "poddisruptionbudgets", ["create", "watch"], {
        reads: ["get", "list"],
        lifecycle: ["delete", "patch", "update"],
    }),
    grant(cnpg, "backups", ["watch"], {
        reads: ["list"],
        handedOn: ["delete", "get"],
        lifecycle: ["create", "patch", "update"],
    }),
    grant(cnpg, "clusters", ["update", "watch"], {
        handedOn: ["get", "list"],
        lifecycle: ["create", "delete", "patch"],
    }),
    grant(cnpg, "databaseroles", ["watch"], {
        handedOn: ["get", "list", "update"],
        lifecycle: ["create", "delete", "patch"],
    }),
    grant(cnpg, "databases", [], {
        handedOn: ["get", "list", "update", "watch"],
        lifecycle: ["create", "delete", "patch"],
    }),
    grant(cnpg, "poolers", ["watch"], { reads: ["get", "list"], lifecycle: ["create", "delete", "patch", "update"] }),
    grant(cnpg, "publications", [], {
        handedOn: ["get", "list", "update", "watch"],
        lifecycle: ["create", "delete", "patch"],
    }),
    grant(cnpg, "scheduledbackups", ["watch"], {
        reads: ["get", "list"],
        lifecycle: ["create", "delete", "patch", "update"],
    }),
    grant(cnpg, "subscriptions", [], {
        handedOn: ["get", "list", "update", "watch"],
        lifecycle: ["create", "delete", "patch"],
    }),
    grant(cnpg, "failoverquorums", ["watch"], { handedOn: ["get", "list"], lifecycle: ["create", "delete"] }),
    grant(cnpg, "imagecatalogs", ["watch"], { reads: ["get", "list"] }),
    grant(cnpg, "backups/status", [], { handedOn: ["get", "patch", "update"] }),
    grant(cnpg, "clusters/status", ["patch", "update"], { handedOn: ["get", "watch"] }),
    grant(cnpg, "databaseroles/status", [], { handedOn: ["get", "patch", "update"], lifecycle: ["watch"] }),
    grant(cnpg, "databases/status", [], { handedOn: ["get", "patch", "update"] }),
    grant(cnpg, "failoverquorums/status", [], { handedOn: ["get", "patch", "update", "watch"] }),
    grant(cnpg, "poolers/status", [], { lifecycle: ["get", "patch", "update", "watch"] }),
    grant(cnpg, "publications/status", [], { handedOn: ["get", "patch", "update"] }),
    grant(cnpg, "scheduledbackups/status", ["patch"], { lifecycle: ["get", "update"] }),
    grant(cnpg, "subscriptions/status", [], { handedOn: ["get", "patch", "update"] }),
    grant(cnpg, "clusters/finalizers", [], { lifecycle: ["update"] }),
    grant(cnpg, "databaseroles/finalizers", [], { lifecycle: ["update"] }),
    grant(cnpg, "poolers/finalizers", [], { lifecycle: ["update"] }),
    grant("monitoring.coreos.com", "podmonitors", ["watch"], { reads: ["get", "list"] }),
    grant(rbac, "roles", ["create", "watch"], { reads: ["get", "list"], lifecycle: ["patch", "update"] }),
    grant(rbac, "rolebindings", ["create", "watch"], { reads: ["get", "list"], lifecycle: ["patch", "update"] }),
    grant("snapshot.storage.k8s.io", "volumesnapshots", [], { lifecycle: ["create", "get", "list", "patch", "watch"] }),
    grant(barman, "objectstores", [], { handedOn: ["get", "list", "watch"] }),
    grant(barman, "objectstores/status", [], { handedOn: ["update"], lifecycle: ["get", "patch"] }),
    grant(barman, "objectstores/finalizers", [], { lifecycle: ["update"] }),
];

/** What the operator needs where it runs itself. */
export const ownGrants: Grant[] = [
    grant(core, "configmaps", ["watch"], { reads: ["get", "list"] }),
    grant(core, "secrets", ["watch"], { reads: ["get", "list"], leader: ["create", "patch", "update"] }),
    grant(core, "events", [], { leader: ["create", "patch"] }),
    grant(core, "services", [], { plugins: ["get", "list", "watch"] }),
    grant(apps, "deployments", [], { leader: ["list"] }),
    grant("coordination.k8s.io", "leases", [], { leader: ["create", "get", "update"] }),
    grant("discovery.k8s.io", "endpointslices", ["watch"], { reads: ["get", "list"] }),
];

/**
 * What the two cannot do without anywhere in the cluster: reads only, none of a Secret. The manager exits without the first two
 * (CloudNativePG #9346); plugin-barman-cloud has no setting for fewer namespaces than all, and reads the Roles it writes through
 * a cache of all of them.
 */
export const clusterGrants: Grant[] = [
    grant(core, "nodes", ["watch"], { reads: ["get", "list"] }),
    grant(cnpg, "clusterimagecatalogs", ["watch"], { reads: ["get", "list"] }),
    grant(barman, "objectstores", ["watch"], { reads: ["get", "list"] }),
    grant(rbac, "roles", ["watch"], { reads: ["get", "list"] }),
    grant(rbac, "rolebindings", ["watch"], { reads: ["get", "list"] }),
];

export function verbsOf({ used, kept }: Grant): Verb[] {
    return [...new Set([...used, ...Object.values(kept).flat()])].sort();
}

/** The rules of a Role: kinds of one API group with the same verbs stand together. */
export function rulesOf(grants: readonly Grant[]): Rule[] {
    const rules = new Map<string, Rule>();
    for (const each of grants) {
        const verbs = verbsOf(each);
        const key = JSON.stringify([each.apiGroup, verbs]);
        const rule = rules.get(key) ?? { apiGroups: [each.apiGroup], resources: [], verbs };
        rules.set(key, { ...rule, resources: [...rule.resources, each.resource] });
    }
    return [...rules.values()];
}
