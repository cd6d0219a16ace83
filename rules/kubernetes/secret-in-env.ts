import type { Field } from "../field";
import { altinity } from "../kinds";
import { each, fail, undecided, type Outcome } from "../outcome";
import { eachContainer, podSpecOf } from "../pod";
import type { Rule } from "../rule";
import { tiedToDatabase } from "../ties";
import { workloadKinds } from "./databasePods";
import { kubernetes } from "../kinds";
import { hasUrlWithPassword, isLiteral } from "./literalSecret";

const clickhouseKinds = [altinity.installation, altinity.template, altinity.keeper];

export const rule: Rule = {
    id: "secret-in-env",
    title: "No container of a database has a password, token or key written in its environment",
    controls: ["CM-2"],
    severity: "medium",
    kinds: [...workloadKinds.filter((kind) => kind !== kubernetes.daemonSet), ...clickhouseKinds],
    why: "Whoever may read the workload, its manifest in Git or its rollout history reads the value; so does every tool that lists pods. Secrets have rights of their own.",
    fix: "Put the value into a Secret and write valueFrom.secretKeyRef in place of value. Change the password: it has been seen.",
    references: [
        {
            title: "Kubernetes: define container environment variables using Secret data",
            url: "https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        if (clickhouseKinds.some((kind) => kind === subject.kind)) {
            return each(subject.read("spec.templates.podTemplates"), (template) =>
                eachContainer(template.child("spec"), judge),
            );
        }
        return tiedToDatabase(subject, estate) ? eachContainer(podSpecOf(subject), judge) : [];
    },
};

const secretName = /(PASSWORD|PASSWD|PASS|PWD|SECRET|TOKEN|ACCESS_KEY|SECRET_KEY)$/i;

function judge(container: Field): readonly Outcome[] {
    return each(container.child("env"), (entry) => {
        const name = entry.child("name").text ?? "";
        const value = entry.child("value");
        const { text } = value;
        if (value.isUnknown) {
            return secretName.test(name) ? [undecided(value)] : [];
        }
        if (text !== undefined && secretName.test(name) && isLiteral(text)) {
            return [
                fail(value, {
                    seen: `a literal (hidden) for ${name}`,
                    wanted: "write valueFrom.secretKeyRef in its place",
                }),
            ];
        }
        return text !== undefined && hasUrlWithPassword(text)
            ? [
                  fail(value, {
                      seen: `a URL with a password in it (hidden) for ${name}`,
                      wanted: "leave the password out, and give it by valueFrom.secretKeyRef",
                  }),
              ]
            : [];
    });
}
