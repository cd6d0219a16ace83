import type { Field } from "../field";
import { cnpg, kubernetes } from "../kinds";
import { failWhen, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, not, type Ternary } from "../ternary";
import { hasContent, isTrue, matches } from "../text";
import { tiedToDatabase } from "../ties";

export const rule: Rule = {
    id: "secret-replication",
    title: "A database's Secret is not copied to every namespace",
    controls: ["CM-2"],
    severity: "medium",
    kinds: [kubernetes.secret, cnpg.cluster],
    why: "Copied to every namespace, the password is as safe as the least guarded of them: whoever may read Secrets in one reads the database.",
    fix: "Name the namespaces that need it: reflection-allowed-namespaces, or a list in replicate-to. Better give each application a user and a Secret of its own.",
    references: [
        {
            title: "Reflector: annotations",
            url: "https://github.com/emberstack/kubernetes-reflector",
            version: "November 2026",
        },
        {
            title: "kubernetes-replicator: push-based replication",
            url: "https://github.com/mittwald/kubernetes-replicator",
            version: "November 2026",
        },
    ],
    check: (subject, estate) => {
        if (subject.kind === cnpg.cluster) {
            return judge(subject.read("spec.inheritedMetadata.annotations"));
        }
        return tiedToDatabase(subject, estate) ? judge(subject.read("metadata.annotations")) : [];
    },
};

function judge(annotations: Field): readonly Outcome[] {
    const allowed = annotations.child("reflector.v1.k8s.emberstack.com/reflection-allowed");
    const namespaces = annotations.child("reflector.v1.k8s.emberstack.com/reflection-allowed-namespaces");
    const targets = annotations.child("replicator.v1.mittwald.de/replicate-to");
    return [
        ...failWhen(all(isTrue(allowed), not(hasContent(namespaces))), allowed, {
            wanted: "name the namespaces in reflector.v1.k8s.emberstack.com/reflection-allowed-namespaces",
        }),
        ...failWhen(isEverywhere(targets), targets, { wanted: "name the namespaces that need it" }),
    ];
}

/** `*` in the list of names. */
function isEverywhere(targets: Field): Ternary {
    return matches(targets, /(^|,)\s*\*\s*(,|$)/);
}
