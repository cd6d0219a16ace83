import { counted } from "../audit/reports/wording";
import type { ControlStatus } from "../compliance/controlStatus";
import type { ComplianceReport } from "./report";
import { openStatuses } from "./words";

export function titleOf({ scopes }: ComplianceReport): string {
    const databases = scopes.filter(({ kind }) => kind === "database");
    const [only] = databases;
    if (databases.length === 1 && only !== undefined) {
        return `Security compliance of ${only.database ?? "database"} ${only.title.replace(/^\S+ /, "")}`;
    }
    return databases.length === 0 ? "Security compliance" : `Security compliance of ${databases.length} databases`;
}

const openWords: Readonly<Partial<Record<ControlStatus, string>>> = {
    missing: "without evidence",
    partial: "met in part",
};

/** The result in two sentences, and what no reader may miss beside it. */
export function inWords({ scopes }: ComplianceReport): string {
    const databases = scopes.filter(({ kind }) => kind === "database");
    const told = databases.length === 0 ? scopes : databases;
    const all = told.flatMap(({ controls }) => controls);
    const count = (status: ControlStatus): number => all.filter((control) => control.status === status).length;
    const open = all.filter(({ status }) => openStatuses.includes(status)).length;
    const everywhere = scopes.flatMap(({ controls }) => controls);
    const violated = everywhere.filter(({ status }) => status === "violated").length;
    const distinct = new Set(everywhere.filter(({ status }) => status === "violated").map(({ key }) => key)).size;
    const others: readonly (readonly [ControlStatus, string])[] = [
        ["evidence", "rest on what somebody has recorded"],
        ["waived", "waived"],
        ["impossible", "cannot be met with this software"],
    ];
    const builtIn = all.filter(({ status, checks }) => status === "enforced" && checks.length === 0).length;
    const parts = [
        `${count("enforced")} are enforced${builtIn === 0 ? "" : ` (${builtIn} of them by the operator or the database itself)`}`,
        ...others.filter(([status]) => count(status) > 0).map(([status, words]) => `${count(status)} ${words}`),
    ];
    const whole =
        databases.length > 1
            ? `${all.length} answers (52 controls for each of ${databases.length} databases)`
            : `${all.length} controls`;
    const openParts = openStatuses
        .filter((status) => count(status) > 0)
        .map((status) => `${count(status)} ${openWords[status] ?? status}`);
    return [
        violated === 0
            ? "No control is violated."
            : `${counted(distinct, "control is", "controls are")} violated${violated === distinct ? "" : `, in ${violated} places`}.`,
        ...holesOf(scopes),
        `Of ${whole}, ${parts.join(", ")}; ${open === 0 ? "none is open" : `${open === 1 ? "one is" : `${open} are`} open: ${openParts.join(", ")}`}.`,
    ].join(" ");
}

/** No check fails on such a version so far: it is said here. */
function holesOf(scopes: ComplianceReport["scopes"]): readonly string[] {
    const all = scopes.flatMap(({ knownHoles = [] }) => knownHoles);
    const versions = [...new Set(all.map(({ version }) => version))].sort();
    const holes = new Set(all.flatMap((open) => open.holes)).size;
    return holes === 0
        ? []
        : [
              `PostgreSQL ${versions.join(", ")} has ${counted(holes, "known hole")} through which a user of the database runs code as the server (SSC-5).`,
          ];
}
