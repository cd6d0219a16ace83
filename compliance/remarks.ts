import type { ControlKey } from "../controls";
import type { Estate } from "../rules/estate";
import { cnpg, kubernetes } from "../rules/kinds";
import type { Subject } from "../rules/subject";
import { isAbsent } from "../rules/text";
import { clusterRolesOf } from "./gaps/operator";

/** What an auditor wants to see beside the checks. */
export function remarksOn(control: ControlKey, database: Subject | undefined, estate: Estate): readonly string[] {
    if (database === undefined) {
        return [];
    }
    switch (control) {
        case "KSI-1":
            return clusterRolesOf({ database, estate, evidence: [] })
                .flatMap((name) => estate.find(kubernetes.clusterRole, "", name) ?? [])
                .map((role) => `Across the whole cluster, ${role.name} lets the operator ${rightsOf(role)}.`);
        case "NM-7":
            return database.kind === cnpg.cluster &&
                isAbsent(database.read("spec.certificates.serverTLSSecret")) === true
                ? [
                      "The operator issues the server's certificate and renews it before it ends: spec.certificates.serverTLSSecret is not set.",
                  ]
                : [];
        default:
            return [];
    }
}

function rightsOf({ read }: Subject): string {
    const rights = read("rules").items.map((entry) => {
        const texts = (key: string): string =>
            entry
                .child(key)
                .items.map(({ text = "?" }) => text)
                .join(", ");
        return `${texts("verbs")} ${texts("resources")}`;
    });
    return rights.length === 0 ? "do nothing" : rights.join("; ");
}
