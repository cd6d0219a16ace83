import assert from "node:assert/strict";
import fc from "fast-check";
import { usersOf } from "./arbitraries.test";
import { accessRole } from "./grants";
import { connectionNamespaces, managedRole } from "./users";

describe("A user as the operator is told of it", () => {
    it("may log in, is in the one group of its access, and nothing else: no superuser, no replication, no role of its own making [UM-4]", () => {
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                for (const user of users) {
                    const { name, inRoles, passwordSecret, ...rest } = managedRole("orders", user);
                    assert.equal(name, user.name);
                    assert.deepEqual(inRoles, [accessRole("orders", user.access)]);
                    assert.match(passwordSecret.name, /^orders-.*-login$/);
                    // As the operator writes it back: a second `up` finds nothing to change.
                    assert.deepEqual(rest, { ensure: "present", login: true, inherit: true, connectionLimit: -1 });
                }
            }),
        );
    });
});

describe("Where a user's clients find how to connect", () => {
    const user = { name: "app", database: "orders", access: "read" as const };

    it("is each namespace they are in, once; for addresses the database's own", () => {
        const from = [
            { namespace: "web", podLabels: { a: "b" } },
            { namespace: "shop", podLabels: { a: "b" } },
            { namespace: "shop", podLabels: { c: "d" } },
            { cidr: "10.0.0.0/16" },
        ];
        assert.deepEqual(connectionNamespaces({ ...user, from }, "orders"), ["orders", "shop", "web"]);
    });

    it("is nowhere, when they want none", () => {
        const from = [{ namespace: "web", podLabels: { a: "b" }, connectionSecret: false }];
        assert.deepEqual(connectionNamespaces({ ...user, from }, "orders"), []);
    });
});
