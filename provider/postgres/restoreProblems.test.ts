import assert from "node:assert/strict";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import { resolveKnown, unknown, type Known } from "../core/known";
import type { PostgresDatabaseArgs } from "./arguments";
import type { PostgresRestoreArgs } from "./backupArguments";
import { restoreProblems } from "./restoreProblems";

const vault = {
    bucket: "backups",
    region: "eu-central-1",
    keyArn: "arn:key",
    roleArns: { "orders/copy": "arn:role" },
    restoresFrom: { "orders/copy": ["orders/orders"] },
};
const from: PostgresRestoreArgs = { namespace: "orders", name: "orders" };
const waiver = { reason: "a copy for an hour", owner: "data", expires: "2027-03-31" };

describe("A database that starts from backups", () => {
    let aws: Known<PostgresDatabaseArgs>;
    let s3: Known<PostgresDatabaseArgs>;
    before(async () => {
        aws = { ...(await resolveKnown(onAws())), backup: { vault } };
        s3 = await resolveKnown(onAnyCluster());
    });
    const reasons = (args: Known<PostgresDatabaseArgs>, name = "copy") =>
        restoreProblems(name, args).map(({ path, reason }) => `${path}: ${reason}`);

    it("is accepted where the backups can be read, also while that is not known", () => {
        assert.deepEqual(reasons({ ...aws, restoreFrom: from }), []);
        assert.deepEqual(reasons({ ...aws, backup: { vault: unknown }, restoreFrom: from }), []);
        assert.deepEqual(reasons({ ...s3, restoreFrom: from }), []);
        assert.deepEqual(reasons({ ...s3, backup: { disabled: waiver }, restoreFrom: from }), []);
    });

    it("is refused when its role may not read them, since the database would only wait", () => {
        const [reason, ...rest] = reasons({ ...aws, restoreFrom: { ...from, name: "invoices" } });
        assert.deepEqual(rest, []);
        assert.match(
            reason ?? "",
            /^restoreFrom: the vault lets orders\/copy read no backups of orders\/invoices: add /,
        );
    });

    it("is refused on AWS without a vault, and without backups", () => {
        assert.deepEqual(reasons({ ...aws, backup: {}, restoreFrom: from }), [
            "restoreFrom: needs backup.vault, the vault that holds the backups of orders/orders: a vault of this database's own would be empty",
        ]);
        assert.match(
            reasons({ ...aws, backup: { disabled: waiver }, restoreFrom: from }).join(),
            /^restoreFrom: needs the role with which backups are read, .* disable them afterwards$/,
        );
    });

    it("is refused on AWS with a folder, which its role could not read", () => {
        assert.deepEqual(reasons({ ...aws, restoreFrom: { ...from, prefix: "elsewhere" } }), [
            "restoreFrom.prefix: goes with platform.s3; in a vault the backups lie in orders/orders: take it out",
        ]);
    });

    it("is refused as its own source, whose archive it would have to go on", () => {
        const itself =
            /^restoreFrom: is where this database's own backups go \(.*\), .* give the new database another name$/;
        for (const args of [aws, s3]) {
            const found = reasons({ ...args, restoreFrom: from }, "orders");
            assert.equal(found.length, 1);
            assert.match(found[0] ?? "", itself);
        }
    });

    it("may have its source's name where their folders differ, and not where they are one", () => {
        const inFolder = (prefix: string): Known<PostgresDatabaseArgs> => ({
            ...s3,
            platform: { ...s3.platform, s3: { ...s3.platform.s3!, prefix } },
        });
        assert.deepEqual(reasons({ ...inFolder("2027"), restoreFrom: from }, "orders"), []);
        assert.deepEqual(reasons({ ...inFolder(""), restoreFrom: { ...from, prefix: "" } }), []);
        assert.equal(reasons({ ...inFolder(""), restoreFrom: { ...from, prefix: "" } }, "orders").length, 1);
    });

    it("is refused with a folder that is none", () => {
        const [reason] = reasons({ ...s3, restoreFrom: { ...from, prefix: "/orders" } });
        assert.match(reason ?? "", /^restoreFrom.prefix: "\/orders" must not begin or end with "\/"/);
    });

    for (const targetTime of [
        "2027-01-31T08:15:00Z",
        "2028-02-29T23:59:59.999999+05:30",
        "2027-12-31T00:00:00-12:00",
    ]) {
        it(`is restored to ${targetTime}`, () => {
            assert.deepEqual(reasons({ ...s3, restoreFrom: { ...from, targetTime } }), []);
        });
    }

    for (const targetTime of [
        "2027-02-29T00:00:00Z",
        "2027-04-31T00:00:00Z",
        "2027-13-01T00:00:00Z",
        "2027-00-10T00:00:00Z",
        "2027-01-00T00:00:00Z",
        "2027-01-31T24:00:00Z",
        "2027-01-31T08:60:00Z",
        "2027-01-31T08:15:60Z",
        "2027-01-31T08:15:00+16:00",
        "2027-01-31T08:15:00+01:60",
    ]) {
        it(`is refused for ${targetTime}, which never was`, () => {
            assert.deepEqual(reasons({ ...s3, restoreFrom: { ...from, targetTime } }), [
                `restoreFrom.targetTime: "${targetTime}" is on no calendar or clock; write for example 2027-01-31T08:15:00Z`,
            ]);
        });
    }

    it("is refused from what can be no database", () => {
        const restoreFrom = { namespace: "Orders", name: "orders/*" };
        assert.deepEqual(
            restoreProblems("copy", { ...s3, restoreFrom }).map(({ path }) => path),
            ["restoreFrom.namespace", "restoreFrom.name"],
        );
    });
});

describe("Databases that may be restored from a database's backups", () => {
    let args: Known<PostgresDatabaseArgs>;
    before(async () => {
        args = await resolveKnown(onAws());
    });
    const reasons = (changed: Partial<Known<PostgresDatabaseArgs>>) =>
        restoreProblems("orders", { ...args, ...changed }).map(({ path, reason }) => `${path}: ${reason}`);
    const copy = { namespace: "orders", name: "copy" };

    it("are accepted with a vault of its own", () => {
        assert.deepEqual(reasons({ backup: { restorableBy: [copy, { ...copy, namespace: "staging" }] } }), []);
    });

    it("are said elsewhere for a vault that is shared", () => {
        assert.deepEqual(reasons({ backup: { vault: unknown, restorableBy: [copy] } }), [
            "backup.restorableBy: goes with a vault of the database's own; write `restoresFrom` at the client of the BackupVault that may read these backups",
        ]);
    });

    it("have no meaning where one key reads everything", async () => {
        const { platform } = await resolveKnown(onAnyCluster());
        assert.deepEqual(reasons({ platform, backup: { restorableBy: [copy] } }), [
            "backup.restorableBy: goes with platform.aws; with platform.s3 whoever holds the store's access key reads these backups",
        ]);
    });

    it("are others, listed once, by names that exist", () => {
        const restorableBy = [copy, { namespace: "orders", name: "orders" }, copy, { namespace: "x", name: "*" }];
        assert.deepEqual(
            restoreProblems("orders", { ...args, backup: { restorableBy } }).map(({ path }) => path),
            ["backup.restorableBy[1]", "backup.restorableBy[2]", "backup.restorableBy[3].name"],
        );
    });
});
