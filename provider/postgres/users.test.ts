import assert from "node:assert/strict";
import { connectionNamespaces, databaseRoleObject } from "./users";

const user = { name: "app", database: "orders", access: "read" as const };

describe("Where a user's clients find how to connect", () => {
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

describe("A user with a certificate of the operator's", () => {
    const certified = { ...user, clientCertificate: true, from: [{ podLabels: { app: "api" } }] };

    it("is a DatabaseRole with nothing but its group and the certificate [UM-5]", () => {
        const { metadata, spec } = databaseRoleObject("orders", "orders", certified);
        assert.equal(metadata.name, "orders-app");
        assert.deepEqual(spec, {
            cluster: { name: "orders" },
            name: "app",
            ensure: "present",
            inherit: true,
            connectionLimit: -1,
            login: true,
            inRoles: ["orders_read"],
            disablePassword: true,
            databaseRoleReclaimPolicy: "retain",
            clientCertificate: { enabled: true },
        });
    });

    it("carries the waiver of rights beyond its database, and is deleted without waiting for its certificate [UM-4]", () => {
        const privileged = {
            reason: "moves data",
            owner: "data",
            expires: "2027-03-31",
            rights: ["replication" as const],
        };
        const { annotations } = databaseRoleObject("orders", "orders", { ...certified, privileged }).metadata;
        assert.deepEqual(Object.keys(annotations), [
            "pulumi.com/deletionPropagationPolicy",
            "hardened-db/waiver.postgres-privileged-role",
        ]);
    });

    it("loses the certificate and the login when it is disabled", () => {
        const { spec } = databaseRoleObject("orders", "orders", { ...certified, disabled: true });
        assert.equal("clientCertificate" in spec || "login" in spec, false);
    });
});
