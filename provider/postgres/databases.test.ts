import assert from "node:assert/strict";
import { databaseEntries, databaseObject, databasesOf, firstDatabase } from "./databases";
import type { PostgresUserArgs } from "./userArguments";

const user = (name: string, database: string): PostgresUserArgs => ({
    name,
    database,
    access: "read",
    from: [{ cidr: "10.0.0.0/16" }],
});
const users = [user("app", "orders"), user("audit", "ledger"), user("reports", "orders")];

describe("Databases", () => {
    it("are those that users log in to and those that are listed, each once, the first user's first", () => {
        const args = {
            users,
            databases: [{ name: "archive" }, { name: "orders", extensions: [{ name: "pgcrypto" }] }],
        };
        assert.equal(firstDatabase(args), "orders");
        assert.deepEqual(databasesOf(args), [
            { name: "orders", extensions: [{ name: "pgcrypto" }] },
            { name: "ledger" },
            { name: "archive" },
        ]);
    });

    it("have an object each but the first, which initdb makes and which needs one for its extensions alone", () => {
        const names = (databases: Parameters<typeof databaseEntries>[0]["databases"]) =>
            databaseEntries({ users, ...(databases && { databases }) }).map(({ name }) => name);
        assert.deepEqual(names(undefined), ["ledger"]);
        assert.deepEqual(names([{ name: "orders", extensions: [{ name: "pgcrypto" }] }]), ["orders", "ledger"]);
    });

    it("belong to a role that nobody logs in as, and begin with the schema that brings the rights [UM-4]", () => {
        const { metadata, spec } = databaseObject("orders", "shop", { name: "big_ledger" });
        assert.equal(metadata.name, "orders-big-ledger");
        assert.deepEqual(spec, {
            cluster: { name: "orders" },
            name: "big_ledger",
            owner: "big_ledger_owner",
            ensure: "present",
            databaseReclaimPolicy: "retain",
            schemas: [{ name: "hardened_db_access", ensure: "present" }],
        });
    });

    it("get their extensions in schemas that are there, and carry the waiver of one that reaches out [KSI-6]", () => {
        const waiver = { reason: "legacy", owner: "data", expires: "2027-03-31" };
        const { metadata, spec } = databaseObject("orders", "shop", {
            name: "ledger",
            extensions: [
                { name: "pgcrypto", schema: "crypto" },
                { name: "citext", version: "1.6", schema: "public" },
                { name: "dblink", allowOutbound: waiver },
            ],
        });
        assert.deepEqual(spec["schemas"], [
            { name: "hardened_db_access", ensure: "present" },
            { name: "crypto", owner: "ledger_owner", ensure: "present" },
        ]);
        assert.deepEqual(spec["extensions"], [
            { name: "pgcrypto", ensure: "present", schema: "crypto" },
            { name: "citext", ensure: "present", version: "1.6", schema: "public" },
            { name: "dblink", ensure: "present" },
        ]);
        assert.deepEqual(Object.keys(metadata.annotations ?? {}), ["hardened-db/waiver.postgres-outbound-extension"]);
    });

    it("have no empty annotations, which the API server leaves out, so that every `up` would put them in again", () => {
        assert.equal("annotations" in databaseObject("orders", "shop", { name: "ledger" }).metadata, false);
    });
});
