import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import type { PostgresDatabaseArgs } from "./arguments";

/**
 * An image moves the minor version; its data is of the major that `version` says. An image of another one would find data that it
 * cannot read, and CloudNativePG believes the catalog (1.30, docs/src/image_catalog.md: the major is declared, not read from the tag).
 */
export function imageProblems({ version, images = {} }: Known<PostgresDatabaseArgs>): Problem[] {
    const { postgres } = images;
    const major = postgres === undefined ? undefined : majorOf(postgres);
    return major === undefined || major === version
        ? []
        : [
              {
                  path: "images.postgres",
                  reason: `is PostgreSQL ${major} by its tag, and version says "${version}": take an image of ${version}, or write version: "${major}" for a major upgrade`,
              },
          ];
}

/** Of an image that is called PostgreSQL; whoever numbers images of their own differently is not second-guessed. */
function majorOf(image: string): string | undefined {
    return /(?:^|\/)[^/:@]*postgres[^/:@]*:(\d{2})(?:[.-][^/@]*)?@/.exec(image)?.[1];
}
