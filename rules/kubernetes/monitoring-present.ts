import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { altinity, cnpg, databaseKinds, kubernetes, percona } from "../kinds";
import { failAt, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { all, any, type Ternary } from "../ternary";
import { hasVariable, is, isTrue } from "../text";
import { isFleeting, labelsOfPods } from "./databaseLabels";
import { labelsIn, selectorOf, type Selector } from "./selector";

export const rule: Rule = {
    id: "monitoring-present",
    title: "The database is monitored",
    controls: ["MAA-1"],
    severity: "medium",
    kinds: databaseKinds,
    scope: "estate",
    why: "Nobody sees an attack, a full disk or a backup that stopped on a database that is not watched.",
    fix: "Add a PodMonitor whose selector takes the database's pods (cnpg.io/cluster, clickhouse.altinity.com/chi, app.kubernetes.io/instance), or switch on the custom resource's own monitoring. Altinity's operator exports the metrics of its databases itself: a ServiceMonitor on it will do.",
    references: [
        {
            title: "CloudNativePG: monitoring",
            url: "https://cloudnative-pg.io/documentation/1.30/monitoring/",
            version: "CloudNativePG 1.30.0",
        },
        {
            title: "Prometheus Operator: PodMonitor",
            url: "https://prometheus-operator.dev/docs/api-reference/api/",
            version: "November 2026",
        },
    ],
    check: (subject, estate) => {
        const { field, isOn } = ownMonitoring(subject);
        if (isOn === true) {
            return [];
        }
        const watched = any(isOn, isSelected(subject, estate));
        return watched === true ? [] : judge(watched, subject, field, estate);
    },
};

function judge(watched: Ternary, subject: Subject, field: Field, estate: Estate): readonly Outcome[] {
    if (watched === "unknown") {
        return [undecidedAt(field.path, `${field.name} or a monitor's selector is not known yet`)];
    }
    return estate.complete
        ? [
              failAt(
                  field.path,
                  `no PodMonitor or ServiceMonitor selects the pods of ${subject.title}: add one${field.name === "metadata.name" ? "" : `, or switch on ${field.name}`}`,
              ),
          ]
        : [
              undecidedAt(
                  field.path,
                  `no PodMonitor or ServiceMonitor of ${subject.title} is in sight; one may lie elsewhere`,
              ),
          ];
}

/** The custom resource's own switch; Altinity's have none. */
function ownMonitoring({ kind, read }: Subject): { readonly field: Field; readonly isOn: Ternary } {
    const switches: Readonly<Record<string, string>> = {
        [cnpg.cluster]: "spec.monitoring.enablePodMonitor",
        [percona.mongodb]: "spec.pmm.enabled",
        [percona.mysql]: "spec.pmm.enabled",
    };
    const path = switches[kind];
    return path === undefined
        ? { field: read("metadata.name"), isOn: false }
        : { field: read(path), isOn: isTrue(read(path)) };
}

/** Labels that name one database each. */
const identifying = [
    "cnpg.io/cluster",
    "clickhouse.altinity.com/chi",
    "clickhouse-keeper.altinity.com/chk",
    "app.kubernetes.io/instance",
];

/** The namespaces that a monitor looks into: its own, or those that its namespaceSelector names. */
function placesOf({ read, namespace }: Subject): readonly string[] {
    const selector = read("spec.namespaceSelector");
    if (selector.isAbsent) {
        return [namespace];
    }
    const names = selector.child("matchNames").items.map(({ text = "" }) => text);
    const areKnown = names.length > 0 && !names.some((name) => name === "" || hasVariable(name));
    return areKnown && isTrue(selector.child("any")) === false ? [...new Set(names)] : [anywhere];
}

/** No namespace has such a name. */
const anywhere = "*";

interface Monitor {
    readonly looksInto: (namespace: string) => Ternary;
    readonly selects: Selector;
}

/**
 * Monitors by the name of the one database that they ask for, empty for those that ask otherwise, and by where they look: a whole
 * cluster has many of both, and each database must not be held against each monitor.
 */
const monitors = oncePerEstate((estate): ReadonlyMap<string, ReadonlyMap<string, readonly Monitor[]>> => {
    const found = new Map<string, Map<string, Monitor[]>>();
    for (const monitor of estate.of(kubernetes.podMonitor, kubernetes.serviceMonitor)) {
        const wanted = labelsIn(monitor.read("spec.selector.matchLabels"));
        const name = identifying.map((key) => wanted[key]).find((value) => value !== undefined) ?? "";
        const places = entryOf(found, hasVariable(name) ? "" : name, () => new Map<string, Monitor[]>());
        const read: Monitor = { looksInto: placesSeenBy(monitor), selects: selectorOf(monitor.read("spec.selector")) };
        for (const place of placesOf(monitor)) {
            entryOf(places, place, (): Monitor[] => []).push(read);
        }
    }
    return found;
});

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
    const before = map.get(key);
    if (before !== undefined) {
        return before;
    }
    const made = make();
    map.set(key, made);
    return made;
}

function isSelected(subject: Subject, estate: Estate): Ternary {
    const labels = labelsOfPods(subject);
    const candidates = ["", subject.name].flatMap((name) => {
        const places = monitors(estate).get(name);
        return [subject.namespace, anywhere].flatMap((place) => places?.get(place) ?? []);
    });
    return any(
        // The monitor of Altinity's operator looks where the operator is.
        subject.kind === altinity.installation && isOperatorWatched(estate),
        ...candidates.map((monitor) => {
            const looks = monitor.looksInto(subject.namespace);
            // An operator labels the Services that it makes like the pods.
            return looks === false ? false : all(looks, monitor.selects(labels, isFleeting));
        }),
    );
}

/** Without a namespaceSelector a monitor looks into its own namespace. */
function placesSeenBy({ read, namespace }: Subject): Monitor["looksInto"] {
    const selector = read("spec.namespaceSelector");
    const names = selector.child("matchNames");
    if (selector.isUnknown || names.isUnknown) {
        return () => "unknown";
    }
    const everywhere = isTrue(selector.child("any"));
    const { items } = names;
    return (wanted) =>
        any(everywhere, items.length === 0 ? namespace === wanted : false, ...items.map((name) => is(name, wanted)));
}

/** Altinity's operator serves the metrics of every database that it runs. */
const isOperatorWatched = oncePerEstate((estate): boolean =>
    estate
        .of(kubernetes.podMonitor, kubernetes.serviceMonitor)
        .flatMap((monitor) => Object.values(labelsIn(monitor.read("spec.selector.matchLabels"))))
        .some((value) => /^(altinity-)?clickhouse-operator(-metrics)?$/.test(value)),
);
