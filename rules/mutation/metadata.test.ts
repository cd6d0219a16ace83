import assert from "node:assert/strict";
import { metadataIgnorer } from "./metadata";

const member = (name: string, type = "ObjectProperty"): object => ({ type, key: { type: "Identifier", name } });
const object = (...names: string[]): object => ({
    type: "ObjectExpression",
    properties: names.map((name) => member(name)),
});
const rule = object("id", "title", "why", "fix", "check");
const reasonNotTo = (node: object, parent?: object): string | undefined =>
    metadataIgnorer.shouldIgnore({ node, parent });

describe("the parts of a rule that are not mutated", () => {
    it("are its words and labels", () => {
        for (const name of ["id", "title", "why", "fix", "references", "severity", "controls", "engine", "scope"]) {
            assert.equal(reasonNotTo(member(name), rule), "metadata of a rule");
        }
    });

    it("are not what it decides", () => {
        assert.equal(reasonNotTo(member("check"), rule), undefined);
        assert.equal(reasonNotTo(member("check", "ObjectMethod"), rule), undefined);
        assert.equal(reasonNotTo(member("kinds"), rule), undefined);
    });

    it("are not parts of other objects: a failure has a severity too", () => {
        assert.equal(reasonNotTo(member("severity"), object("severity", "wanted", "fix")), undefined);
        assert.equal(reasonNotTo(member("severity"), object("severity", "why")), undefined);
        assert.equal(reasonNotTo(member("title"), { type: "ArrayExpression" }), undefined);
        assert.equal(reasonNotTo(member("title")), undefined);
        assert.equal(reasonNotTo({ type: "StringLiteral" }, rule), undefined);
    });
});
