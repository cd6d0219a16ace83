import assert from "node:assert/strict";
import { Field } from "../field";
import { mixedCustody } from "./keyCustody";

/** What is said of everybody's use of a key under this condition. */
function saidOf(Condition: unknown): readonly string[] {
    const statement = { Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*", Condition };
    return mixedCustody(new Field(["policy"], { Statement: [statement] })).map(({ message }) => message);
}

describe("who may use a key", () => {
    const role = "arn:aws:iam::111122223333:role/orders";
    const open = /is everybody: name the principals, or add a condition on who calls/;

    it("is somebody where a condition names the caller, in any case of its operator and key", () => {
        assert.match(saidOf(undefined).join(), open);
        assert.deepEqual(saidOf({ ArnLike: { "aws:PrincipalArn": role } }), []);
        assert.deepEqual(saidOf({ arnlike: { "AWS:principalarn": [role] } }), []);
    });

    it("is everybody where one of the values lets everybody in, also under the same key in another case", () => {
        assert.match(saidOf({ ArnLike: { "aws:PrincipalArn": [role, "*"] } }).join(), open);
        assert.match(saidOf({ ArnLike: { "aws:PrincipalArn": "*", "AWS:PrincipalArn": role } }).join(), open);
        assert.match(
            saidOf({ ArnLike: { "aws:PrincipalArn": "*" }, arnlike: { "aws:PrincipalArn": role } }).join(),
            open,
        );
    });

    it("is somebody where one of two conditions names the caller, since both must hold", () => {
        const both = { ArnLike: { "aws:PrincipalArn": "*" }, StringEquals: { "kms:CallerAccount": "111122223333" } };
        assert.deepEqual(saidOf(both), []);
    });
});
