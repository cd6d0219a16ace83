import assert from "node:assert/strict";
import { Field } from "../field";
import { unknownValue } from "../value";
import { hasSeveralHosts } from "./layout";

const judge = (layout?: unknown): unknown => hasSeveralHosts(new Field([], { layout }));

describe("the hosts of a cluster", () => {
    it("are shards times replicas", () => {
        assert.equal(judge(), false);
        assert.equal(judge({ shardsCount: 1, replicasCount: "1" }), false);
        assert.equal(judge({ shardsCount: "2" }), true);
        assert.equal(judge({ replicas: [{}, {}] }), true);
        assert.equal(judge({ shards: [{ replicasCount: 2 }] }), true);
        assert.equal(judge({ replicas: [{ shards: [{}, {}] }] }), true);
    });

    it("are not known where a count is not, unless another decides", () => {
        assert.equal(judge({ shardsCount: "${N}" }), "unknown");
        assert.equal(judge({ shardsCount: "${N}", replicasCount: 2 }), true);
        assert.equal(judge(unknownValue), "unknown");
        assert.equal(judge({ replicas: unknownValue }), "unknown");
    });
});
