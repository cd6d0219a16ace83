import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { each, type Outcome } from "../outcome";
import { podSpecOf } from "../pod";
import type { Subject } from "../subject";
import { ownName } from "./databaseImages";

/** A hole in an operator that later versions have closed. */
export interface KnownHole {
    readonly name: string;
    /** The first version without it, one for each line of releases that was mended. */
    readonly fixed: readonly string[];
    readonly source: string;
}

export interface KnownOperator {
    readonly title: string;
    /** What its images are called, without registry and owner. */
    readonly images: readonly string[];
    /** Owners of images of the same name that are another operator's. */
    readonly exceptOwners?: readonly string[];
    /** Names of its Deployment, its service account and its roles, as its manifests and charts write them. */
    readonly names: readonly string[];
    /** How it is told which namespaces to watch. */
    readonly watch?: WatchScope;
    readonly holes: readonly KnownHole[];
}

export interface WatchScope {
    /** Variables that name the namespaces; none of them set means every namespace. */
    readonly variables: readonly string[];
    /** Only here does it watch every namespace; elsewhere its own. */
    readonly onlyIn?: string;
    /** A ConfigMap beside it that may hold the variables too. */
    readonly configMap?: string;
}

export const operators: readonly KnownOperator[] = [
    {
        title: "CloudNativePG",
        images: ["cloudnative-pg", "cloudnative-pg-testing"],
        names: ["cnpg-manager", "cnpg-controller-manager", "cloudnative-pg"],
        watch: { variables: ["WATCH_NAMESPACE"], configMap: "cnpg-controller-manager-config" },
        holes: [
            {
                name: "GHSA-7qwx-x8ff-3px9 (the status port answers strangers)",
                fixed: ["1.30.0"],
                source: "https://github.com/cloudnative-pg/cloudnative-pg/security/advisories/GHSA-7qwx-x8ff-3px9",
            },
            {
                name: "CVE-2026-55769 (search_path)",
                fixed: ["1.28.4", "1.29.2", "1.30.0"],
                source: "https://github.com/cloudnative-pg/cloudnative-pg/security/advisories/GHSA-x8c2-3p4r-v9r6",
            },
            {
                name: "CVE-2026-55765 (passwords in the clear in logs)",
                fixed: ["1.28.4", "1.29.2", "1.30.0"],
                source: "https://github.com/cloudnative-pg/cloudnative-pg/security/advisories/GHSA-w3gf-xc94-wvmj",
            },
            {
                name: "CVE-2026-44477 (superuser through the metrics exporter)",
                fixed: ["1.28.3", "1.29.1"],
                source: "https://github.com/cloudnative-pg/cloudnative-pg/security/advisories/GHSA-423p-g724-fr39",
            },
        ],
    },
    {
        title: "plugin-barman-cloud",
        images: ["plugin-barman-cloud", "plugin-barman-cloud-testing"],
        names: ["plugin-barman-cloud", "barman-cloud"],
        holes: [],
    },
    {
        title: "Altinity clickhouse-operator",
        images: ["clickhouse-operator"],
        // ghcr.io/clickhouse/clickhouse-operator is ClickHouse's own, with versions of its own.
        exceptOwners: ["clickhouse"],
        names: ["clickhouse-operator", "altinity-clickhouse-operator"],
        watch: { variables: ["WATCH_NAMESPACE", "WATCH_NAMESPACES"], onlyIn: "kube-system" },
        holes: [
            {
                name: "/debug/pprof on the metrics port",
                fixed: ["0.27.2"],
                source: "https://github.com/Altinity/clickhouse-operator/releases/tag/release-0.27.2",
            },
        ],
    },
    ...["percona-server-mongodb", "percona-xtradb-cluster", "percona-server-mysql", "percona-postgresql"].map(
        (product): KnownOperator => ({
            title: `Percona ${product.replace("percona-", "")} operator`,
            images: [`${product}-operator`],
            names: [`${product}-operator`],
            watch: { variables: ["WATCH_NAMESPACE"] },
            holes: [],
        }),
    ),
    {
        title: "mariadb-operator",
        images: ["mariadb-operator", "mariadb-operator-enterprise"],
        names: ["mariadb-operator"],
        holes: [],
    },
    {
        title: "Zalando or Crunchy postgres-operator",
        images: ["postgres-operator"],
        names: ["postgres-operator"],
        holes: [],
    },
];

/** The operator whose image this is, wherever it was mirrored to. */
export function operatorOfImage(image: string): KnownOperator | undefined {
    const name = ownName(image);
    if (isOperandTag(image)) {
        return undefined;
    }
    const owner = image.toLowerCase().split("@")[0]?.split("/").at(-2);
    return operators.find(
        ({ images, exceptOwners = [] }) =>
            images.includes(name) && (owner === undefined || !exceptOwners.includes(owner)),
    );
}

/** Percona keeps images of databases and tools in its operators' repositories, told apart by the tag: `main-pxc8.0`, `main-backup`. */
function isOperandTag(image: string): boolean {
    return /^(?:.*\/)?percona-[\w-]+-operator:(?:[\w.]+-)*(?:pxc|psmdb|mongod|backup|haproxy|proxysql|pmm|logcollector)[\d.]*(?:-[\w.-]*)?(?:@|$)/.test(
        image.toLowerCase(),
    );
}

/**
 * The operator that a Deployment runs: by its image, or by the names that its manifests give where the image is a variable. Init
 * containers do not count: CloudNativePG copies its program from its own image into the pods of a Pooler (specs/pgbouncer/deployments.go).
 */
export function operatorOf(deployment: Subject): KnownOperator | undefined {
    const containers = podSpecOf(deployment).child("containers").items;
    const images = containers.map((container) => container.child("image").text ?? "");
    const known = images.map(operatorOfImage).find((operator) => operator !== undefined);
    const label = deployment.label("app.kubernetes.io/name");
    return (
        known ??
        (images.some((image) => /^[\w./:@-]+$/.test(image))
            ? undefined
            : operators.find(({ names }) => names.includes(deployment.name) || names.includes(label ?? "")))
    );
}

/** Judges the containers that run the operator itself; all of the pod's where the images do not tell. */
export function eachOperatorContainer(
    deployment: Subject,
    operator: KnownOperator,
    judge: (container: Field) => readonly Outcome[],
): readonly Outcome[] {
    const containers = podSpecOf(deployment).child("containers");
    const isOwn = (container: Field): boolean => operatorOfImage(container.child("image").text ?? "") === operator;
    const some = containers.items.some(isOwn);
    return each(containers, (container) => (isOwn(container) || !some ? judge(container) : []));
}

/** Whether an object is named for an operator: `cnpg-manager`, `clickhouse-operator-kube-system`, `orders-cloudnative-pg`. */
export function isNamedForOperator(name: string): boolean {
    return operators.some(({ names }) =>
        names.some((own) => name === own || name.startsWith(`${own}-`) || name.endsWith(`-${own}`)),
    );
}

/** Service accounts that operators' manifests name, whatever the namespace. */
export function isOperatorAccount(name: string): boolean {
    return operators.some(({ names }) => names.includes(name));
}

export const operatorKinds = [kubernetes.deployment] as const;
