import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { databaseKinds, kubernetes, type Kind } from "../kinds";
import { podSpecOf } from "../pod";
import type { Subject } from "../subject";
import { areOfDatabase, isFleeting, labelsOfPods } from "./databaseLabels";
import { roleOfImage, type ImageRole } from "./databaseImages";
import { hasPairs, labelsIn, selects, type Assumed, type Labels } from "./selector";

export const workloadKinds: readonly Kind[] = [
    kubernetes.deployment,
    kubernetes.statefulSet,
    kubernetes.daemonSet,
    kubernetes.pod,
    kubernetes.job,
    kubernetes.cronJob,
];

/**
 * What the workload's containers are to a database: `server` if one is. Undefined when none is anything to one.
 * Those that end before the others begin do not count: an application waits for its database with the database's own image.
 */
export function roleOfWorkload(workload: Subject): ImageRole | undefined {
    const roles = containersThatStay(podSpecOf(workload)).map((container) =>
        roleOfImage(container.child("image").text ?? ""),
    );
    return (["server", "operator", "tool"] as const).find((role) => roles.includes(role));
}

/** Containers, and the init containers that Kubernetes keeps as sidecars. */
function containersThatStay(podSpec: Field): readonly Field[] {
    const sidecars = podSpec
        .child("initContainers")
        .items.filter((container) => container.child("restartPolicy").text === "Always");
    return [...podSpec.child("containers").items, ...sidecars];
}

/** The labels of the pods that a workload makes. */
export function podLabelsOf(workload: Subject): Labels {
    switch (workload.kind) {
        case kubernetes.pod:
            return labelsIn(workload.read("metadata.labels"));
        case kubernetes.cronJob:
            return labelsIn(workload.read("spec.jobTemplate.spec.template.metadata.labels"));
        default:
            return labelsIn(workload.read("spec.template.metadata.labels"));
    }
}

/** Whether labels hold one of the selectors that the configuration gives. */
export function isConfigured(labels: Labels, { selectors }: Estate): boolean {
    return selectors.some((pairs) => Object.entries(pairs).every(([key, value]) => labels[key] === value));
}

interface DatabasePod {
    readonly labels: Labels;
    readonly assumed: Assumed;
}

interface PodsOfNamespace {
    readonly all: DatabasePod[];
    /** By label, so that a selector looks at few pods. */
    readonly byPair: Map<string, DatabasePod[]>;
}

/** The pods that databases run in, of custom resources and of plain workloads, by namespace. */
const podsByNamespace = oncePerEstate((estate) => {
    const namespaces = new Map<string, PodsOfNamespace>();
    const add = (namespace: string, pod: DatabasePod): void => {
        const pods = namespaces.get(namespace) ?? { all: [], byPair: new Map<string, DatabasePod[]>() };
        namespaces.set(namespace, pods);
        pods.all.push(pod);
        for (const [key, value] of Object.entries(pod.labels)) {
            const pair = pairKey(key, value);
            const same = pods.byPair.get(pair);
            if (same === undefined) {
                pods.byPair.set(pair, [pod]);
            } else {
                same.push(pod);
            }
        }
    };
    for (const resource of estate.of(...databaseKinds)) {
        add(resource.namespace, { labels: labelsOfPods(resource), assumed: isFleeting });
    }
    for (const workload of estate.of(...workloadKinds)) {
        const labels = podLabelsOf(workload);
        const role = roleOfWorkload(workload);
        if (role === "server" || (role === undefined && (areOfDatabase(labels) || isConfigured(labels, estate)))) {
            add(workload.namespace, { labels, assumed: () => false });
        }
    }
    return namespaces;
});

/** Whether a LabelSelector takes pods of a database. An empty one does where the namespace has any. */
export function selectsDatabase(selector: Field, namespace: string, estate: Estate): boolean {
    const wanted = labelsIn(selector.child("matchLabels"));
    return (
        areOfDatabase(wanted) ||
        asksForOperatorLabel(selector) ||
        isConfigured(wanted, estate) ||
        candidates(wanted, namespace, estate).some(({ labels, assumed }) => selects(selector, labels, assumed) === true)
    );
}

/** The same of a Service's plain selector; an empty one takes nothing. */
export function serviceSelectsDatabase(pairs: Field, namespace: string, estate: Estate): boolean {
    const wanted = labelsIn(pairs);
    return (
        pairs.entries.length > 0 &&
        (areOfDatabase(wanted) ||
            isConfigured(wanted, estate) ||
            candidates(wanted, namespace, estate).some(
                ({ labels, assumed }) => hasPairs(pairs, labels, assumed) === true,
            ))
    );
}

function asksForOperatorLabel(selector: Field): boolean {
    return selector.child("matchExpressions").items.some((expression) => {
        const key = expression.child("key").text ?? "";
        const values = expression.child("values").items.map((value) => value.text ?? "");
        return (
            ["In", "Exists"].includes(expression.child("operator").text ?? "") &&
            [...values, ""].some((value) => areOfDatabase({ [key]: value }))
        );
    });
}

/** The pods that hold the rarest of the wanted pairs; all of the namespace's where no pair narrows them down. */
function candidates(wanted: Labels, namespace: string, estate: Estate): readonly DatabasePod[] {
    const pods = podsByNamespace(estate).get(namespace);
    if (pods === undefined) {
        return [];
    }
    return Object.entries(wanted)
        .filter(([key]) => !isFleeting(key))
        .map(([key, value]) => pods.byPair.get(pairKey(key, value)) ?? [])
        .reduce<readonly DatabasePod[]>((fewest, some) => (some.length < fewest.length ? some : fewest), pods.all);
}

function pairKey(key: string, value: string): string {
    return `${key}=${value}`;
}
