import type { Estate } from "../estate";
import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { each, fail, failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, type Ternary } from "../ternary";
import { is, oneOf } from "../text";
import { isBoundToOperator, bindsOperator } from "./operatorAccounts";
import { isNamedForOperator } from "./operators";

export const rule: Rule = {
    id: "operator-cluster-role",
    title: "The database operator cannot read Secrets, open shells or give rights across the cluster",
    controls: ["KSI-1", "KSI-3"],
    severity: "high",
    kinds: [kubernetes.clusterRole, kubernetes.clusterRoleBinding],
    scope: "estate",
    why: "Rights to Secrets, to pods/exec or to roles that hold in every namespace are as good as the cluster: whoever takes over the operator reads every Secret and gives itself the rest.",
    fix: "Move these rights into a Role in each namespace that the operator watches, and leave in a ClusterRole only what has no namespace (CloudNativePG: nodes and clusterimagecatalogs, get, list and watch). Set WATCH_NAMESPACE to the same namespaces.",
    references: [
        {
            title: "Kubernetes: RBAC good practices, privilege escalation risks",
            url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
            version: "Kubernetes 1.34",
        },
        {
            title: "CloudNativePG: security, RBAC of the operator",
            url: "https://cloudnative-pg.io/documentation/1.30/security/",
            version: "CloudNativePG 1.30.0",
        },
    ],
    check: (subject, estate) =>
        subject.kind === kubernetes.clusterRole ? ofRole(subject, estate) : ofBinding(subject, estate),
};

function ofRole(role: Subject, estate: Estate): readonly Outcome[] {
    return isBoundToOperator(role, estate) || isNamedForOperator(role.name) ? each(role.read("rules"), ofEntry) : [];
}

/** Rights that Kubernetes has in every cluster, and that hold more than an operator may have. */
const builtIn = ["cluster-admin", "admin", "edit"];

function ofBinding(binding: Subject, estate: Estate): readonly Outcome[] {
    const role = binding.read("roleRef.name");
    const isOperators = bindsOperator(binding, estate) || isNamedForOperator(binding.name);
    if (!isOperators) {
        return [];
    }
    const known = builtIn.includes(role.text ?? "");
    const isInSight = estate.find(kubernetes.clusterRole, "", role.text ?? "") !== undefined;
    return known || isInSight || estate.complete
        ? failWhen(oneOf(role, builtIn), role, {
              wanted: "bind the operator to a Role of its own in each namespace that it watches",
          })
        : [undecided(role, `the ClusterRole ${role.shown} that ${role.name} gives to the operator is not in sight`)];
}

const writes = ["create", "update", "patch", "delete", "deletecollection"];

/** Resources that are more than they seem, their API group, and the verbs that make them so (none named: any). */
const dangerous: readonly { group: string; resources: readonly string[]; verbs?: readonly string[] }[] = [
    { group: "", resources: ["secrets"], verbs: ["create", "update", "patch", "delete", "get", "list"] },
    { group: "", resources: ["pods/exec"] },
    {
        group: "rbac.authorization.k8s.io",
        resources: ["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
        verbs: [...writes, "bind", "escalate"],
    },
];

function ofEntry(entry: Field): readonly Outcome[] {
    const groups = entry.child("apiGroups");
    const resources = entry.child("resources");
    const verbs = entry.child("verbs");
    const wildcards = [verbs, resources, groups].flatMap((list) =>
        each(list, (item) =>
            failWhen(is(item, "*"), item, { wanted: "name what the operator needs, one by one; * is everything" }),
        ),
    );
    if (wildcards.some(({ verdict }) => verdict === "fail")) {
        return wildcards;
    }
    const rights = rightsIn(entry);
    return rights.some(({ verdict }) => verdict === "fail") ? rights : [...wildcards, ...rights].slice(0, 1);
}

function rightsIn(entry: Field): readonly Outcome[] {
    const groups = entry.child("apiGroups");
    const resources = entry.child("resources");
    const verbs = entry.child("verbs");
    return dangerous.flatMap((danger) =>
        resources.items.flatMap((resource): readonly Outcome[] => {
            const truth: Ternary = all(
                hasOne(groups, [danger.group]),
                oneOf(resource, danger.resources),
                danger.verbs === undefined ? true : hasOne(verbs, danger.verbs),
            );
            return truth === "unknown"
                ? [undecided(resource)]
                : truth
                  ? [
                        fail(resource, {
                            seen: `${resource.shown} with ${listed(verbs, danger.verbs)}`,
                            wanted: "move it into a Role in each namespace that the operator watches",
                        }),
                    ]
                  : [];
        }),
    );
}

function hasOne(list: Field, wanted: readonly string[]): Ternary {
    return any(...list.items.map((item) => oneOf(item, wanted)));
}

function listed(verbs: Field, dangerous: readonly string[] | undefined): string {
    const texts = verbs.items.flatMap(({ text }) => text ?? []);
    return texts.filter((verb) => dangerous?.includes(verb) ?? true).join(", ");
}
