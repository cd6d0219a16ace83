import { CustomResourceDefinition } from "@pulumi/kubernetes/apiextensions/v1/customResourceDefinition";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding";
import { Role } from "@pulumi/kubernetes/rbac/v1/role";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import * as pulumi from "@pulumi/pulumi";
import { childrenOf, type ChildOptions } from "../core/children";
import { clusterWideName } from "../core/names";
import { managedLabels } from "../kubernetes/labels";
import { hardenedNamespace } from "../kubernetes/namespace";
import { networkPolicy } from "../kubernetes/networkFlow";
import type { NamespaceArgs } from "../kubernetes/arguments";
import { watchChildren } from "../summary/children";
import { complianceSummary, type ComplianceSummary } from "../summary/complianceSummary";
import type { OperatorReference, PostgresOperatorArgs } from "./arguments";
import { postgresAssets } from "./assets";
import { operatorEgress, operatorLabels } from "./network";
import { operatorDeployment } from "./operatorDeployment";
import { clusterGrants, databaseGrants, ownGrants, rulesOf, type Grant } from "./operatorRoles";
import type { PostgresOperatorOutputs } from "./outputs";
import { images as pinned } from "./pins";

/** CloudNativePG and its backup plugin: rights in the namespaces it watches, and a few reads elsewhere. */
export class PostgresOperator extends pulumi.ComponentResource implements PostgresOperatorOutputs {
    readonly namespace: pulumi.Output<string>;
    readonly serviceAccount: pulumi.Output<string>;
    readonly reference: pulumi.Output<OperatorReference>;
    readonly complianceSummary: pulumi.Output<ComplianceSummary>;

    constructor(name: string, args: PostgresOperatorArgs, options: pulumi.ComponentResourceOptions = {}) {
        const made = watchChildren(options);
        super("hardened-db:index:PostgresOperator", name, args, made.options);
        const child = childrenOf(this, options);
        const namespace = args.namespace.name;
        const inNamespace = { name, namespace, labels: managedLabels };

        const namespaces = watchedAndOwn(args).flatMap((each) => hardenedNamespace(name, each, child));
        const ready = child({ dependsOn: namespaces });

        const account = new ServiceAccount(name, { metadata: inNamespace, automountServiceAccountToken: true }, ready);
        const definitions = args.crds === "existing" ? [] : customResourceDefinitions(name, child);
        const rights = [
            ...namespacedRights(name, account, args, ready),
            ...(args.clusterRole === "existing" ? [] : clusterRights(name, account, child)),
        ];
        const queries = new ConfigMap(
            `${name}-monitoring-queries`,
            {
                metadata: { ...inNamespace, name: `${name}-monitoring-queries` },
                data: postgresAssets().monitoringQueries,
            },
            ready,
        );
        const watched = args.watchNamespaces.map((each) => each.name);
        const policy = networkPolicy(
            `${name}-network`,
            {
                name,
                namespace,
                select: { matchLabels: { ...operatorLabels, "app.kubernetes.io/instance": name } },
                ingress: [],
                egress: operatorEgress(watched, args.network),
            },
            ready,
        );
        const deployment = new Deployment(
            name,
            operatorDeployment({
                name,
                namespace,
                watchNamespaces: watched,
                images: { ...pinned, ...args.images },
                monitoringQueries: `${name}-monitoring-queries`,
            }),
            child({ dependsOn: [...definitions, ...rights, queries, policy] }),
        );

        // Whoever uses the reference waits for the running operator, and is taken down before it.
        const running = pulumi.all([deployment.id, ...definitions.map(({ id }) => id)]);
        this.namespace = running.apply(() => namespace);
        this.serviceAccount = account.metadata.name;
        this.reference = running.apply(() => ({ namespace, watchNamespaces: watched }));
        this.complianceSummary = complianceSummary(made);
        this.registerOutputs({
            namespace: this.namespace,
            serviceAccount: this.serviceAccount,
            reference: this.reference,
            complianceSummary: this.complianceSummary,
        });
    }
}

/** Each namespace once, made if any mention of it says so. */
function watchedAndOwn({ namespace, watchNamespaces }: PostgresOperatorArgs): NamespaceArgs[] {
    const all = [namespace, ...watchNamespaces];
    const names = [...new Set(all.map(({ name }) => name))];
    return names.map((name) => ({ name, create: all.some((each) => each.name === name && each.create) }));
}

/** They hold every database of the cluster, so they stay when the stack goes (design: nothing shared is lost). */
function customResourceDefinitions(name: string, child: ChildOptions): CustomResourceDefinition[] {
    return postgresAssets().customResourceDefinitions.map(
        (definition) =>
            new CustomResourceDefinition(
                `${name}-${definition.metadata.name}`,
                definition as unknown as ConstructorParameters<typeof CustomResourceDefinition>[1],
                child({ retainOnDelete: true }),
            ),
    );
}

function namespacedRights(
    name: string,
    account: ServiceAccount,
    { namespace, watchNamespaces }: PostgresOperatorArgs,
    options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const grant = (what: string, place: string, grants: readonly Grant[]): pulumi.Resource[] => {
        const metadata = { name: `${name}-${what}`, namespace: place, labels: managedLabels };
        const role = new Role(`${name}-${what}-${place}`, { metadata, rules: rulesOf(grants) }, options);
        const binding = new RoleBinding(
            `${name}-${what}-${place}`,
            {
                metadata,
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
                subjects: [subject(account)],
            },
            options,
        );
        return [role, binding];
    };
    return [
        ...grant("operator", namespace.name, ownGrants),
        ...watchNamespaces.flatMap((watched) => grant("databases", watched.name, databaseGrants)),
    ];
}

function clusterRights(name: string, account: ServiceAccount, child: ChildOptions): pulumi.Resource[] {
    const metadata = {
        name: clusterWideName({ component: name, project: pulumi.getProject(), stack: pulumi.getStack() }),
        labels: managedLabels,
    };
    const role = new ClusterRole(`${name}-reads`, { metadata, rules: rulesOf(clusterGrants) }, child());
    const binding = new ClusterRoleBinding(
        `${name}-reads`,
        {
            metadata,
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role.metadata.name },
            subjects: [subject(account)],
        },
        child(),
    );
    return [role, binding];
}

function subject(account: ServiceAccount): {
    kind: string;
    name: pulumi.Output<string>;
    namespace: pulumi.Output<string>;
} {
    return { kind: "ServiceAccount", name: account.metadata.name, namespace: account.metadata.namespace };
}
