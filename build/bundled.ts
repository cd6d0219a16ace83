import { build, type BuildOptions, type Metafile } from "esbuild";

/** Modules that the bundles are made to go without: an empty one stands in their place. */
export const absent = "absent";

/** Bundles, and answers which files of which packages went in. */
export async function metafileOf(options: BuildOptions): Promise<Metafile> {
    const { metafile } = await build({ ...options, metafile: true });
    return metafile;
}

/** Several bundles as one, of files that exist. */
export function merged(metafiles: readonly Metafile[]): Metafile {
    const inputs = Object.assign({}, ...metafiles.map((each) => each.inputs)) as Metafile["inputs"];
    const outputs = Object.assign({}, ...metafiles.map((each) => each.outputs)) as Metafile["outputs"];
    return {
        inputs: withoutAbsent(inputs),
        outputs: Object.fromEntries(
            Object.entries(outputs).map(([file, output]) => [
                file,
                { ...output, inputs: withoutAbsent(output.inputs) },
            ]),
        ),
    };
}

function withoutAbsent<T>(files: Record<string, T>): Record<string, T> {
    return Object.fromEntries(Object.entries(files).filter(([file]) => !file.startsWith(`${absent}:`)));
}
