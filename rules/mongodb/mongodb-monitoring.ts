import type { Field } from "../field";
import { percona } from "../kinds";
import { failWhenKnown } from "../percona";
import type { Rule } from "../rule";
import { any, not, type Ternary } from "../ternary";
import { includes, isTrue } from "../text";
import { somePart } from "./parts";

export const rule: Rule = {
    id: "mongodb-monitoring",
    title: "MongoDB gives metrics",
    controls: ["MAA-1"],
    severity: "low",
    engine: "mongodb",
    kinds: [percona.mongodb],
    why: "Without metrics nobody sees failed logins, a full disk or a member that fell behind before users do.",
    fix: "Enable spec.pmm, or add a mongodb_exporter to the sidecars of the replica sets.",
    references: [
        {
            title: "Percona Operator for MongoDB: monitoring",
            url: "https://docs.percona.com/percona-operator-for-mongodb/monitoring.html",
            version: "Percona Operator for MongoDB 1.22.0",
        },
    ],
    check: (subject) => {
        const pmm = subject.read("spec.pmm.enabled");
        const exporter = somePart(subject, ["mongod", "config", "mongos"], ({ field }) =>
            hasExporter(field.child("sidecars")),
        );
        return failWhenKnown(
            not(any(isTrue(pmm), exporter)),
            pmm,
            { default: "false", wanted: "write true, or add an exporter to the sidecars of the replica sets" },
            "it is not known whether PMM or an exporter is there",
        );
    },
};

function hasExporter(sidecars: Field): Ternary {
    return any(
        sidecars.isUnknown ? "unknown" : false,
        ...sidecars.items.flatMap((sidecar) =>
            ["image", "name"].map((key) => includes(sidecar.child(key), "exporter")),
        ),
    );
}
