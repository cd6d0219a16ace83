import { onceAlone } from "../estate";
import { altinity, cnpg, percona } from "../kinds";
import type { Subject } from "../subject";
import { labelsIn, type Labels } from "./selector";

/** Labels whose keys only database operators write. */
const operatorPrefixes = [
    "cnpg.io/",
    "clickhouse.altinity.com/",
    "clickhouse-keeper.altinity.com/",
    "postgres-operator.crunchydata.com/",
    "k8s.mariadb.com/",
];

/** The recommended labels (kubernetes.io, "Recommended Labels"), and the values by which operators and charts name a database. */
const databaseValues: Readonly<Record<string, readonly string[]>> = {
    "app.kubernetes.io/managed-by": [
        "cloudnative-pg",
        "percona-server-mongodb-operator",
        "percona-xtradb-cluster-operator",
        "mariadb-operator",
    ],
    "app.kubernetes.io/part-of": ["percona-server-mongodb", "percona-xtradb-cluster"],
    "app.kubernetes.io/name": [
        "cloudnative-pg",
        "clickhouse",
        "clickhouse-keeper",
        "mariadb",
        "mongodb",
        "mysql",
        "percona-server-mongodb",
        "percona-xtradb-cluster",
        "postgresql",
        "postgresql-ha",
    ],
};

export const instanceLabel = "app.kubernetes.io/instance";
export const nameLabel = "app.kubernetes.io/name";

/** Whether labels, or the pairs of a selector, are those of a database whatever else is in sight. */
export function areOfDatabase(labels: Labels): boolean {
    return Object.entries(labels).some(
        ([key, value]) => isOperatorsOwn(key) || databaseValues[key]?.includes(value) === true,
    );
}

function isOperatorsOwn(key: string): boolean {
    return operatorPrefixes.some((prefix) => key.startsWith(prefix));
}

/** Labels that an operator gives what stands before a database, such as PgBouncer, and never the database's own pods. */
const ofOtherPods = ["cnpg.io/poolerName"];

/** Labels of an operator's pods that change while they run, or differ from pod to pod: whatever a selector asks is taken as given. */
export function isFleeting(key: string): boolean {
    return (
        (isOperatorsOwn(key) && !ofOtherPods.includes(key)) ||
        [
            "role",
            "app.kubernetes.io/component",
            "app.kubernetes.io/version",
            "statefulset.kubernetes.io/pod-name",
        ].includes(key)
    );
}

/** The labels that an operator gives the pods of this custom resource, as far as its manifest tells. */
export const labelsOfPods = onceAlone(({ kind, name, namespace, read }: Subject): Labels => {
    const recommended = (application: string): Labels => ({
        "app.kubernetes.io/name": application,
        "app.kubernetes.io/instance": name,
        "app.kubernetes.io/managed-by": `${application}-operator`,
        "app.kubernetes.io/part-of": application,
    });
    switch (kind) {
        case cnpg.cluster:
            return {
                ...labelsIn(read("spec.inheritedMetadata.labels")),
                "app.kubernetes.io/name": "postgresql",
                "app.kubernetes.io/instance": name,
                "app.kubernetes.io/managed-by": "cloudnative-pg",
                "cnpg.io/cluster": name,
                "cnpg.io/podRole": "instance",
            };
        case altinity.installation:
            return {
                ...labelsOfTemplates(read),
                "clickhouse.altinity.com/app": "chop",
                "clickhouse.altinity.com/chi": name,
                "clickhouse.altinity.com/namespace": namespace,
            };
        case altinity.keeper:
            return {
                ...labelsOfTemplates(read),
                "clickhouse-keeper.altinity.com/app": "chop",
                "clickhouse-keeper.altinity.com/chk": name,
                "clickhouse-keeper.altinity.com/namespace": namespace,
            };
        case percona.mongodb:
            return recommended("percona-server-mongodb");
        case percona.mysql:
            return recommended("percona-xtradb-cluster");
        default:
            return {};
    }
});

function labelsOfTemplates(read: Subject["read"]): Labels {
    const templates = read("spec.templates.podTemplates").items;
    return Object.assign({}, ...templates.map((template) => labelsIn(template.at("metadata.labels")))) as Labels;
}
