import assert from "node:assert/strict";
import fc from "fast-check";
import { formatPath } from "./path";

describe("a path", () => {
    it("is written with dots, and brackets for places in lists", () => {
        assert.equal(formatPath(["spec", "postgresql", "pg_hba", 0]), "spec.postgresql.pg_hba[0]");
        assert.equal(formatPath(["items", 10, "name"]), "items[10].name");
        assert.equal(formatPath([]), "");
        assert.equal(formatPath([3]), "[3]");
    });

    it("quotes keys that are no plain words", () => {
        assert.equal(
            formatPath(["metadata", "annotations", "cnpg.io/podPatch"]),
            'metadata.annotations["cnpg.io/podPatch"]',
        );
        assert.equal(formatPath(["a b"]), '["a b"]');
        assert.equal(formatPath(["data", ""]), 'data[""]');
        assert.equal(formatPath(["data", ".hidden"]), 'data[".hidden"]');
        assert.equal(formatPath(["data", 'a"b']), 'data["a\\"b"]');
    });

    it("leaves words with dashes and underscores alone", () => {
        assert.equal(formatPath(["log-level", "pg_hba", "0"]), "log-level.pg_hba.0");
    });

    it("is never the same for two paths of keys", () => {
        const path = fc.array(fc.string(), { minLength: 1 });
        fc.assert(
            fc.property(path, path, (one, other) => {
                assert.equal(formatPath(one) === formatPath(other), JSON.stringify(one) === JSON.stringify(other));
            }),
        );
    });
});
