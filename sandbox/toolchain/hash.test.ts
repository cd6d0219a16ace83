import * as assert from "node:assert/strict";
import * as path from "node:path";

import { hashOf, readSources, type Ingredients } from "./hash";
import { definitionParts, everyPart, judgeParts, parts } from "./parts";

describe("the name of a built part in the cache", () => {
    const ingredients: Ingredients = {
        part: { programs: { one: "example.invalid/one", two: "example.invalid/two" }, minutes: 1, gigabytes: 1 },
        files: { "go.mod": "module a", "go.sum": "sums" },
        goVersion: "go1.26.8",
        system: "linux/amd64",
    };

    it("is the same for the same ingredients, whatever their order and however long the build takes", () => {
        const same = hashOf({
            ...ingredients,
            part: { programs: { two: "example.invalid/two", one: "example.invalid/one" }, minutes: 9, gigabytes: 9 },
            files: { "go.sum": "sums", "go.mod": "module a" },
        });
        assert.equal(same, hashOf(ingredients));
        assert.match(same, /^[0-9a-f]{16}$/);
    });

    const others: Record<string, Ingredients> = {
        "go.mod": { ...ingredients, files: { ...ingredients.files, "go.mod": "module b" } },
        "go.sum": { ...ingredients, files: { ...ingredients.files, "go.sum": "others" } },
        "a main.go": { ...ingredients, files: { ...ingredients.files, "main.go": "package main" } },
        "the Go release": { ...ingredients, goVersion: "go1.26.9" },
        "the system": { ...ingredients, system: "linux/arm64" },
        "a linker flag": { ...ingredients, part: { ...ingredients.part, linkerFlags: "-X a.B=c" } },
        "a build tag": { ...ingredients, part: { ...ingredients.part, tags: "small" } },
        "a package": { ...ingredients, part: { ...ingredients.part, programs: { one: "example.invalid/three" } } },
    };
    for (const [what, other] of Object.entries(others)) {
        it(`changes with ${what}`, () => {
            assert.notEqual(hashOf(other), hashOf(ingredients));
        });
    }

    it("covers the pinned modules of every part", () => {
        for (const part of [...everyPart, ...definitionParts, ...judgeParts]) {
            const files = readSources(path.join(__dirname, part));
            assert.ok("go.mod" in files && "go.sum" in files, `${part} has go.mod and go.sum`);
            const { programs, files: taken = [] } = parts[part];
            const names = Object.values(programs);
            assert.ok(names.length + taken.length > 0, `${part} builds or takes something`);
            assert.equal("main.go" in files, names.includes("."), `${part} has main.go only when it builds its own`);
        }
    });
});
