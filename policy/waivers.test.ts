import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inDays } from "../testing/commandLine";
import { packForTests, type Violation } from "../testing/policyPack";
import { annotated, weakCluster } from "../testing/weakResources";

const rule = "postgres-superuser-access";
const message = "spec.enableSuperuserAccess is true: write false, or leave it out";

describe("A waiver under the pack", function () {
    this.timeout(30_000);
    const pack = packForTests();
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "hardened-db-pack-"));
    });
    after(() => {
        rmSync(folder, { recursive: true, force: true });
    });
    const waived = async (text: string): Promise<void> => {
        const file = join(folder, "waivers.yaml");
        writeFileSync(file, text);
        await pack().configure({ "hardened-db": { settings: { waivers: file } } });
    };
    const of = (violations: readonly Violation[], policy = rule): readonly string[] =>
        violations.filter((each) => each.policy === policy).map((each) => `${each.level}: ${each.message}`);
    const written = (expires: string, resource = "Cluster/shop/orders"): string =>
        `waivers:\n  - { rule: ${rule}, resource: ${resource}, reason: old ETL, owner: data, expires: "${expires}" }\n`;
    const carried = (expires: string): string => JSON.stringify({ reason: "old ETL", owner: "data", expires });

    it("of its file accepts the finding until its last day, and every run says so", async () => {
        const day = inDays(60);
        await waived(written(day));
        const violations = await pack().preview([weakCluster]);
        assert.deepEqual([of(violations), of(violations, "waiver-unused")], [[], []]);
        assert.ok(violations.length > 0, "other rules still speak");
        assert.deepEqual(
            pack().said.filter((line) => line.includes("waived")),
            [`hardened-db: waived until ${day} by data: ${rule} on Cluster shop/orders (old ETL)`],
        );
    });

    it("that has ended accepts nothing, and both the finding and a finding on the waiver say so", async () => {
        await waived(written("2026-05-31"));
        const violations = await pack().preview([weakCluster]);
        assert.deepEqual(of(violations), [
            `mandatory: ${message}. Its waiver ended on 2026-05-31 and accepts nothing any more: fix this, or have data decide on a new date`,
        ]);
        assert.match(
            of(violations, "waiver-expired").join(),
            /^advisory: .*waivers.yaml:2: .* ended on 2026-05-31: fix what/,
        );
    });

    it("of a resource of another stack is not called unused, and one for nothing here is", async () => {
        await waived(written(inDays(60), "Cluster/billing/invoices"));
        assert.deepEqual(of(await pack().preview([weakCluster]), "waiver-unused"), []);
        await waived(written(inDays(60)).replace(rule, "postgres-backup-deprecated"));
        assert.match(of(await pack().preview([weakCluster]), "waiver-unused").join(), /accepts nothing that was found/);
    });

    it("that cannot be read is told, and accepts nothing", async () => {
        await waived("waivers:\n  - { rule: UM-1, resource: Cluster/shop/orders }\n");
        const violations = await pack().preview([weakCluster]);
        assert.equal(of(violations).length, 1);
        assert.match(
            of(violations, "waiver-malformed").join("\n"),
            /rule is the control UM-1: write the id of one of its rules/,
        );
    });

    it("that a resource carries counts only if the configuration says so, and the finding says which", async () => {
        const resource = annotated({ [`hardened-db/waiver.${rule}`]: carried(inDays(60)) });
        assert.deepEqual(of(await pack().preview([resource])), [
            `mandatory: ${message}. The waiver that the resource carries as an annotation does not count: write it into the pack's waiver file, or set trustAnnotations in the configuration of the policy hardened-db`,
        ]);
        await pack().configure({ "hardened-db": { settings: { trustAnnotations: true } } });
        assert.deepEqual(of(await pack().preview([resource])), []);
    });

    it("that a resource carries and that has ended accepts nothing", async () => {
        await pack().configure({ "hardened-db": { settings: { trustAnnotations: true } } });
        const resource = annotated({ [`hardened-db/waiver.${rule}`]: carried("2026-05-31") });
        assert.match(of(await pack().preview([resource])).join(), /^mandatory: .*\. Its waiver ended on 2026-05-31 /);
    });

    it("is of no effect on what is not known: that is neither passed nor failed", async () => {
        await waived(written(inDays(60)));
        const { inputs } = weakCluster;
        const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        const resource = { ...weakCluster, inputs: { ...inputs, spec: { enableSuperuserAccess: unknown } } };
        assert.deepEqual(of(await pack().preview([resource])), []);
        assert.ok(pack().said.some((line) => /verdicts are unknown.*postgres-superuser-access/.test(line)));
    });
});
