import type { Field } from "../field";
import { cnpg } from "../kinds";
import { failAt, undecided, undecidedAt, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not, type Ternary } from "../ternary";
import { hbaField, isUnknownList, openReason, operatorsLine, shownLine, tokenIs } from "./clusterHba";
import { stopsOf, streams, type Stop } from "./hbaReach";
import { hbaTemplate, pgHbaConf } from "./references";

export const rule: Rule = {
    id: "postgres-plaintext-connections",
    title: "PostgreSQL takes no connection without TLS",
    controls: ["NM-1", "NM-4"],
    severity: "high",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "The last line that CloudNativePG writes into pg_hba.conf admits every client with a password, with or without TLS. A client that does not ask for TLS then sends its queries and their results in the clear.",
    fix: "Put `hostnossl all all all reject` at the head of spec.postgresql.pg_hba. Clients need sslmode=require or better before that.",
    references: [pgHbaConf, hbaTemplate],
    check: (subject): readonly Outcome[] => {
        const list = hbaField(subject);
        if (isUnknownList(list)) {
            return [undecided(list)];
        }
        const stops = stopsOf(subject).map((stop) => ({ stop, admitted: admitsPlaintext(stop) }));
        const found =
            stops.find(({ admitted }) => admitted === true) ?? stops.find(({ admitted }) => admitted === "unknown");
        if (found === undefined) {
            return [];
        }
        const { stop, admitted } = found;
        const { field, text, isOperators } = stop;
        if (admitted === "unknown") {
            return [undecidedAt(field.path, isOperators ? undecidedEnd(field) : openReason(field, text))];
        }
        return [
            failAt(
                field.path,
                isOperators
                    ? `${field.name} ${field.isAbsent ? "is not set" : "does not reject clients without TLS"}, and the operator's own last line "${operatorsLine}" lets them in: write "hostnossl all all all reject" as its first line`
                    : `${field.name} is ${shownLine(text)}, which lets clients in without TLS: write hostssl, and "hostnossl all all all reject" before it`,
            ),
        ];
    },
};

function undecidedEnd({ name }: Field): string {
    return `whether a line of ${name} rejects every client without TLS depends on what is not known`;
}

/** A `hostgssenc` line is encrypted by Kerberos, and written on purpose. */
function admitsPlaintext(stop: Stop): Ternary {
    const { entry } = stop;
    return all(
        entry === undefined || not(tokenIs(entry.type, ["hostgssenc"])),
        any(...streams.filter(({ transport }) => transport !== "tls").map((stream) => stop.admits(stream))),
    );
}
