import type { Control } from "./control";

export const kubernetesSecurityIntegration: readonly Control[] = [
    {
        key: "KSI-1",
        name: "No Cluster Admin Access",
        section: "Kubernetes Security Integration",
        wording:
            "The operator is installed and works without cluster-wide rights; a cluster role is something the user asks for.",
        check: "rules",
        build: "A Role in the namespace; the few cluster-wide reads that an operator cannot live without are a small ClusterRole, listed in the report.",
        answers: {
            postgres: {
                how: "added",
                note: "As hardened-db installs it: a Role in place of the upstream ClusterRole; reading nodes and ClusterImageCatalogs cluster-wide cannot be avoided.",
            },
            clickhouse: {
                how: "added",
                note: "As hardened-db installs it: a Role in place of the upstream ClusterRole, and reading the operator's CRDs: without that, deleting an installation deletes its volumes.",
            },
            mysql: { how: "native", note: "The bundle has a Role, not a ClusterRole." },
            mongodb: { how: "native", note: "The bundle has a Role, not a ClusterRole." },
        },
    },
    {
        key: "KSI-2",
        name: "Namespace Scoping",
        section: "Kubernetes Security Integration",
        wording: "The operator looks after one namespace unless it is given more, by name or as the whole cluster.",
        check: "rules",
        build: "One namespace.",
        relax: "`watchNamespaces` of a PostgresOperator lists more.",
        answers: {
            postgres: { how: "configured", note: "WATCH_NAMESPACE; without it, all of them." },
            clickhouse: {
                how: "configured",
                note: "WATCH_NAMESPACE; installed in kube-system it watches all of them.",
            },
            mysql: { how: "native", note: "WATCH_NAMESPACE is the operator's own." },
            mongodb: { how: "native", note: "WATCH_NAMESPACE is the operator's own." },
        },
    },
    {
        key: "KSI-3",
        name: "Service Accounts",
        section: "Kubernetes Security Integration",
        wording: "The operator's service accounts belong to one namespace and may do no more than the operator needs.",
        check: "rules",
        build: "Least rights, the restricted Pod Security Standard on the namespace, hardened security contexts.",
        answers: {
            postgres: {
                how: "added",
                note: "As hardened-db installs it: a Role in place of the upstream ClusterRole, but for what KSI-1 lists.",
            },
            clickhouse: {
                how: "added",
                note: "As hardened-db installs it: a Role in place of the upstream ClusterRole, but for what KSI-1 lists.",
            },
            mysql: { how: "native", note: "A Role; a few of its verbs can be dropped." },
            mongodb: { how: "native", note: "A Role; what it holds for GKE's multi-cluster services can be dropped." },
        },
    },
    {
        key: "KSI-4",
        name: "IAM Policy Integration",
        section: "Kubernetes Security Integration",
        wording: "Database pods get their rights in the cloud from its identity service, not from keys.",
        check: "rules",
        build: "As CM-5: workload identity for the database's pods.",
        relax: "As CM-5.",
        answers: {
            postgres: { how: "configured", note: "Annotations in serviceAccountTemplate." },
            clickhouse: { how: "configured", note: "A service account in the pod template." },
            mysql: { how: "configured", note: "`serviceAccountName`, but backups to S3 do not use it (CM-5)." },
            mongodb: { how: "configured", note: "`serviceAccountName`." },
        },
    },
    {
        key: "KSI-5",
        name: "External Network Access",
        section: "Kubernetes Security Integration",
        wording: "Nothing opens the cluster's network to the outside unless the user says so.",
        check: "rules",
        build: "Only ClusterIP Services.",
        relax: "`service.exposure`: internal, or external with `service.sourceRanges` and a waiver in `service.allowExternal`.",
        answers: {
            postgres: {
                how: "native",
                note: "ClusterIP.",
                shownBy: {
                    file: "provider/plugin.pooler.test.ts",
                    title: "A PostgresDatabase with a pooler and a Service makes nothing of either when it is not asked to [KSI-5]",
                },
            },
            clickhouse: { how: "native", note: "ClusterIP since operator 0.23.4; before, a LoadBalancer." },
            mysql: { how: "native", note: "ClusterIP." },
            mongodb: { how: "native", note: "ClusterIP." },
        },
    },
    {
        key: "KSI-6",
        name: "Safe Client Calls to Network",
        section: "Kubernetes Security Integration",
        wording: "Database users cannot make the database call other hosts, unless that is switched on for them.",
        check: "rules",
        build: "Traffic is denied both ways by default; out go only DNS, the API server, peers, the identity endpoint and 443 to `network.objectStoreCidrs`. SQL functions that call out are off.",
        relax: "Entries of `egress[]`; `databases[].extensions[].allowOutbound` takes a waiver.",
        answers: {
            postgres: {
                how: "configured",
                note: "Do not grant the server-file and program roles, do not create dblink, foreign data wrappers and untrusted languages; close egress.",
            },
            clickhouse: {
                how: "configured",
                note: "remote_url_allow_hosts empty, no SOURCES rights; close egress.",
            },
            mysql: { how: "configured", note: "local_infile off, secure_file_priv set; close egress." },
            mongodb: { how: "configured", note: "security.javascriptEnabled: false; close egress." },
        },
    },
];
