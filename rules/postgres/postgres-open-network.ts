import { cnpg } from "../kinds";
import { failAt, undecided, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hbaField, isUnknownList, openReason, operatorsLine, shownLine, tokenIs } from "./clusterHba";
import { stopsOf, streams, type Stop } from "./hbaReach";
import { optionIs, type HbaEntry } from "./pgHba";
import { hbaTemplate, pgHbaConf } from "./references";

export const rule: Rule = {
    id: "postgres-open-network",
    title: "pg_hba says from where clients may log in",
    controls: ["UM-2", "NM-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "A line for every address lets whoever reaches the port try passwords, and use one that leaked. CloudNativePG ends pg_hba.conf with such a line.",
    fix: "Name the networks of the clients, or their pods with spec.podSelectorRefs and `${podselector:NAME}`, and end spec.postgresql.pg_hba with `host all all all reject`. Lines that demand a client certificate may stand open.",
    references: [pgHbaConf, hbaTemplate],
    check: (subject): readonly Outcome[] => {
        const list = hbaField(subject);
        return isUnknownList(list) ? [undecided(list)] : stopsOf(subject).flatMap((stop) => judged(stop));
    },
};

function judged(stop: Stop): readonly Outcome[] {
    const { field, text, isOperators, entry } = stop;
    const open = all(
        any(...streams.map((stream) => stop.admitsEverybody(stream))),
        entry === undefined ? "unknown" : not(demandsCertificate(entry)),
    );
    if (open === "unknown") {
        return [
            undecidedAt(
                field.path,
                isOperators
                    ? `whether a line of ${field.name} rejects everybody else depends on what is not known`
                    : openReason(field, text),
            ),
        ];
    }
    if (!open) {
        return [];
    }
    return [
        failAt(
            field.path,
            isOperators
                ? `${field.name} ${field.isAbsent ? "is not set" : "does not end by rejecting everybody else"}, and the operator's own last line "${operatorsLine}" lets every address log in: write a line for each network that clients are in, and "host all all all reject" as the last line`
                : `${field.name} is ${shownLine(text)}, which lets every address log in: name the networks or pods that the clients are in`,
        ),
    ];
}

function demandsCertificate({ method, options }: HbaEntry): Ternary {
    return any(tokenIs(method, ["cert"]), optionIs(options, "clientcert", "verify-full"));
}
