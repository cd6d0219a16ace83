import assert from "node:assert/strict";
import { constructedScenes } from "../../testing/aws/scenes";
import type { Registered } from "../../testing/fakeMonitor";
import { actionsFor, otherwiseNamed } from "./actions";
import { providerCalls, type End, type Operation } from "./calls";

describe("The AWS provider's calls", function () {
    this.timeout(180_000);
    let made: Registered[];

    before(async () => {
        made = (await constructedScenes())
            .flatMap(({ resources }) => resources)
            .filter(({ type }) => type.startsWith("aws:"));
    });

    const typesMade = (): string[] => [...new Set(made.map(({ type }) => type))].sort();

    it("are listed for each type of resource that every option there is makes, and for no other", () => {
        assert.deepEqual(
            typesMade(),
            Object.keys(providerCalls).sort(),
            "list in build/aws/calls.ts what the provider calls for each, and run `make docs`",
        );
    });

    it("include a delete in everyday life only for what neither is protected nor kept", () => {
        const ends = new Map<string, End>(
            made.map(({ type, protect, retainOnDelete }) => [
                type,
                protect === true ? "teardown" : retainOnDelete === true ? "never" : "change",
            ]),
        );
        assert.deepEqual(
            typesMade().map((type) => [type, providerCalls[type]?.end]),
            typesMade().map((type) => [type, ends.get(type)]),
        );
    });

    it("make keys with the tag and the days that the policies ask for", () => {
        const keys = made.filter(({ type }) => type === "aws:kms/key:Key");
        assert.equal(keys.length, 6);
        for (const { inputs } of keys) {
            assert.equal((inputs["tags"] as Record<string, string>)["hardened-db:project"], "shop");
            assert.equal(inputs["deletionWindowInDays"], 30);
        }
    });

    it("have another name for IAM only if they are called", () => {
        const called = new Set(
            Object.values(providerCalls).flatMap(({ create, read, update, tag = [], delete: removal }) => [
                ...[...create, ...read, ...update],
                ...[...tag, ...removal],
            ]),
        );
        assert.deepEqual(
            (Object.keys(otherwiseNamed) as Operation[]).filter((operation) => !called.has(operation)),
            [],
        );
    });

    it("go by their own name where IAM has no other", () => {
        assert.deepEqual(actionsFor("kms:PutKeyPolicy"), ["kms:PutKeyPolicy"]);
        assert.deepEqual(actionsFor("s3:HeadBucket"), ["s3:ListBucket"]);
    });
});
