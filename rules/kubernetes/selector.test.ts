import assert from "node:assert/strict";
import { Field } from "../field";
import { unknownValue } from "../value";
import { hasPairs, labelsIn, selects, selectsAll } from "./selector";

const labels = { app: "db", tier: "back" };
const asks = (selector: unknown, assumed?: (key: string) => boolean): unknown =>
    selects(new Field([], selector), labels, assumed);
const expression = (operator: unknown, key: unknown, values?: unknown): unknown =>
    asks({ matchExpressions: [{ operator, key, values }] });

describe("a label selector", () => {
    it("takes pods that have every pair and meet every expression", () => {
        assert.equal(asks({}), true);
        assert.equal(asks(undefined), true);
        assert.equal(asks({ matchLabels: labels }), true);
        assert.equal(asks({ matchLabels: { ...labels, more: "x" } }), false);
        assert.equal(asks({ matchLabels: { app: "DB" } }), false);
        assert.equal(expression("In", "app", ["web", "db"]), true);
        assert.equal(expression("In", "app", ["web"]), false);
        assert.equal(expression("In", "other", ["web"]), false);
        assert.equal(expression("NotIn", "app", ["web"]), true);
        assert.equal(expression("NotIn", "app", ["db"]), false);
        assert.equal(expression("NotIn", "other", ["db"]), true);
        assert.equal(expression("Exists", "app"), true);
        assert.equal(expression("Exists", "other"), false);
        assert.equal(expression("DoesNotExist", "other"), true);
        assert.equal(expression("DoesNotExist", "app"), false);
        assert.equal(asks({ matchLabels: { app: "db" }, matchExpressions: [{ operator: "Exists", key: "x" }] }), false);
    });

    it("cannot tell where something is not known", () => {
        assert.equal(asks(unknownValue), "unknown");
        assert.equal(asks({ matchLabels: unknownValue }), "unknown");
        assert.equal(asks({ matchExpressions: unknownValue }), "unknown");
        assert.equal(asks({ matchLabels: { app: "${APP}" } }), "unknown");
        assert.equal(asks({ matchLabels: { app: "${APP}", tier: "front" } }), false);
        assert.equal(expression("Is", "app", ["db"]), "unknown");
        assert.equal(expression("In", unknownValue, ["db"]), "unknown");
        assert.equal(expression("In", "app", unknownValue), "unknown");
        assert.equal(hasPairs(new Field([], unknownValue), labels), "unknown");
    });

    it("takes a pod to have what is assumed of it", () => {
        const assumed = (key: string): boolean => key === "role";
        assert.equal(asks({ matchLabels: { app: "db", role: "primary" } }, assumed), true);
        assert.equal(asks({ matchLabels: { app: "db", rule: "primary" } }, assumed), false);
        assert.equal(asks({ matchExpressions: [{ key: "role", operator: "In", values: ["x"] }] }, assumed), true);
    });

    it("selects everything when it is empty and known", () => {
        const all = (selector: unknown): boolean => selectsAll(new Field([], selector));
        assert.equal(all({}), true);
        assert.equal(all({ matchLabels: {}, matchExpressions: [] }), true);
        assert.equal(all({ matchLabels: labels }), false);
        assert.equal(all({ matchExpressions: [{ key: "a", operator: "Exists" }] }), false);
        assert.equal(all(unknownValue), false);
    });

    it("has its labels read as far as they are known", () => {
        assert.deepEqual(labelsIn(new Field([], { a: "b", n: 1, c: unknownValue, d: {} })), { a: "b", n: "1" });
    });
});
