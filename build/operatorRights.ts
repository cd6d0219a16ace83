import { clusterGrants, databaseGrants, ownGrants, reasons, type Grant } from "../provider/postgres/operatorRoles";

/** docs/operator-rights.md: what the operator may do where, and why. */
export function operatorRights(): string {
    return [
        "# What the PostgreSQL operator may do",
        "",
        "Made by `make docs` from provider/postgres/operatorRoles.ts; do not edit. *Used* verbs were seen in the API server's audit log",
        "when the real operator brought a database up (a test compares the two); each other verb stays for the reason given.",
        "",
        ...section(
            "Anywhere in the cluster",
            "A ClusterRole with reads only, none of them of a Secret. With `clusterRole: existing` it must be there, bound to the operator's " +
                "ServiceAccount (the name of the PostgresOperator; `<database>-operator` for a database's own), with at least these verbs. The " +
                "manager exits without the first two (CloudNativePG #9346); plugin-barman-cloud 0.15 can only watch all namespaces.",
            clusterGrants,
        ),
        ...section("In each namespace whose databases it looks after", "A Role in that namespace.", databaseGrants),
        ...section("In the namespace where it runs", "A Role in that namespace.", ownGrants),
        "## Reasons",
        "",
        ...Object.entries(reasons).map(([name, text]) => `- **${name}**: ${text}.`),
        "",
    ].join("\n");
}

function section(title: string, text: string, grants: readonly Grant[]): string[] {
    const rows = grants.map(({ apiGroup, resource, used, kept }) => {
        const others = Object.entries(kept).map(([reason, verbs]) => `${reason}: ${verbs.join(", ")}`);
        return `| ${apiGroup === "" ? "core" : apiGroup} | ${resource} | ${used.join(", ")} | ${others.join("; ")} |`;
    });
    return [`## ${title}`, "", text, "", "| API group | Kind | Used | Kept |", "|---|---|---|---|", ...rows, ""];
}
