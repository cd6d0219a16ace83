import { cloudTied } from "../cloudTies";
import { gcp } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { is, matches } from "../text";

/** `serviceAccount:shop.svc.id.goog[orders/app]`; a project may have a domain in front (`example.com:shop`). */
const ofPool = /^serviceAccount:[a-z0-9][a-z0-9.:-]*\.svc\.id\.goog\[[a-z0-9-]+\/[a-z0-9.-]+\]$/;

/** The same account without a Google account's form, as newer documents write it. */
const ofFederation =
    /^principal:\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9][a-z0-9.:-]*\.svc\.id\.goog\/subject\/ns\/[a-z0-9-]+\/sa\/[a-z0-9.-]+$/;

export const rule: Rule = {
    id: "gcp-workload-identity",
    title: "A Google service account of a database is used by exactly one Kubernetes service account",
    controls: ["KSI-4"],
    severity: "critical",
    kinds: [gcp.serviceAccountMember],
    why: "A member that stands for a whole pool, a namespace or everybody lets every pod of the cluster act as the account that reads and writes the backups.",
    fix: "Write member: serviceAccount:<project>.svc.id.goog[<namespace>/<service account>], one resource for each service account.",
    references: [
        {
            title: "GKE: authenticate to Google Cloud APIs from workloads",
            url: "https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        const role = subject.read("role");
        const member = subject.read("member");
        const isOne = matches(member, ofPool) === true ? true : matches(member, ofFederation);
        return cloudTied(subject, estate)
            ? failWhen(all(is(role, "roles/iam.workloadIdentityUser"), not(isOne)), member, {
                  wanted: "name one service account, serviceAccount:<project>.svc.id.goog[<namespace>/<name>]",
              })
            : [];
    },
};
