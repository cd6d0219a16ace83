import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import type { ChildOptions } from "../core/children";
import type { MonitoringArgs, ObjectLabels } from "../kubernetes/arguments";
import { grafanaDashboard } from "../kubernetes/grafana";
import { managedLabels } from "../kubernetes/labels";
import { foundConfigMap, podMonitor, prometheusRule, ruleGroup } from "../kubernetes/monitoring";
import { databaseAlerts } from "./alerts";
import type { PostgresDatabaseArgs } from "./arguments";
import { certManagerAlerts, endingAlerts, type CertificateEnding } from "./certificateAlerts";
import { databaseDashboard } from "./dashboard";
import { logAlerts } from "./logAlerts";
import { monitoredDatabase, type MonitoredDatabase } from "./monitored";

interface Place {
    name: string;
    namespace: string;
}

/** What monitoring must know of a database's certificates. */
export interface MonitoredCertificates {
    /** Root certificates (PEM) that vouch for the servers' certificate, which is also that of the metrics. */
    ca: pulumi.Input<string>;
    /** Certificates that `up` renews. */
    endings?: pulumi.Input<CertificateEnding>[];
    /** Certificates that cert-manager renews. */
    certManagerNames?: string[];
    /** A name in the pooler's certificate. Default: the pooler has the servers'. */
    poolerName?: string;
}

/**
 * The PrometheusRule, which needs nothing else, so that it can go before everything: where the CRDs of Prometheus Operator are missing, it
 * fails before a database is made.
 */
export function alertingRules(
    name: string,
    place: Place,
    args: PostgresDatabaseArgs,
    child: ChildOptions,
): pulumi.Resource[] {
    const { kind, labels = {} } = args.monitoring ?? {};
    if (kind === "none") {
        return [];
    }
    const groups = [ruleGroup(place.name, ofDatabase(place), databaseAlerts(monitoredDatabase(place, args)))];
    return [prometheusRule(`${name}-alerts`, { ...place, labels, groups }, child())];
}

/** Everything else by which a database is watched. */
export function monitorDatabase(
    name: string,
    place: Place,
    args: PostgresDatabaseArgs,
    certificates: MonitoredCertificates,
    child: ChildOptions,
): pulumi.Resource[] {
    const { monitoring = {} } = args;
    if (monitoring.kind === "none") {
        return [];
    }
    const database = monitoredDatabase(place, args);
    return [
        ...monitors(name, database, certificates, monitoring, child),
        ...certificateRules(name, database, certificates, monitoring, child),
        dashboard(name, database, monitoring, child),
        ...logRules(name, database, monitoring, child),
    ];
}

function monitors(
    name: string,
    { name: cluster, namespace, pooler }: MonitoredDatabase,
    { ca, poolerName }: MonitoredCertificates,
    { labels = {} }: MonitoringArgs,
    child: ChildOptions,
): pulumi.Resource[] {
    // In the certificate that CloudNativePG issues, and asked for in every other one (its GetClusterAltDNSNames).
    const serverName = `${cluster}-rw`;
    const authority = new ConfigMap(
        `${name}-metrics-ca`,
        {
            metadata: { name: `${cluster}-metrics-ca`, namespace, labels: managedLabels },
            data: { "ca.crt": ca },
        },
        child(),
    );
    const common = { namespace, labels, port: "metrics", ca: { configMap: authority.metadata.name, key: "ca.crt" } };
    const servers = podMonitor(
        `${name}-metrics`,
        {
            ...common,
            name: cluster,
            select: { "cnpg.io/cluster": cluster, "cnpg.io/podRole": "instance" },
            serverName,
        },
        child(),
    );
    if (pooler === undefined) {
        return [authority, servers];
    }
    const select = { "cnpg.io/poolerName": pooler.name };
    return [
        authority,
        servers,
        podMonitor(
            `${name}-pooler-metrics`,
            { ...common, name: pooler.name, select, serverName: poolerName ?? serverName },
            child(),
        ),
    ];
}

/** A PrometheusRule of its own, since the ends of certificates are known only when these are made. */
function certificateRules(
    name: string,
    { name: cluster, namespace }: MonitoredDatabase,
    { endings = [], certManagerNames = [] }: MonitoredCertificates,
    { labels = {} }: MonitoringArgs,
    child: ChildOptions,
): pulumi.Resource[] {
    if (endings.length === 0 && certManagerNames.length === 0) {
        return [];
    }
    const place = { name: `${cluster}-certificates`, namespace };
    const group = pulumi
        .all(endings)
        .apply((known) =>
            ruleGroup(place.name, ofDatabase({ name: cluster, namespace }), [
                ...endingAlerts(cluster, known),
                ...certManagerAlerts(cluster, namespace, certManagerNames),
            ]),
        );
    return [prometheusRule(`${name}-certificate-alerts`, { ...place, labels, groups: [group] }, child())];
}

function dashboard(
    name: string,
    database: MonitoredDatabase,
    { dashboard: { labels = { grafana_dashboard: "1" } } = {} }: MonitoringArgs,
    child: ChildOptions,
): pulumi.Resource {
    const { name: cluster, namespace } = database;
    return foundConfigMap(
        `${name}-dashboard`,
        {
            name: `${cluster}-dashboard`,
            namespace,
            labels,
            file: `postgres-${namespace}-${cluster}.json`,
            content: JSON.stringify(grafanaDashboard(databaseDashboard(database))),
        },
        child(),
    );
}

function logRules(
    name: string,
    database: MonitoredDatabase,
    { loki }: MonitoringArgs,
    child: ChildOptions,
): pulumi.Resource[] {
    if (loki === undefined) {
        return [];
    }
    const { name: cluster, namespace } = database;
    const group = ruleGroup(`${namespace}/${cluster}`, ofDatabase(database), logAlerts(database, loki));
    return [
        foundConfigMap(
            `${name}-log-alerts`,
            {
                name: `${cluster}-log-alerts`,
                namespace,
                labels: loki.labels ?? { loki_rule: "1" },
                file: `postgres-${namespace}-${cluster}.yaml`,
                content: stringify({ groups: [group] }),
            },
            child(),
        ),
    ];
}

/** Labels of every alert: by them it is routed, and the dashboard finds what is firing. */
function ofDatabase({ name, namespace }: Place): ObjectLabels {
    return { namespace, database: name };
}
