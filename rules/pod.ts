import type { Field } from "./field";
import { kubernetes } from "./kinds";
import { each, failWhen, set, type Outcome } from "./outcome";
import type { Subject } from "./subject";
import { hasContent, is, isFalse, isTrue } from "./text";

/** The pod template's spec of a workload, the pod's own spec of a Pod. */
export function podSpecOf(subject: Subject): Field {
    switch (subject.kind) {
        case kubernetes.pod:
            return subject.read("spec");
        case kubernetes.cronJob:
            return subject.read("spec.jobTemplate.spec.template.spec");
        default:
            return subject.read("spec.template.spec");
    }
}

/** Containers and init containers. Mind that the lists may be unknown: `podSpec.child("containers")`. */
export function containersOf(podSpec: Field): readonly Field[] {
    return [...podSpec.child("containers").items, ...podSpec.child("initContainers").items];
}

/** Judges every container and init container; undecided where a list is not known. */
export function eachContainer(podSpec: Field, judge: (container: Field) => readonly Outcome[]): readonly Outcome[] {
    return ["containers", "initContainers"].flatMap((list) => each(podSpec.child(list), judge));
}

/** The variable of that name in a container's `env` (the last one counts, as Kubernetes has it); undefined when it is not written there. */
export function environmentOf(container: Field, name: string): Field | undefined {
    return container.child("env").items.findLast((entry) => entry.child("name").text === name);
}

/** What a pod's or a container's security context gives away: more than the restricted Pod Security Standard allows. */
export function privilegesIn(context: Field): readonly Outcome[] {
    const field = (key: string): Field => context.child(key);
    const added = field("capabilities").child("add");
    return [
        ...failWhen(isTrue(field("privileged")), field("privileged"), {
            wanted: "write false, or leave it out",
            edits: [set(field("privileged"), false)],
        }),
        ...failWhen(isTrue(field("allowPrivilegeEscalation")), field("allowPrivilegeEscalation"), {
            wanted: "write false",
            edits: [set(field("allowPrivilegeEscalation"), false)],
        }),
        ...failWhen(isFalse(field("runAsNonRoot")), field("runAsNonRoot"), { wanted: "write true" }),
        ...failWhen(is(field("runAsUser"), "0"), field("runAsUser"), { wanted: "give another user than root" }),
        ...failWhen(hasContent(added), added, {
            seen: added.isList ? `[${added.items.map((item) => item.text ?? "?").join(", ")}]` : added.shown,
            wanted: "add no capabilities; drop ALL",
        }),
    ];
}
