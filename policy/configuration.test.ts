import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packForTests, startPack, type PackResource } from "../testing/policyPack";
import { weakCluster } from "../testing/weakResources";

describe("The pack's configuration", function () {
    this.timeout(30_000);
    const pack = packForTests();
    const levels = async (resource: PackResource = weakCluster): Promise<Record<string, string>> => {
        const violations = await pack().analyze(resource);
        return Object.fromEntries(violations.map(({ policy, level, severity }) => [policy, `${level} ${severity}`]));
    };

    it("may be none", async () => {
        const { "postgres-superuser-access": superuser, "postgres-metrics-tls": metrics } = await levels();
        assert.deepEqual([superuser, metrics], ["mandatory high", "advisory low"]);
    });

    it("sets the level of a policy", async () => {
        await pack().configure({
            "postgres-superuser-access": { level: "advisory" },
            "postgres-metrics-tls": { level: "mandatory" },
        });
        const { "postgres-superuser-access": superuser, "postgres-metrics-tls": metrics } = await levels();
        assert.deepEqual([superuser, metrics], ["advisory high", "mandatory low"]);
    });

    it("switches a policy off, which every run says, with the reason", async () => {
        await pack().configure({
            "postgres-superuser-access": { level: "disabled", settings: { reason: "the old ETL, until March" } },
            "postgres-metrics-tls": { level: "disabled" },
        });
        const found = Object.keys(await levels());
        assert.ok(!found.includes("postgres-superuser-access") && !found.includes("postgres-metrics-tls"));
        await pack().analyzeStack([weakCluster]);
        assert.deepEqual(
            pack().said.filter((line) => line.includes("off by")),
            [
                "hardened-db: off by configuration: postgres-superuser-access (the old ETL, until March)",
                "hardened-db: off by configuration, without a reason: postgres-metrics-tls",
            ],
        );
    });

    it("may name all policies, which the engine has given their level by then", async () => {
        await pack().configure({ all: { level: "disabled" }, "postgres-superuser-access": { level: "advisory" } });
        assert.equal((await levels())["postgres-superuser-access"], "advisory high");
    });

    it("gives a rule another severity, and with it another level", async () => {
        await pack().configure({
            "postgres-superuser-access": { level: "mandatory", settings: { severity: "medium" } },
            "postgres-metrics-tls": { level: "advisory", settings: { severity: "critical" } },
        });
        const { "postgres-superuser-access": superuser, "postgres-metrics-tls": metrics } = await levels();
        assert.deepEqual([superuser, metrics], ["advisory medium", "mandatory critical"]);
    });

    it("is refused when it is wrong, all at once, with what to write", async () => {
        const refused = pack().configure({
            "postgres-supruser-access": { level: "disabled" },
            "postgres-superuser-access": { level: "mandatory", settings: { severity: "severe", since: 1 } },
            "hardened-db": { settings: { trustAnnotations: "yes", failOnUnkown: true, waivers: "nowhere.yaml" } },
        });
        await assert.rejects(refused, (problem: Error) => {
            assert.deepEqual(problem.message.split("\n"), [
                "the policy pack's configuration cannot be used:",
                "  hardened-db.failOnUnkown: there is no such key; write trustAnnotations, waivers, failOnUnknown, scope or selectors",
                '  hardened-db.trustAnnotations is "yes": write true or false (whether waivers count that resources carry as annotations, written by whoever writes the program)',
                `  hardened-db.waivers is "nowhere.yaml": there is no such file in ${process.cwd()}; write its path from there, or an absolute one`,
                '  postgres-superuser-access.severity is "severe": write low, medium, high or critical',
                "  postgres-superuser-access.since: there is no such key; write severity or reason",
                "  postgres-supruser-access: there is no policy of this name; write a rule's id as a finding shows it, or all",
            ]);
            return true;
        });
    });

    it("names a waiver file from where pulumi runs, and is refused when there is none", async () => {
        const folder = mkdtempSync(join(tmpdir(), "hardened-db-pack-"));
        const other = await startPack({ cwd: folder });
        try {
            await assert.rejects(
                other.configure({ "hardened-db": { settings: { waivers: "waivers.yaml" } } }),
                new RegExp(
                    `hardened-db.waivers is "waivers.yaml": there is no such file in ${folder}; write its path from there`,
                ),
            );
            writeFileSync(join(folder, "waivers.yaml"), "waivers: []\n");
            await other.configure({ "hardened-db": { settings: { waivers: "waivers.yaml" } } });
        } finally {
            await other.close();
            rmSync(folder, { recursive: true, force: true });
        }
    });

    it("may ask for everything, whether or not it belongs to a database", async () => {
        const bucket: PackResource = {
            type: "gcp:storage/bucket:Bucket",
            urn: "urn:pulumi:s::p::gcp:storage/bucket:Bucket::website",
            inputs: { name: "website", location: "EU" },
        };
        assert.deepEqual(await pack().preview([bucket]), []);
        await pack().configure({ "hardened-db": { settings: { scope: "everything" } } });
        const found = (await pack().preview([bucket])).map(({ policy }) => policy);
        assert.ok(found.includes("gcp-bucket-public-access"), found.join());
        await pack().configure({ "hardened-db": { settings: { selectors: [{ labels: { tier: "database" } }] } } });
        const labelled = { ...bucket, inputs: { ...bucket.inputs, labels: { tier: "database" } } };
        assert.deepEqual(await pack().preview([bucket]), []);
        assert.ok((await pack().preview([labelled])).length > 0);
    });
});
