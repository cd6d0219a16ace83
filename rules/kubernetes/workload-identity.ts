import { oncePerEstate, type Estate } from "../estate";
import type { Field } from "../field";
import { altinity, aws, cnpg, kubernetes, percona } from "../kinds";
import { failAt, undecided, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import type { Subject } from "../subject";
import { any, type Ternary } from "../ternary";
import { hasContent } from "../text";
import { accountKey, keylessAccounts, type KeylessAccount } from "./keylessBackups";

export const rule: Rule = {
    id: "workload-identity",
    title: "A database that backs up without keys has a cloud identity of its own",
    controls: ["CM-5", "KSI-4"],
    severity: "medium",
    // The custom resources too, for the accounts that their operators make.
    kinds: [kubernetes.serviceAccount, cnpg.cluster, percona.mongodb, altinity.installation],
    scope: "estate",
    why: "Without an identity of its own the pod falls back on that of its node, which every pod there shares: each of them then reads and deletes the backups.",
    fix: "Bind a role that may use only this bucket and key to the service account: eks.amazonaws.com/role-arn or an EKS PodIdentityAssociation, iam.gke.io/gcp-service-account, azure.workload.identity/client-id. CloudNativePG writes spec.serviceAccountTemplate.metadata.annotations on the account that it makes.",
    references: [
        {
            title: "Amazon EKS: IAM roles for service accounts",
            url: "https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html",
            version: "November 2026",
        },
        {
            title: "GKE: Workload Identity Federation",
            url: "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
            version: "November 2026",
        },
        {
            title: "CloudNativePG: Cluster API, serviceAccountTemplate",
            url: "https://cloudnative-pg.io/documentation/1.30/cloudnative-pg.v1/",
            version: "CloudNativePG 1.30.0",
        },
    ],
    check: (subject, estate) =>
        subject.kind === kubernetes.serviceAccount ? ofObject(subject, estate) : ofResource(subject, estate),
};

function ofObject(account: Subject, estate: Estate): readonly Outcome[] {
    const user = keylessAccounts(estate).byAccount.get(accountKey(account.namespace, account.name));
    return user === undefined ? [] : judge(user, account.read("metadata.annotations"), estate);
}

function ofResource(resource: Subject, estate: Estate): readonly Outcome[] {
    const accounts = keylessAccounts(estate).byResource.get(resource.title) ?? [];
    return accounts
        .filter(({ namespace, name }) => estate.find(kubernetes.serviceAccount, namespace, name) === undefined)
        .flatMap((account) =>
            account.annotations === undefined
                ? isAssociated(account, estate) === true
                    ? []
                    : [
                          undecided(
                              account.field,
                              `the ServiceAccount ${account.name} that ${resource.title} backs up with is not in sight`,
                          ),
                      ]
                : judge(account, account.annotations, estate),
        );
}

const identities = [
    "eks.amazonaws.com/role-arn",
    "iam.gke.io/gcp-service-account",
    "azure.workload.identity/client-id",
];

function judge(user: KeylessAccount, annotations: Field, estate: Estate): readonly Outcome[] {
    const bound = any(
        ...identities.map((identity) => hasContent(annotations.child(identity))),
        isAssociated(user, estate),
    );
    if (bound === true) {
        return [];
    }
    if (bound === "unknown") {
        return [undecided(annotations, `${annotations.name} or a PodIdentityAssociation is not known yet`)];
    }
    if (user.isKeyless === "unknown") {
        return [undecided(annotations, `whether ${user.resource.title} backs up without keys is not known yet`)];
    }
    return estate.complete
        ? [
              failAt(
                  annotations.path,
                  `${annotations.name} names no cloud identity, and ${user.resource.title} backs up without keys: write one of ${identities.join(", ")}, or make an EKS PodIdentityAssociation`,
              ),
          ]
        : [
              undecidedAt(
                  annotations.path,
                  `${annotations.name} names no cloud identity; what gives one to ServiceAccount ${user.name} may lie elsewhere`,
              ),
          ];
}

/** The accounts that EKS gives a role: those known by namespace and name, and those of which a part is not known yet. */
const associations = oncePerEstate((estate) => {
    const known = new Set<string>();
    const unknown: { readonly namespace: Field; readonly account: Field }[] = [];
    for (const { read } of estate.of(aws.podIdentityAssociation)) {
        const namespace = read("namespace");
        const account = read("serviceAccount");
        if (namespace.isUnknown || account.isUnknown) {
            unknown.push({ namespace, account });
        } else {
            known.add(accountKey(namespace.text ?? "", account.text ?? ""));
        }
    }
    return { known, unknown };
});

function isAssociated({ namespace, name }: KeylessAccount, estate: Estate): Ternary {
    const { known, unknown } = associations(estate);
    const couldBe = (field: Field, text: string): boolean => field.isUnknown || field.text === text;
    return any(
        known.has(accountKey(namespace, name)),
        unknown.some((one) => couldBe(one.namespace, namespace) && couldBe(one.account, name)) ? "unknown" : false,
    );
}
