import assert from "node:assert/strict";
import fc from "fast-check";
import { roleName } from "./arbitraries.test";
import { accessRole, grantStatements, ownerRole } from "./grants";

describe("Rights in a new database", () => {
    it("are these statements", () => {
        assert.deepEqual(grantStatements("orders").slice(0, 8), [
            'ALTER ROLE "orders_owner" NOLOGIN',
            'CREATE ROLE "orders_read" NOLOGIN',
            'CREATE ROLE "orders_read_write" NOLOGIN',
            'REVOKE ALL ON DATABASE "orders" FROM PUBLIC',
            'GRANT CONNECT ON DATABASE "orders" TO "orders_owner", "orders_read", "orders_read_write"',
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            'GRANT USAGE, CREATE ON SCHEMA public TO "orders_owner"',
            'GRANT USAGE ON SCHEMA public TO "orders_read", "orders_read_write"',
        ]);
    });

    it("are nothing for PUBLIC, no login for a group, and no more than reading for readers [UM-4]", () => {
        fc.assert(
            fc.property(roleName, (database) => {
                const statements = grantStatements(database);
                assert.ok(
                    !statements.some((each) => / TO PUBLIC| SUPERUSER|WITH GRANT OPTION|(?<!NO)LOGIN/.test(each)),
                );
                const reader = `"${accessRole(database, "read")}"`;
                const toReaders = statements.filter(
                    (each) => each.startsWith("ALTER DEFAULT") && each.endsWith(`TO ${reader}`),
                );
                assert.equal(toReaders.length, 2);
                for (const statement of toReaders) {
                    assert.match(statement, / GRANT SELECT ON (TABLES|SEQUENCES) TO /);
                }
            }),
        );
    });

    it("quote every identifier, so that no name can end a statement", () => {
        const [statement] = grantStatements('a"; DROP ROLE postgres; --');
        assert.equal(statement, 'ALTER ROLE "a""; DROP ROLE postgres; --_owner" NOLOGIN');
    });

    it("come through three groups with names of their own", () => {
        const groups = (["read", "readWrite", "owner"] as const).map((access) => accessRole("orders", access));
        assert.deepEqual(groups, ["orders_read", "orders_read_write", ownerRole("orders")]);
    });
});
