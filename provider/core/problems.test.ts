import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { at, refuse, type Problem } from "./problems";

function refusal(problems: Problem[]): pulumi.InputPropertiesError {
    try {
        refuse('PostgresDatabase "orders"', problems);
    } catch (problem) {
        assert.ok(pulumi.InputPropertiesError.isInstance(problem));
        return problem;
    }
    return assert.fail("nothing was refused");
}

describe("A refusal", () => {
    it("is none, when nothing is wrong", () => {
        assert.doesNotThrow(() => {
            refuse("PostgresDatabase", []);
        });
    });

    it("lists every problem in the order of the paths, numbers by their value, and each once", () => {
        const problem = (path: string, reason = "is wrong"): Problem => ({ path, reason });
        const { errors, message } = refusal([
            problem("users[10].name"),
            problem("version"),
            problem("users[2].name", "z"),
            problem("users[2].name", "a"),
            problem("version"),
        ]);
        assert.deepEqual(errors, [
            { propertyPath: "users[2].name", reason: "a" },
            { propertyPath: "users[2].name", reason: "z" },
            { propertyPath: "users[10].name", reason: "is wrong" },
            { propertyPath: "version", reason: "is wrong" },
        ]);
        assert.equal(message, 'PostgresDatabase "orders": 4 arguments cannot be used as written; nothing was created');
    });

    it("speaks of one argument in the singular", () => {
        assert.match(refusal([{ path: "version", reason: "x" }]).message, /: an argument cannot be used as written;/);
    });

    it("puts problems of a part at the part's place", () => {
        const reason = "x";
        assert.deepEqual(
            at("backup", [
                { path: "schedule", reason },
                { path: "[1].name", reason },
                { path: "", reason },
            ]).map(({ path }) => path),
            ["backup.schedule", "backup[1].name", "backup"],
        );
    });
});
