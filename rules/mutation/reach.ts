import { createRequire } from "node:module";
import { basename, join } from "node:path";

/** A test as Mocha has it. */
export interface PlacedTest {
    readonly file?: string | undefined;
    titlePath(): readonly string[];
}

/** The files that import this one, themselves or through others, and the file itself; none when it was not loaded. */
export function filesThatReach(folder: string, file: string): ReadonlySet<string> {
    const { cache } = createRequire(join(folder, "package.json"));
    const importers = new Map<string, string[]>();
    for (const [importer, module] of Object.entries(cache)) {
        for (const { filename } of module?.children ?? []) {
            importers.set(filename, [...(importers.get(filename) ?? []), importer]);
        }
    }
    const found = new Set(file in cache ? [file] : []);
    for (const each of found) {
        importers.get(each)?.forEach((importer) => found.add(importer));
    }
    return found;
}

/**
 * Whether a test can notice a change of one of these files. rules.test.ts imports every rule, yet what it has under a rule's
 * id looks at that rule only.
 */
export function canNotice(reached: ReadonlySet<string>): (test: PlacedTest) => boolean {
    const rules = new Set([...reached].map((file) => basename(file, ".ts")));
    return (test) => {
        const [, rule, ...more] = test.titlePath();
        if (
            test.file !== undefined &&
            basename(test.file) === "rules.test.ts" &&
            rule !== undefined &&
            more.length > 0
        ) {
            return rules.has(rule);
        }
        return test.file === undefined || reached.has(test.file);
    };
}
