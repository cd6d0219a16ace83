import type { Field } from "../field";
import { failWhen, undecided, type Outcome } from "../outcome";
import { eachContainer, podSpecOf } from "../pod";
import type { Rule } from "../rule";
import { any, not, type Ternary } from "../ternary";
import { hasContent, is, isFalse, isPresent, isTrue, oneOf } from "../text";
import { operatorKinds, operatorOf } from "./operators";

export const rule: Rule = {
    id: "operator-privileges",
    title: "The database operator's containers run with the least privileges",
    controls: ["KSI-3"],
    severity: "medium",
    kinds: operatorKinds,
    why: "The operator's token opens every database that it runs. A container that may become root, gain privileges or write into its own image makes it easier to get from a hole in the operator to that token, or onto the node.",
    fix: "Write a securityContext with runAsNonRoot true, readOnlyRootFilesystem true, allowPrivilegeEscalation false, capabilities.drop [ALL] and seccompProfile.type RuntimeDefault. The manifests of Altinity's and Percona's operators have none: add it with kustomize or through the chart's values.",
    references: [
        {
            title: "Kubernetes: Pod Security Standards, restricted",
            url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject) => {
        if (operatorOf(subject) === undefined) {
            return [];
        }
        const podSpec = podSpecOf(subject);
        const pod = podSpec.child("securityContext");
        return [
            ...sharesNode(podSpec),
            ...eachContainer(podSpec, (container) => judge(container.child("securityContext"), pod)),
        ];
    },
};

/** Besides what a container lacks: the whole node in its reach. */
function sharesNode(podSpec: Field): readonly Outcome[] {
    const hostPaths = podSpec.child("volumes").items.map((volume) => volume.child("hostPath"));
    return [
        ...["hostNetwork", "hostPID", "hostIPC"].flatMap((key) => {
            const shared = podSpec.child(key);
            return failWhen(isTrue(shared), shared, { wanted: "leave it out" });
        }),
        ...hostPaths.flatMap((path) => failWhen(isPresent(path), path, { wanted: "use an emptyDir in its place" })),
    ];
}

function judge(own: Field, pod: Field): readonly Outcome[] {
    const privileged = own.child("privileged");
    const user = inherited(own.child("runAsUser"), pod.child("runAsUser"));
    const added = own.at("capabilities.add");
    const nonRoot = own.child("runAsNonRoot");
    const readOnly = own.child("readOnlyRootFilesystem");
    const escalation = own.child("allowPrivilegeEscalation");
    const seccomp = own.at("seccompProfile.type");
    return [
        ...failWhen(isTrue(privileged), privileged, { wanted: "leave it out" }),
        ...failWhen(is(user, "0"), user, { wanted: "give another user than root" }),
        ...failWhen(hasContent(added), added, {
            ...(added.isList ? { seen: `[${added.items.map(({ text }) => text ?? "?").join(", ")}]` } : {}),
            wanted: "add none",
        }),
        ...failWhen(not(isTrue(inherited(nonRoot, pod.child("runAsNonRoot")))), nonRoot, { wanted: "write true" }),
        ...failWhen(not(isTrue(readOnly)), readOnly, {
            wanted: "write true, with an emptyDir volume where the operator writes",
        }),
        ...failWhen(not(isFalse(escalation)), escalation, { wanted: "write false" }),
        ...dropsAll(own.at("capabilities.drop")),
        // A profile of the node's own (Localhost) is the restricted standard's other choice.
        ...failWhen(
            not(oneOf(inherited(seccomp, pod.at("seccompProfile.type")), ["RuntimeDefault", "Localhost"])),
            seccomp,
            {
                wanted: "write RuntimeDefault",
            },
        ),
    ];
}

/** What the container does not say, the pod says for it. */
function inherited(own: Field, pod: Field): Field {
    return own.isAbsent ? pod : own;
}

function dropsAll(drop: Field): readonly Outcome[] {
    const all: Ternary = drop.isUnknown ? "unknown" : any(...drop.items.map((item) => is(item, "ALL")));
    return all === "unknown"
        ? [undecided(drop)]
        : failWhen(!all, drop, {
              ...(drop.isList ? { seen: `[${drop.items.map(({ text }) => text ?? "?").join(", ")}]` } : {}),
              wanted: "write [ALL]",
          });
}
