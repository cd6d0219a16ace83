import type { ScannedImage, Vulnerability } from "../../compliance/evidence";
import { digestsIn, listIn, memberOf, textIn, worstFirst, type Scan } from "./scan";

/**
 * A SARIF 2.1.0 log of an image scanner: one run an image. How bad a result is says its rule: by a tag (Trivy), by
 * `security-severity`, a CVSS score (GitHub's reading: from 9.0 critical, from 7.0 high), else by its level (error).
 */
export function readSarif(log: unknown): Scan {
    if (memberOf(log, "version") !== "2.1.0") {
        return {
            problem: "it is no SARIF log of version 2.1.0 (its version says otherwise): have the scanner write one",
        };
    }
    const runs = listIn(log, "runs");
    if (runs.length === 0) {
        return { problem: "it has no run, so it shows nothing" };
    }
    const unfinished = runs.some((run) =>
        listIn(run, "invocations").some((invocation) => memberOf(invocation, "executionSuccessful") === false),
    );
    if (unfinished) {
        return { problem: "a run of it did not end well (executionSuccessful is false): scan again" };
    }
    const made = runs
        .flatMap((run) => listIn(run, "invocations"))
        .map((invocation) => textIn(memberOf(invocation, "endTimeUtc")).slice(0, 10))
        .find((day) => /^\d{4}-\d{2}-\d{2}$/.test(day));
    return { made, images: runs.map(imageOf) };
}

function imageOf(run: unknown): ScannedImage {
    const rules = listIn(memberOf(run, "tool", "driver"), "rules");
    const byId = new Map(rules.map((rule) => [memberOf(rule, "id"), rule]));
    const results = listIn(run, "results");
    const counted = results.filter((result) => !isSuppressed(result));
    const serious = counted.flatMap((result) => {
        const index = memberOf(result, "ruleIndex");
        const rule = byId.get(memberOf(result, "ruleId")) ?? (typeof index === "number" ? rules[index] : undefined);
        return seriousOne(result, rule);
    });
    const properties = memberOf(run, "properties");
    const name = textIn(memberOf(properties, "imageName"));
    return {
        tool: textIn(memberOf(run, "tool", "driver", "name")) || "A scanner",
        image: name || textIn(firstTag(properties)) || "(an image that the scanner does not name)",
        digests: digestsIn([name, ...listIn(properties, "repoDigests")]),
        serious: worstFirst(serious),
        others: counted.length - serious.length,
        suppressed: results.length - counted.length,
    };
}

function firstTag(properties: unknown): unknown {
    return listIn(properties, "repoTags")[0];
}

/** SARIF 2.1.0, 3.27.23: suppressed if it has suppressions, none of which is under review or rejected. */
function isSuppressed(result: unknown): boolean {
    const suppressions = listIn(result, "suppressions");
    return (
        suppressions.length > 0 &&
        suppressions.every((suppression) =>
            [undefined, "accepted"].includes(memberOf(suppression, "status") as undefined),
        )
    );
}

function seriousOne(result: unknown, rule: unknown): Vulnerability[] {
    const severity = severityOf(result, rule);
    const id =
        textIn(memberOf(result, "ruleId")) || textIn(memberOf(rule, "id")) || textIn(memberOf(result, "rule", "id"));
    const text = textIn(memberOf(result, "message", "text"));
    const named = (label: string): string => new RegExp(`^${label}: *(.*)$`, "m").exec(text)?.[1] ?? "";
    return severity === undefined
        ? []
        : [
              {
                  id,
                  severity,
                  package: named("Package"),
                  installed: named("Installed Version"),
                  fixed: named("Fixed Version"),
              },
          ];
}

function severityOf(result: unknown, rule: unknown): Vulnerability["severity"] | undefined {
    const properties = memberOf(rule, "properties");
    const tags = [...listIn(properties, "tags"), ...listIn(memberOf(result, "properties"), "tags")].map((tag) =>
        textIn(tag).toUpperCase(),
    );
    const byTag = (["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const).find((each) => tags.includes(each));
    if (byTag !== undefined) {
        return byTag === "CRITICAL" || byTag === "HIGH" ? byTag : undefined;
    }
    const score = Number(
        memberOf(result, "properties", "security-severity") ?? memberOf(properties, "security-severity") ?? NaN,
    );
    if (Number.isFinite(score)) {
        return score >= 9 ? "CRITICAL" : score >= 7 ? "HIGH" : undefined;
    }
    const level = memberOf(result, "level") ?? memberOf(rule, "defaultConfiguration", "level") ?? "warning";
    return level === "error" ? "HIGH" : undefined;
}
