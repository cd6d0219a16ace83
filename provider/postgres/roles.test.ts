import assert from "node:assert/strict";
import fc from "fast-check";
import { usersOf } from "./arbitraries.test";
import { accessRole } from "./grants";
import { managedRoles, userRole } from "./roles";
import type { PostgresUserArgs } from "./userArguments";

const app: PostgresUserArgs = {
    name: "app",
    database: "orders",
    access: "readWrite",
    from: [{ cidr: "10.20.0.0/16" }],
};

describe("A user as the operator is told of it", () => {
    it("may log in, is in the one group of its access, and nothing else: no superuser, no replication, no role of its own making [UM-4]", () => {
        fc.assert(
            fc.property(usersOf("orders"), (users) => {
                for (const user of users) {
                    const { name, inRoles, passwordSecret, ...rest } = userRole("orders", user);
                    assert.equal(name, user.name);
                    assert.deepEqual(inRoles, [accessRole("orders", user.access)]);
                    assert.match(passwordSecret?.name ?? "", /^orders-.*-login$/);
                    // As the operator writes it back: a second `up` finds nothing to change.
                    assert.deepEqual(rest, { ensure: "present", login: true, inherit: true, connectionLimit: -1 });
                }
            }),
        );
    });

    it("has the limits that the program sets", () => {
        const { connectionLimit, validUntil } = userRole("orders", {
            ...app,
            connectionLimit: 5,
            validUntil: "2027-03-31T00:00:00Z",
        });
        assert.deepEqual({ connectionLimit, validUntil }, { connectionLimit: 5, validUntil: "2027-03-31T00:00:00Z" });
    });

    it("cannot log in when it is disabled, and keeps its password for later", () => {
        const role = userRole("orders", { ...app, disabled: true });
        assert.equal("login" in role, false);
        assert.deepEqual(role.passwordSecret, { name: "orders-app-login" });
    });

    it("has the password of a Secret of the program's own", () => {
        assert.deepEqual(userRole("orders", { ...app, passwordSecret: "mine" }).passwordSecret, { name: "mine" });
    });

    it("has no password at all where something else proves who it is [UM-5]", () => {
        for (const user of [
            { ...app, clientCertificate: true },
            { ...app, authentication: "ldap" as const },
        ]) {
            const role = userRole("orders", user);
            assert.equal(role.disablePassword, true);
            assert.equal("passwordSecret" in role, false);
        }
    });

    it("goes beyond its database by a waiver alone", () => {
        const waiver = { reason: "moves data", owner: "data", expires: "2027-03-31" };
        const role = userRole("orders", {
            ...app,
            privileged: { ...waiver, rights: ["replication", "pg_read_server_files"] },
        });
        assert.equal(role.replication, true);
        assert.deepEqual(role.inRoles, ["orders_read_write", "pg_read_server_files"]);
        assert.equal("superuser" in role, false);
        assert.equal(JSON.stringify(role).includes("moves data"), false, "the reason stands on the Cluster");
    });
});

describe("The Cluster's list of roles", () => {
    it("begins with the groups of every database, since the operator makes missing roles in that order; none of them logs in [UM-1]", () => {
        const users = [app, { ...app, name: "audit", database: "ledger" }];
        const roles = managedRoles("orders", { users, databases: [{ name: "archive" }] });
        assert.deepEqual(
            roles.map(({ name, login }) => (login ? `${name}: login` : name)),
            [
                ...["orders", "ledger", "archive"].flatMap((name) => [
                    `${name}_owner`,
                    `${name}_read`,
                    `${name}_read_write`,
                ]),
                "app: login",
                "audit: login",
            ],
        );
    });

    it("leaves out whoever gets a certificate from the operator, for whom there is a DatabaseRole", () => {
        const users = [app, { ...app, name: "certified", clientCertificate: true }];
        const names = (tls: object) => managedRoles("orders", { users, tls }).map(({ name }) => name);
        assert.equal(names({}).includes("certified"), false);
        assert.equal(names({ issuer: "generated" }).includes("certified"), true);
    });
});
