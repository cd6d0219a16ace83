import assert from "node:assert/strict";
import { join } from "node:path";
import { canNotice, filesThatReach, type PlacedTest } from "./reach";

const folder = join(__dirname, "..", "..");
const test = (file: string, ...titles: string[]): PlacedTest => ({ file, titlePath: () => titles });

describe("the tests that a change can reach", () => {
    it("are found through the files that import the changed one", () => {
        const reached = filesThatReach(folder, join(__dirname, "reach.ts"));
        assert.ok(reached.has(join(__dirname, "reach.ts")));
        assert.ok(reached.has(__filename));
        assert.equal(reached.has(join(__dirname, "metadata.ts")), false);
    });

    it("are none of a file that nobody loaded", () => {
        assert.equal(filesThatReach(folder, join(__dirname, "nothing.ts")).size, 0);
    });

    it("are those of the rules that import it, and what is asked of all rules together", () => {
        const all = "/c/rules/rules.test.ts";
        const notices = canNotice(new Set([all, "/c/rules/aws/kms-rotation.ts", "/c/rules/aws/policy.test.ts"]));
        assert.equal(notices(test(all, "the rules", "kms-rotation", "pass 1: a")), true);
        assert.equal(notices(test(all, "the rules", "s3-versioning", "pass 1: a")), false);
        assert.equal(notices(test(all, "the rules", "of aws/ say what recorded.txt says")), true);
        assert.equal(notices(test("/c/rules/aws/policy.test.ts", "a policy", "is", "read")), true);
        assert.equal(notices(test("/c/rules/text.test.ts", "a text", "is", "read")), false);
    });
});
