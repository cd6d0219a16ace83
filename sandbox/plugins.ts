import * as fs from "node:fs";
import * as path from "node:path";

import { textAt } from "./json";
import { kubernetesSchema } from "./kubernetesSchema";
import { withLock } from "./lock";
import { buildStandins } from "./standins/build";
import { program, type Toolchain } from "./toolchain/build";
import { kubernetesProviderVersion, languages } from "./toolchain/parts";

const root = path.resolve(__dirname, "..");
const standinNames = ["aws", "gcp", "random", "tls"] as const;

/**
 * Lays the plugins out where the engine looks for them by version: home/plugins/KIND-NAME-vVERSION/. Found on PATH instead, each
 * would cost a warning in every `pulumi up`.
 */
export async function layPlugins(home: string, toolchain: Toolchain): Promise<void> {
    const standins = path.join(root, "dist", "standins");
    const wait = () => undefined;
    await withLock(`${standins}.lock`, wait, () => buildStandins(standins));
    for (const name of standinNames) {
        place(home, "resource", name, sdkVersion(name), path.join(standins, `pulumi-resource-${name}`));
    }
    if (toolchain.folders["kubernetes-provider"] !== undefined) {
        const binary = program(toolchain, "kubernetes-provider", "pulumi-resource-kubernetes");
        const version = requireSame(sdkVersion("kubernetes"));
        const folder = place(home, "resource", "kubernetes", version, binary);
        const sdk = path.join(root, "node_modules", "@pulumi", "kubernetes");
        fs.writeFileSync(path.join(folder, "schema.json"), JSON.stringify(kubernetesSchema(sdk, version)));
    }
    for (const { part, version, names } of languages) {
        const folder = toolchain.folders[part];
        // An official release has its own hosts beside it, which fit it better.
        if (folder !== undefined && folder !== toolchain.folders.pulumi) {
            for (const name of names) {
                place(home, "language", name, version, program(toolchain, part, `pulumi-language-${name}`));
            }
        }
    }
}

function place(home: string, kind: "resource" | "language", name: string, version: string, binary: string): string {
    const folder = path.join(home, "plugins", `${kind}-${name}-v${version}`);
    const link = path.join(folder, `pulumi-${kind}-${name}`);
    fs.mkdirSync(folder, { recursive: true });
    fs.rmSync(link, { force: true });
    fs.symlinkSync(binary, link);
    return folder;
}

function sdkVersion(name: string): string {
    const file = path.join(root, "node_modules", "@pulumi", name, "package.json");
    const manifest: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    const version = textAt(manifest, "version");
    if (version === undefined) {
        throw new Error(`${file} names no version; run npm ci`);
    }
    return version;
}

function requireSame(sdk: string): string {
    if (sdk !== kubernetesProviderVersion) {
        throw new Error(
            `package.json has @pulumi/kubernetes ${sdk}, and sandbox/toolchain builds its plugin ${kubernetesProviderVersion}; ` +
                `give both the same version`,
        );
    }
    return sdk;
}
