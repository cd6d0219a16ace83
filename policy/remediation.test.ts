import assert from "node:assert/strict";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { inDays } from "../testing/commandLine";
import { packForTests, resourcesOf, type PolicySettings } from "../testing/policyPack";
import { annotated, weakCluster } from "../testing/weakResources";
import { secret } from "../testing/wire";
import { remedied } from "./remediation";

const rule = "postgres-superuser-access";
const mending: PolicySettings = { [rule]: { level: "remediate" } };

describe("A policy that is to remediate", function () {
    this.timeout(60_000);
    const pack = packForTests();

    it("changes what fails as `audit --fix` would, and nothing else of the resource", async () => {
        assert.deepEqual(await pack().remediate(weakCluster), [], "none is, unless it is asked for");
        await pack().configure(mending);
        assert.deepEqual(await pack().remediate(weakCluster), [
            {
                policy: rule,
                properties: { ...weakCluster.inputs, spec: { instances: 3, enableSuperuserAccess: false } },
            },
        ]);
        const mended = { ...weakCluster, inputs: { ...weakCluster.inputs, spec: { enableSuperuserAccess: false } } };
        assert.deepEqual(await pack().remediate(mended), []);
    });

    it("keeps Pulumi's marks, and its own keys, in what it does not change", async () => {
        await pack().configure(mending);
        const inputs = { ...weakCluster.inputs, __defaults: [], note: secret("not-a-real-one") };
        const [remedy] = await pack().remediate({ ...weakCluster, inputs });
        assert.deepEqual(remedy?.properties, { ...inputs, spec: { instances: 3, enableSuperuserAccess: false } });
    });

    it("goes one after the other, each on what the one before has made", async () => {
        await pack().configure({ ...mending, "postgres-safety-bypass": { level: "remediate" } });
        const spec = { enableSuperuserAccess: true, postgresql: { enableAlterSystem: true } };
        const remedies = await pack().remediate({ ...weakCluster, inputs: { ...weakCluster.inputs, spec } });
        assert.deepEqual(
            remedies.map(({ policy }) => policy),
            [rule, "postgres-safety-bypass"],
        );
        assert.deepEqual(remedies.at(-1)?.properties, {
            ...weakCluster.inputs,
            spec: { enableSuperuserAccess: false, postgresql: {} },
        });
    });

    it("leaves alone what is waived", async () => {
        await pack().configure({ ...mending, "hardened-db": { settings: { trustAnnotations: true } } });
        const waiver = JSON.stringify({ reason: "old ETL", owner: "data", expires: inDays(60) });
        assert.deepEqual(await pack().remediate(annotated({ [`hardened-db/waiver.${rule}`]: waiver })), []);
    });

    it("leaves no violation that it says it has mended, in any example", async () => {
        let mended = 0;
        for (const each of rules) {
            for (const { estate } of examplesOf(each).filter(({ expectation }) => expectation === "fail")) {
                await pack().configure({ [each.id]: { level: "remediate" } });
                for (const resource of resourcesOf(estate)) {
                    const [remedy] = await pack().remediate(resource);
                    if (remedy !== undefined) {
                        mended += 1;
                        const inputs = remedy.properties as typeof resource.inputs;
                        assert.deepEqual(
                            await pack().remediate({ ...resource, inputs }),
                            [],
                            `${each.id}: once is enough`,
                        );
                    }
                }
            }
        }
        assert.ok(mended > 10, `${mended} resources`);
    });
});

describe("Properties that are mended", () => {
    const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value: { open: true } };

    it("are not changed below a mark of Pulumi's", () => {
        const edit = { change: "set", path: ["spec", "open"], value: false } as const;
        assert.equal(remedied({ spec: mark }, [edit]), undefined);
        assert.deepEqual(remedied({ spec: { open: true } }, [edit]), { spec: { open: false } });
        assert.deepEqual(remedied({}, [edit]), { spec: { open: false } });
    });
});
