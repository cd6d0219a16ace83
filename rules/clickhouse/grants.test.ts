import assert from "node:assert/strict";
import { Field } from "../field";
import { unknownValue } from "../value";
import { givesPower } from "./grants";

const judge = (query: unknown): unknown => givesPower(new Field([], query));

describe("grants", () => {
    it("that reach beyond the data", () => {
        assert.equal(judge("GRANT ALL ON *.*"), true);
        assert.equal(judge("  grant\n select , remote on *.* "), true);
        assert.equal(judge("GRANT ON CLUSTER c SOURCES ON *.*"), true);
        assert.equal(judge("GRANT SELECT ON *.* WITH GRANT OPTION"), true);
    });

    it("that do not", () => {
        for (const query of [
            "",
            "GRANT SELECT ON a.* WITH GRANT OPTION",
            "GRANT a TO b",
            "REVOKE ALL ON *.*",
            undefined,
        ]) {
            assert.equal(judge(query), false, query);
        }
    });

    it("that are not known", () => {
        assert.equal(judge("GRANT ${X} ON a.*"), "unknown");
        assert.equal(judge("REVOKE ${X} ON a.*"), false);
        assert.equal(judge(unknownValue), "unknown");
    });
});
