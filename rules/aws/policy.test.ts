import assert from "node:assert/strict";
import { Field } from "../field";
import { SecretValue } from "../value";
import { shownValues, statementsOf } from "./policy";

describe("a policy document", () => {
    const actions = (policy: unknown): string | undefined => {
        const [statement] = statementsOf(new Field(["policy"], policy)) ?? [];
        return statement && shownValues(statement.child("Action"));
    };

    it("is read from an object and from text, with the path of each element", () => {
        const document = { Statement: [{ Action: ["s3:GetObject", "s3:PutObject"] }] };
        for (const policy of [document, JSON.stringify(document)]) {
            assert.equal(actions(policy), "s3:GetObject, s3:PutObject");
            assert.equal(
                statementsOf(new Field(["policy"], policy))?.[0]?.child("Action").name,
                "policy.Statement[0].Action",
            );
        }
    });

    it("is not read from what is no document", () => {
        for (const policy of ["", "null", "5", "{", '"text"']) {
            assert.equal(statementsOf(new Field(["policy"], policy)), undefined, policy);
        }
    });

    it("is shown in part: the first four values, and no long one", () => {
        const five = ["a", "b", "c", "d", "e"];
        assert.equal(actions({ Statement: { Action: five.slice(0, 4) } }), "a, b, c, d");
        assert.equal(actions({ Statement: { Action: five } }), "a, b, c, d, …");
        assert.equal(actions({ Statement: { Action: "x".repeat(200) } })?.length, 120);
    });

    it("under the secret mark shows nothing", () => {
        const text = JSON.stringify({ Statement: { Action: "s3:*" } });
        assert.equal(actions(new SecretValue(text)), "a value not shown");
        assert.equal(actions(new SecretValue({ Statement: { Action: "s3:*" } })), "a value not shown");
    });
});
