import assert from "node:assert/strict";
import { contentOf } from "./files";
import { documents, strayPages } from "./documents";
import { schemas } from "./schema";
import { staleSdkFiles } from "./sdk";

describe("What is generated and checked in", () => {
    it("schema.json and the validators' schema are what the argument interfaces say", () => {
        const stale = Object.entries(schemas()).filter(([file, content]) => contentOf(file) !== content);
        assert.deepEqual(
            stale.map(([file]) => file),
            [],
            "run `make schema` and commit these files",
        );
    });

    it("docs/ has what is made from the interfaces and tables", () => {
        const stale = Object.entries(documents()).filter(([file, content]) => contentOf(file) !== content);
        assert.deepEqual(
            stale.map(([file]) => file),
            [],
            "run `make docs` and commit these files",
        );
        assert.deepEqual(strayPages(), [], "these pages are of rules that are no more: run `make docs`");
    });

    it("sdk/ is what schema.json says", async function () {
        // With an empty cache this builds the generators first.
        this.timeout(20 * 60_000);
        assert.deepEqual(await staleSdkFiles(), [], "run `make sdk` and commit these files");
    });
});
