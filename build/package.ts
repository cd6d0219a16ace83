import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { name, version } from "../package.json";
import { pluginFile } from "./plugin";

/** What `make package` leaves for npm. */
export const packedFile = join("dist", `${name}-${version}.tgz`);

/** Where the files of the package come from: what `make build` left, which the tests run, and two documents. */
export const sources = [
    { from: "bin", to: "." },
    { from: join("policy", "dist"), to: "policy" },
] as const;
/**
 * Whether a file stays behind. With PulumiPlugin.yaml at its top, `pulumi plugin install --file` would have npm install the package's
 * dependencies, and fail since it has none (seen with Pulumi 3.255); for `pulumi package add` there is pulumi/plugin/. A lock file is
 * what npm left when Pulumi had it look for dependencies here.
 */
export function staysBehind(file: string): boolean {
    return file === join("bin", pluginFile) || basename(file) === "package-lock.json";
}

export const documents = ["README.md", "CHANGELOG.md"] as const;

/** In bytes; what it was when this was written and a tenth. More is worth a look at what came into the bundles. */
export const limits = { packed: 1_700_000, unpacked: 7_500_000 };

/** What npm says of a package that it packed. */
export interface Packed {
    filename: string;
    /** In bytes. */
    size: number;
    unpackedSize: number;
    files: { path: string; size: number }[];
}

/** Packs what `make build` left; answers what there is to say of it, and refuses a package over the limits. */
export function packPackage(): string {
    const packed = pack("dist");
    const problems = overLimits(packed);
    if (problems.length > 0) {
        throw new Error([contents(packed), ...problems].join("\n"));
    }
    const sha256 = createHash("sha256").update(readFileSync(packedFile)).digest("hex");
    return `${contents(packed)}\nsha256 ${sha256}`;
}

/** The package as npm makes it, in this folder. */
export function pack(into: string): Packed {
    const folder = join(into, "package");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { from, to } of sources) {
        cpSync(from, join(folder, to), { recursive: true, filter: (file) => !staysBehind(file) });
    }
    for (const document of documents) {
        copyFileSync(document, join(folder, document));
    }
    const said = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", resolve(into)], {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
    });
    const [packed] = JSON.parse(said) as Packed[];
    if (packed === undefined) {
        throw new Error(`npm packed nothing: ${said}`);
    }
    return packed;
}

/** A line for each size that is over its limit. */
export function overLimits({ size, unpackedSize, files }: Packed): string[] {
    const largest = [...files].sort((a, b) => b.size - a.size).slice(0, 3);
    const named = largest.map(({ path, size }) => `${path} (${size})`).join(", ");
    return [
        { what: "packed", is: size, limit: limits.packed },
        { what: "unpacked", is: unpackedSize, limit: limits.unpacked },
    ]
        .filter(({ is, limit }) => is > limit)
        .map(
            ({ what, is, limit }) =>
                `the package has ${is} bytes ${what}, and at most ${limit} are allowed: look what came in (largest: ${named}); ` +
                "if it is worth it, raise `limits` (build/package.ts)",
        );
}

function contents({ filename, size, unpackedSize, files }: Packed): string {
    const sizes = files.map(({ path, size }) => `${String(size).padStart(9)} ${path}`);
    return [
        ...sizes,
        `${join("dist", filename)}: ${size} bytes packed (limit ${limits.packed}), ${unpackedSize} unpacked (limit ${limits.unpacked})`,
    ].join("\n");
}
