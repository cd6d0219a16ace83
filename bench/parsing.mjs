// What any audit of YAML has to do at least: read every file below a folder and parse it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";

const folder = process.argv[2];
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/\.ya?ml$/.test(name)) {
        loadAll(readFileSync(join(folder, name), "utf8"));
    }
}
