import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { podSpecOf } from "../pod";
import type { Subject } from "../subject";
import { isOperatorAccount, operatorKinds, operatorOf } from "./operators";

/** The service accounts that operators run under: those of their Deployments. */
const accounts = oncePerEstate(
    (estate): ReadonlySet<string> =>
        new Set(
            estate
                .of(...operatorKinds)
                .filter((deployment) => operatorOf(deployment) !== undefined)
                .map((deployment) =>
                    key(deployment.namespace, podSpecOf(deployment).child("serviceAccountName").text ?? "default"),
                ),
        ),
);

/** The ClusterRoles that a binding gives to an operator's service account. */
const rolesOfOperators = oncePerEstate(
    (estate): ReadonlySet<string> =>
        new Set(
            estate
                .of(kubernetes.clusterRoleBinding, kubernetes.roleBinding)
                .filter((binding) => bindsOperator(binding, estate))
                .filter((binding) => binding.read("roleRef.kind").text === "ClusterRole")
                .flatMap((binding) => binding.read("roleRef.name").text ?? []),
        ),
);

export function isBoundToOperator({ name }: Subject, estate: Estate): boolean {
    return rolesOfOperators(estate).has(name);
}

/** Whether one of the binding's subjects is an operator's service account: seen on its Deployment, or called as its manifests call it. */
export function bindsOperator(binding: Subject, estate: Estate): boolean {
    return binding.read("subjects").items.some((subject) => isAccountOfOperator(subject, estate));
}

function isAccountOfOperator(subject: Field, estate: Estate): boolean {
    const name = subject.child("name").text ?? "";
    const namespace = subject.child("namespace").text ?? "";
    return (
        subject.child("kind").text === "ServiceAccount" &&
        (isOperatorAccount(name) || accounts(estate).has(key(namespace, name)))
    );
}

function key(namespace: string, name: string): string {
    return `${namespace}/${name}`;
}
