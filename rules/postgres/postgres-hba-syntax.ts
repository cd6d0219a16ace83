import { cnpg } from "../kinds";
import { fail, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { hbaField, hbaLines, isUnknownList, openReason, podSelectors, shownLine, type HbaLine } from "./clusterHba";
import type { PodSelectors } from "./pgHbaAddress";
import { hbaTemplate, pgHbaConf, source } from "./references";

export const rule: Rule = {
    id: "postgres-hba-syntax",
    title: "PostgreSQL can read every line of pg_hba",
    controls: ["UM-2", "NM-2"],
    severity: "medium",
    engine: "postgres",
    kinds: [cnpg.cluster],
    why: "With one line that it cannot read, PostgreSQL does not start, or goes on with the lines that it had before: the rules in the manifest are then not those in force. Other rules pass over such a line.",
    fix: "Write each line as `type database user address method [name=value ...]`, where the address is all, samehost, samenet, a host name, a CIDR or `${podselector:NAME}` with NAME in spec.podSelectorRefs. Lines of type local have no address.",
    references: [pgHbaConf, hbaTemplate, source("pkg/postgres/hba/hba.go", "pod selectors in pg_hba")],
    check: (subject): readonly Outcome[] => {
        const list = hbaField(subject);
        if (isUnknownList(list)) {
            return [undecided(list)];
        }
        if (!list.isAbsent && !list.isList) {
            return [fail(list, { wanted: "write a list of lines" })];
        }
        const selectors = podSelectors(subject);
        return hbaLines(subject).flatMap((line) => judged(line, selectors));
    },
};

function judged({ field, text, reading }: HbaLine, selectors: PodSelectors): readonly Outcome[] {
    switch (reading.state) {
        case "unreadable":
            return [fail(field, { seen: shownLine(text), wanted: `PostgreSQL cannot read this: ${reading.problem}` })];
        case "unknown":
            return [undecided(field)];
        case "open":
            return reading.by === "file" ? [] : [undecided(field, openReason(field, text))];
        case "entry": {
            const { type, address, method } = reading;
            const named = text.includes("${podselector:") && selectors === "unknown";
            return named || type.open || address?.open === true || method.open
                ? [undecided(field, openReason(field, text))]
                : [];
        }
        case "blank":
            return [];
    }
}
