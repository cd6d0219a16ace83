import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Metafile } from "esbuild";
import { merged } from "./bundled";
import { releaseFiles } from "./bundles";

/** The part of CycloneDX that is read or written here. */
export interface Bom {
    metadata: { component: Component };
    components: Component[];
    dependencies: { ref: string; dependsOn?: string[] }[];
}

export interface Component {
    type: string;
    name: string;
    group?: string;
    version?: string;
    "bom-ref"?: string;
    scope?: string;
    purl?: string;
    licenses?: LicenseChoice[];
    hashes?: { alg: string; content: string }[];
    /** Texts that the package carries. */
    evidence?: { licenses?: LicenseChoice[] };
    components?: Component[];
}

export interface LicenseChoice {
    license?: { id?: string; name?: string; text?: { content: string; encoding?: string } };
    expression?: string;
}

/**
 * What the published files are made of, with the texts of licences: CycloneDX's own tool says it of the bundles, we add the release
 * files that are shipped beside them.
 */
export function billOfMaterials(metafiles: readonly Metafile[]): Bom {
    const bom = bundledComponents(merged(metafiles));
    const shipped = releaseFiles().map(({ module, version, file, sha256, texts }): Component => {
        const purl = `pkg:golang/${module}@${version}`;
        return {
            type: "library",
            "bom-ref": purl,
            name: module,
            version,
            scope: "required",
            purl,
            licenses: [{ license: { id: "Apache-2.0" } }],
            evidence: {
                licenses: texts.map(({ name, content }) => ({
                    license: { name: `file: ${name}`, text: { content, encoding: "base64" } },
                })),
            },
            components: [{ type: "file", name: file, hashes: [{ alg: "SHA-256", content: sha256 }] }],
        };
    });
    const references = shipped.flatMap(({ purl }) => purl ?? []);
    const root = bom.metadata.component["bom-ref"];
    return {
        ...bom,
        components: [...bom.components, ...shipped],
        dependencies: [
            ...bom.dependencies.map((each) =>
                each.ref === root ? { ...each, dependsOn: [...(each.dependsOn ?? []), ...references] } : each,
            ),
            ...references.map((ref) => ({ ref })),
        ],
    };
}

/** As it is published: the texts stand in the notices. */
export function withoutTexts({ evidence: _, ...component }: Component): Component {
    return component;
}

export function nameOf({ group, name }: Component): string {
    return group === undefined ? name : `${group}/${name}`;
}

function bundledComponents(metafile: Metafile): Bom {
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-bom-"));
    try {
        const [input, output] = [join(folder, "metafile.json"), join(folder, "bom.json")];
        writeFileSync(input, JSON.stringify(metafile));
        // Its command line is what it calls stable; its exports are the esbuild plugin alone, which sees one bundle.
        const tool = join(
            dirname(require.resolve("@cyclonedx/cyclonedx-esbuild")),
            "..",
            "bin",
            "cyclonedx-esbuild-cli.js",
        );
        execFileSync(
            process.execPath,
            [tool, "--gather-license-texts", "--output-reproducible", "--output-file", output, input],
            { stdio: ["ignore", "ignore", "pipe"] },
        );
        return JSON.parse(readFileSync(output, "utf8")) as Bom;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
