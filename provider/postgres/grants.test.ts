import assert from "node:assert/strict";
import { accessRole, ownerRole } from "./grants";
import { templateSql } from "./templateSql";

describe("Rights in a database", () => {
    it("come through three groups with names of their own [UM-4]", () => {
        const groups = (["read", "readWrite", "owner"] as const).map((access) => accessRole("orders", access));
        assert.deepEqual(groups, ["orders_read", "orders_read_write", ownerRole("orders")]);
    });

    it("are given by functions that nobody but the superuser calls, and that no search path leads astray", () => {
        const functions = templateSql.filter((statement) => statement.trimStart().startsWith("CREATE FUNCTION"));
        assert.equal(functions.length, 4);
        for (const statement of functions) {
            assert.match(statement, / SET search_path = pg_catalog, pg_temp AS /);
            assert.doesNotMatch(statement, /SECURITY DEFINER/);
        }
        assert.ok(templateSql.includes("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hardened_db FROM PUBLIC"));
    });

    it("put names into statements as identifiers only: every statement that is put together goes through format(%I)", () => {
        for (const statement of templateSql) {
            for (const [, executed = ""] of statement.matchAll(/EXECUTE (?:later \|\| )?([^;]+);/g)) {
                assert.match(executed, /^(format\('[^']*'.*\)|'[^']*')$/, executed);
                assert.doesNotMatch(executed, /%s/);
            }
        }
    });
});
