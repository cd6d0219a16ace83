import type { ControlKey } from "../controls";
import type { Estate } from "../rules/estate";
import { kubernetes } from "../rules/kinds";
import { isBoundToOperator } from "../rules/kubernetes/operatorAccounts";
import type { Subject } from "../rules/subject";
import { databasesWith } from "./belonging";

/** What is no gap, and an auditor wants to see all the same. */
export function remarksOn(control: ControlKey, database: Subject | undefined, estate: Estate): readonly string[] {
    if (control !== "KSI-1" || database === undefined) {
        return [];
    }
    return estate
        .of(kubernetes.clusterRole)
        .filter((role) => isBoundToOperator(role, estate) && databasesWith(role, estate).includes(database))
        .map((role) => `Across the whole cluster, ${role.name} lets the operator ${rightsOf(role)}.`);
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
