import assert from "node:assert/strict";
import { labelSetProblems } from "./labelSyntax";

describe("A label", () => {
    for (const [key, value] of [
        ["app", "orders"],
        ["a", ""],
        ["topology.kubernetes.io/zone", "eu-central-1a"],
        ["node-role.kubernetes.io/Database_Nodes", "v1.2_3"],
        ["k".repeat(63), "v".repeat(63)],
    ] as const) {
        it(`may be ${key.slice(0, 40)}=${value.slice(0, 20)}`, () => {
            assert.deepEqual(labelSetProblems("nodeSelector", { [key]: value }), []);
        });
    }

    for (const key of [
        "",
        "-a",
        "a-",
        "a b",
        "a/b/c",
        "/a",
        "a/",
        "Example.org/a",
        "k".repeat(64),
        "a".repeat(254) + "/a",
    ]) {
        it(`cannot have the key "${key.slice(0, 20)}" of ${key.length} characters`, () => {
            const [problem, ...rest] = labelSetProblems("nodeSelector", { [key]: "x" });
            assert.deepEqual(rest, []);
            assert.equal(problem?.path, "nodeSelector");
            assert.match(problem.reason, /cannot be the key of a label; write up to 63 letters/);
        });
    }

    for (const value of ["-", "a b", "a/b", "é", "v".repeat(64)]) {
        it(`cannot have the value "${value.slice(0, 20)}" of ${value.length} characters`, () => {
            const [problem, ...rest] = labelSetProblems("nodeSelector", { disk: value });
            assert.deepEqual(rest, []);
            assert.match(problem?.reason ?? "", /cannot be the value of disk; write up to 63 letters/);
        });
    }
});
