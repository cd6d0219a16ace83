import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { testFiles } from "./testFiles";

const notOurs = ["node_modules", "bin", "dist", "sdk"];

describe("The tests of `make test`", () => {
    it("are all there are, whatever room they stand in", () => {
        const rooms = readdirSync(".", { withFileTypes: true }).filter(
            (entry) => entry.isDirectory() && !entry.name.startsWith(".") && !notOurs.includes(entry.name),
        );
        const files = rooms.flatMap(({ name }) =>
            readdirSync(name, { recursive: true, encoding: "utf8" })
                .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
                .map((file) => join(name, file)),
        );
        const known = testFiles();
        assert.deepEqual(
            files.filter((file) => !known.includes(file)),
            [],
            "add their room to testing/testFiles.ts",
        );
    });
});
