import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf, ruleFolders } from "./examples";
import { rules } from "./index";
import { recordOf } from "./record";

/** Writes recorded.txt of the folders named on the command line, or of all. */
const wanted = process.argv.slice(2);
for (const folder of ruleFolders) {
    const inside = rules.filter((rule) => folderOf(rule).endsWith(folder));
    if ((wanted.length === 0 || wanted.includes(folder)) && inside.length > 0) {
        writeFileSync(join(__dirname, folder, "recorded.txt"), recordOf(inside));
    }
}
