import type { Finding } from "../audit/finding";
import { visible } from "../audit/reports/visible";
import { nameOf } from "../audit/reports/wording";
import type { Configuration } from "./configuration";
import { packName, policies } from "./policies";
import type { Resource } from "./resource";

/** What is no violation and must not go unsaid: what is waived, what is not known yet, what cannot be seen, what is off. */
export function notesOn(
    findings: readonly Finding[],
    resources: readonly Resource[],
    configuration: Configuration,
): readonly string[] {
    return [...unknown(findings, configuration), ...waived(findings), ...unseen(resources), ...off(configuration)].map(
        (line) => visible(`${packName}: ${line}`),
    );
}

function unknown(findings: readonly Finding[], { failOnUnknown }: Configuration): readonly string[] {
    const undecided = findings.filter(({ status }) => status === "unknown");
    if (undecided.length === 0) {
        return [];
    }
    const verdicts = undecided.length === 1 ? "1 verdict is" : `${undecided.length} verdicts are`;
    const resources = new Set(undecided.map(({ resource }) => resource.urn)).size;
    const end = failOnUnknown ? "" : "; failOnUnknown would count them as failures";
    return [
        `${verdicts} unknown, neither passed nor failed, on ${resources === 1 ? "1 resource" : `${resources} resources`}: ${countsByRule(undecided)}${end}`,
    ];
}

function countsByRule(findings: readonly Finding[]): string {
    const counts = new Map<string, number>();
    for (const { rule } of findings) {
        counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    return [...counts]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([rule, count]) => (count === 1 ? rule : `${rule} (${count})`))
        .join(", ");
}

function waived(findings: readonly Finding[]): readonly string[] {
    return findings.flatMap(({ status, rule, resource, waiver }) =>
        status === "waived" && waiver !== undefined
            ? [`waived until ${waiver.expires} by ${waiver.owner}: ${rule} on ${nameOf(resource)} (${waiver.reason})`]
            : [],
    );
}

/** A Release is installed by the provider: its objects are no resources of the stack. */
function unseen(resources: readonly Resource[]): readonly string[] {
    const releases = resources
        .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
        .map(({ urn }) => urn.split("::").at(-1) ?? urn)
        .sort();
    return releases.length === 0
        ? []
        : [
              `what these Helm releases install cannot be seen here: ${releases.join(", ")}; render them (helm template ... | hardened-db audit -), or use a Chart`,
          ];
}

function off({ levels, reasons }: Configuration): readonly string[] {
    const disabled = policies.filter(({ name }) => levels.get(name) === "disabled");
    if (disabled.length === policies.length - 1) {
        return ["every policy is off by configuration"];
    }
    const named = disabled.flatMap(({ name }) => {
        const reason = reasons.get(name);
        return reason === undefined ? [] : [`off by configuration: ${name} (${reason})`];
    });
    const others = disabled.map(({ name }) => name).filter((name) => !reasons.has(name));
    return others.length === 0 ? named : [...named, `off by configuration, without a reason: ${others.join(", ")}`];
}
