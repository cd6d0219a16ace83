import { join } from "node:path";
import { libraryFolders, unpackedPackages } from "../packages";

/** The distribution's Chromium, of which everything is below `folder`. */
export interface Chromium {
    readonly program: string;
    /** Folders of shared libraries that the system does not have. */
    readonly libraries: readonly string[];
    /** Where fontconfig finds at least one font, also on a machine that has none. */
    readonly fonts: string;
}

export async function distributionChromium(): Promise<Chromium> {
    const folder = await unpackedPackages({
        name: "chromium",
        choose: () => Promise.resolve(["chromium", "fonts-dejavu-core", "fontconfig-config"]),
        byHand: "these tests open the report in a Chromium from the packages of Debian or a distribution made of it",
    });
    return {
        program: join(folder, "usr/lib/chromium/chromium"),
        // libpulse keeps a part of itself in a folder of its own.
        libraries: libraryFolders(folder).flatMap((each) => [join(folder, each), join(folder, each, "pulseaudio")]),
        fonts: join(folder, "usr/share/fonts"),
    };
}
