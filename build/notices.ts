import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { billOfMaterials, nameOf, withoutTexts, type Component } from "./billOfMaterials";
import { licenceOf, licenceProblems, textsOf } from "./licences";

export const noticesFile = "THIRD-PARTY-NOTICES.txt";
export const bomFile = "sbom.cdx.json";

/** Leaves beside the bundles what they are made of and under which terms. Refuses what may not be passed on. */
export function shipNotices(target: string, metafiles: readonly Metafile[]): void {
    const bom = billOfMaterials(metafiles);
    const problems = licenceProblems(bom.components);
    if (problems.length > 0) {
        throw new Error(`licences of what is bundled:\n  ${problems.join("\n  ")}`);
    }
    writeFileSync(join(target, noticesFile), notices(bom.components));
    const published = {
        ...bom,
        metadata: { ...bom.metadata, component: withoutTexts(bom.metadata.component) },
        components: bom.components.map(withoutTexts),
    };
    writeFileSync(join(target, bomFile), `${JSON.stringify(published, null, 2)}\n`);
}

/** Every text once, under the names of all that carry it. */
export function notices(components: readonly Component[]): string {
    const carriers = new Map<string, string[]>();
    for (const component of components) {
        const title = `${nameOf(component)} ${component.version ?? ""} (${licenceOf(component) ?? "unknown"})`;
        for (const { file, text } of textsOf(component, components)) {
            const key = text.replaceAll("\r\n", "\n").trim();
            const line = `${title}, ${file}`;
            const lines = carriers.get(key) ?? [];
            carriers.set(key, lines.includes(line) ? lines : [...lines, line]);
        }
    }
    const rule = "-".repeat(80);
    return [
        "hardened-db holds parts of the packages below, each under the licence that stands with it.",
        "",
        ...[...carriers].flatMap(([text, lines]) => [rule, ...lines, rule, "", text, ""]),
    ].join("\n");
}
