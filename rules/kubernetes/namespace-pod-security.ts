import { databaseKinds, kubernetes } from "../kinds";
import { failWhen, undecided } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { is } from "../text";
import { databaseNamespaceOf, holdsOperator } from "./databaseNamespace";

export const rule: Rule = {
    id: "namespace-pod-security",
    title: "A namespace with a database or its operator enforces the restricted Pod Security Standard",
    controls: ["KSI-3"],
    severity: "medium",
    // The custom resources too: the first one speaks for a namespace whose Namespace object is not in sight.
    kinds: [kubernetes.namespace, ...databaseKinds],
    scope: "estate",
    why: "Without it, whoever may create pods beside the database can create one that is root on the node, and read every volume and Secret there.",
    fix: "Label the Namespace pod-security.kubernetes.io/enforce: restricted, after `kubectl label --dry-run=server` has shown that no pod of it would be refused. An engine that cannot run so gets baseline, and a waiver that names it.",
    references: [
        {
            title: "Kubernetes: Pod Security Admission",
            url: "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        const place = databaseNamespaceOf(subject, estate);
        if (place !== undefined && place.object === undefined) {
            return [
                undecided(
                    place.field,
                    `${place.name === "" ? "the Namespace of the database" : `Namespace ${place.name}`} is not in sight, so neither are its labels`,
                ),
            ];
        }
        if (place === undefined && !(subject.kind === kubernetes.namespace && holdsOperator(subject, estate))) {
            return [];
        }
        const enforced = subject.read("metadata.labels").child("pod-security.kubernetes.io/enforce");
        return failWhen(not(is(enforced, "restricted")), enforced, { wanted: "write restricted" });
    },
};
