import type { Field } from "../field";
import { kubernetes } from "../kinds";
import { each, fail, failWhen, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { any, not, type Ternary } from "../ternary";
import { hasContent, is, isPresent, oneOf } from "../text";
import { tiedToDatabase } from "../ties";

export const rule: Rule = {
    id: "network-open-egress",
    title: "A database's pods cannot send to everywhere, except for DNS and HTTPS",
    controls: ["KSI-6"],
    severity: "medium",
    kinds: [kubernetes.networkPolicy],
    scope: "estate",
    why: "A database that is taken over, or one whose SQL can open connections (dblink, url(), COPY), sends its rows to whatever address it can reach.",
    fix: "Name where the pods have to go: the other instances and the operator by podSelector, the API server and the backup target by ipBlock. To everywhere, leave at most DNS (53) and HTTPS (443) open.",
    references: [
        {
            title: "Kubernetes: Network Policies",
            url: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
            version: "Kubernetes 1.34",
        },
    ],
    check: (subject, estate) => {
        if (!tiedToDatabase(subject, estate)) {
            return [];
        }
        const types = subject.read("spec.policyTypes");
        // Egress rules of a policy that is not on Egress have no effect.
        const counts = types.isUnknown
            ? "unknown"
            : any(types.items.length === 0, ...types.items.map((type) => is(type, "Egress")));
        return counts === false ? [] : each(subject.read("spec.egress"), (egress) => judge(egress, counts));
    },
};

function judge(egress: Field, counts: Ternary): readonly Outcome[] {
    const everywhere = leadsEverywhere(egress);
    if (everywhere === undefined) {
        return [];
    }
    const ports = egress.child("ports");
    const outcomes =
        ports.isUnknown || everywhere.isUnknown
            ? [undecided(ports.isUnknown ? ports : everywhere)]
            : ports.items.length === 0
              ? [
                    fail(everywhere, {
                        seen: `${everywhere.text ?? "open to anywhere"} on every port`,
                        wanted: "name where the database has to go, or leave only ports 53 and 443 open",
                    }),
                ]
              : ports.items.flatMap((port) => ofPort(port, everywhere));
    return counts === "unknown" ? outcomes.slice(0, 1).map(() => undecided(egress)) : outcomes;
}

/** The field that opens the rule to every address; undefined when none does. */
function leadsEverywhere(egress: Field): Field | undefined {
    const to = egress.child("to");
    if (hasContent(to) === false) {
        return egress;
    }
    const blocks = to.items.map((peer) => peer.at("ipBlock.cidr"));
    return to.isUnknown
        ? to
        : (blocks.find((cidr) => oneOf(cidr, ["0.0.0.0/0", "::/0"]) === true) ?? blocks.find((cidr) => cidr.isUnknown));
}

function ofPort(entry: Field, everywhere: Field): readonly Outcome[] {
    const port = entry.child("port");
    const isRange = isPresent(entry.child("endPort"));
    const wide = any(not(oneOf(port, ["53", "443"])), isRange);
    return failWhen(wide, isRange === true ? entry.child("endPort") : port, {
        seen: `${port.isAbsent ? "every port" : port.shown} to ${place(everywhere)}`,
        wanted: "name where the database has to go; to everywhere, leave at most 53 and 443 open",
    });
}

function place(everywhere: Field): string {
    return everywhere.text ?? "anywhere";
}
