import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import { bundles } from "../provider/postgres/pins";

/** An object of a release manifest, of which only what is shipped is looked at. */
interface Manifest {
    apiVersion: string;
    kind: string;
    metadata: { name: string; namespace?: string };
    data?: Record<string, string>;
}

interface Bundle {
    file: string;
    module: string;
    sha256: string;
}

/**
 * Fetches the pinned release files out of the Go modules that carry them, checks them, and leaves what the plugin ships:
 * the CustomResourceDefinitions and the monitoring queries. Go's checksum database vouches for the modules, our sha256 for the files.
 */
export function shipBundles(target: string): void {
    const objects = bundles.flatMap((bundle) => manifestsOf(verified(bundle)));
    const queries = objects.find(
        ({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "cnpg-default-monitoring",
    );
    if (queries?.data === undefined) {
        throw new Error(
            `${bundles[0]?.file ?? "the bundle"} has no ConfigMap cnpg-default-monitoring any more: look where its queries went`,
        );
    }
    const assets = {
        customResourceDefinitions: objects.filter(({ kind }) => kind === "CustomResourceDefinition"),
        monitoringQueries: queries.data,
    };
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, JSON.stringify(assets));
}

/** A pinned release file, and what its module says of licences. */
export interface ReleaseFile extends Bundle {
    version: string;
    texts: { name: string; content: string }[];
}

/** What is shipped of others besides what is bundled. Content is in base64. */
export function releaseFiles(): ReleaseFile[] {
    return bundles.map((bundle) => {
        const folder = moduleDirectory(bundle.module);
        const texts = readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isFile() && /^(licen[cs]e|notice|copying)/i.test(entry.name))
            .map(({ name }) => ({ name, content: readFileSync(join(folder, name)) }));
        if (!texts.some(({ content }) => /^\s*Apache License\s+Version 2\.0,/.test(content.toString("utf8")))) {
            throw new Error(
                `${bundle.module} is under Apache-2.0 no more: read its licence before anything of it is shipped`,
            );
        }
        const [module = "", version = ""] = bundle.module.split("@");
        return {
            ...bundle,
            module,
            version,
            texts: texts.map(({ name, content }) => ({ name, content: content.toString("base64") })),
        };
    });
}

/** The content of a release file, after its checksum was found right. */
export function verified({ file, module, sha256 }: Bundle): string {
    const content = readFileSync(join(moduleDirectory(module), file));
    const found = createHash("sha256").update(content).digest("hex");
    if (found !== sha256) {
        throw new Error(
            `${file} of ${module} has sha256 ${found}, but provider/postgres/pins.ts says ${sha256}: do not build with it`,
        );
    }
    return content.toString("utf8");
}

function moduleDirectory(module: string): string {
    try {
        // Outside any module, so that no go.mod of a folder above is changed or asked.
        const answer = execFileSync("go", ["mod", "download", "-json", module], {
            encoding: "utf8",
            env: { ...process.env, GO111MODULE: "on", GOFLAGS: "-mod=mod", GOWORK: "off" },
            stdio: ["ignore", "pipe", "pipe"],
        });
        return (JSON.parse(answer) as { Dir: string }).Dir;
    } catch (problem) {
        if ((problem as NodeJS.ErrnoException).code === "ENOENT") {
            throw new Error(
                "the build fetches operator releases as Go modules: install Go 1.26 or newer (https://go.dev/doc/install) and run it again",
                { cause: problem },
            );
        }
        const { stdout = "", stderr = "" } = problem as { stdout?: string; stderr?: string };
        throw new Error(`${module} could not be fetched: ${errorIn(stdout) ?? stderr}`, { cause: problem });
    }
}

function errorIn(answer: string): string | undefined {
    try {
        return (JSON.parse(answer) as { Error?: string }).Error;
    } catch {
        return undefined;
    }
}

function manifestsOf(content: string): Manifest[] {
    return parseAllDocuments(content)
        .map((document) => document.toJS() as Manifest | null)
        .filter((manifest) => manifest !== null);
}
