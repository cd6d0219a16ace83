import assert from "node:assert/strict";
import { summaryOf } from "../compliance/component";
import type { ComplianceSummary } from "../compliance/summary";
import { controlKeys, type ControlKey } from "../controls";
import { builtPlugin } from "../testing/builtPlugin";
import { childrenOf } from "../testing/childrenOf";
import type { ConstructRequest, Run } from "../testing/fakeEngine";
import { onAnyCluster, onAws } from "../testing/postgresArguments";
import { isSecret, openTexts, output, unmarked } from "../testing/wire";
import type { PostgresDatabaseArgs } from "./postgres/arguments";

describe("complianceSummary", function () {
    this.timeout(120_000);
    const construct = builtPlugin();
    const waiver = { reason: "legacy", owner: "data", expires: "2020-01-01" };
    const made = async (inputs: object, more: Partial<ConstructRequest> = {}): Promise<Run> => {
        const run = await construct({ type: "PostgresDatabase", name: "orders", inputs, ...more });
        assert.deepEqual(run.error, undefined);
        return run;
    };
    const summaryIn = ({ outputs }: Run): ComplianceSummary =>
        unmarked(outputs["complianceSummary"] ?? assert.fail("there is the output")) as unknown as ComplianceSummary;

    describe("of the README's database", () => {
        let run: Run;
        before(async () => {
            run = await made(onAws());
        });

        it("tells of each of the 52 controls once, and violates none", () => {
            const { enforced, waived, partial, violated, unknown, impossible, evidence, ...keys } = summaryIn(run);
            assert.equal(enforced + waived + partial + violated + unknown + impossible + evidence, controlKeys.length);
            assert.deepEqual({ violated, waived, unknown }, { violated: 0, waived: 0, unknown: 0 });
            assert.deepEqual(keys, {
                violatedControls: [],
                waivedControls: [],
                unknownControls: [],
                // No directory, log collector, addresses of the object store, properties of Services or claims are named; passwords
                // come from no KMS, the operator reads nodes, and nobody has scanned the database's image.
                partialControls: ["UM-5", "CM-1", "NM-11", "SM-4", "MAA-2", "KSI-1", "KSI-6", "SSC-5"],
            });
            assert.deepEqual({ enforced, impossible, evidence }, { enforced: 27, impossible: 3, evidence: 14 });
        });

        it("is what the rules say of exactly the resources that were registered, secrets and references among them", () => {
            assert.ok(childrenOf(run.resources).length > 50);
            assert.deepEqual(summaryIn(run), summaryOf(childrenOf(run.resources), { engine: "postgres" }));
        });

        it("is no secret and holds none: counts and keys of controls are all there is [CM-2]", () => {
            const wire = run.outputs["complianceSummary"] ?? null;
            assert.equal(isSecret(wire), false);
            const texts = openTexts(wire).map(({ text }) => text);
            assert.deepEqual(
                texts.filter((text) => !controlKeys.includes(text as ControlKey)),
                [],
            );
            assert.deepEqual(unmarked(wire), wire, "nothing in it carries a mark");
        });

        it("is in the component's registered outputs too, so that the state has it", () => {
            assert.deepEqual(run.resources[0]?.outputs?.["complianceSummary"], run.outputs["complianceSummary"]);
        });

        it("is the same in the next `up`, and changes no child", async () => {
            const again = await made(onAws());
            assert.equal(JSON.stringify(summaryIn(again)), JSON.stringify(summaryIn(run)));
        });
    });

    describe("in a preview", () => {
        it("counts as unknown what hangs on outputs that are not known yet, and calls nothing violated for it", async () => {
            const { violated, unknownControls, enforced, partialControls } = summaryIn(
                await made(onAws(), { preview: true }),
            );
            assert.equal(violated, 0);
            assert.ok(unknownControls.includes("ED-1"), "the key of the backups is not there yet");
            assert.ok(!unknownControls.includes("UM-2") && enforced > 15, "what is written in the program is known");
            const later = ["UM-5", "CM-1", "NM-11", "SM-4", "MAA-2", "KSI-1", "KSI-6", "SSC-5"];
            assert.deepEqual(
                partialControls.filter((key) => !later.includes(key)),
                [],
                "nothing is met in part in a preview that is not so afterwards",
            );
        });

        it("is not known of addresses that another resource will tell", async () => {
            const later = output({ dependencies: ["urn:pulumi:prod::shop::aws:ec2/vpc:Vpc::shop"] });
            const [user] = onAws().users;
            const users = [{ ...user, from: [{ cidr: later, connectionSecret: false }] }];
            const { unknownControls } = summaryIn(await made({ ...onAws(), users }, { preview: true }));
            assert.ok(
                ["UM-2", "NM-1"].some((key) => unknownControls.includes(key)),
                unknownControls.join(),
            );
        });
    });

    describe("of a database that is weakened", () => {
        const [user = assert.fail("a user")] = onAws().users;
        const weakened: [argument: string, controls: ControlKey[], args: Partial<PostgresDatabaseArgs>][] = [
            ["tls.allowPlaintext", ["NM-1", "NM-4"], { tls: { allowPlaintext: waiver } }],
            [
                "users[].from[].allowWide",
                ["UM-2", "NM-2"],
                { users: [{ ...user, from: [{ cidr: "0.0.0.0/0", connectionSecret: false, allowWide: waiver }] }] },
            ],
            [
                "users[].privileged",
                ["UM-4"],
                { users: [{ ...user, privileged: { ...waiver, rights: ["createRole"] } }] },
            ],
            [
                "databases[].extensions[].allowOutbound",
                ["KSI-6"],
                { databases: [{ name: "orders", extensions: [{ name: "postgres_fdw", allowOutbound: waiver }] }] },
            ],
            ["backup.disabled", ["ED-1"], { backup: { disabled: waiver } }],
            ["audit.disabled", ["MAA-3"], { audit: { disabled: waiver } }],
            ["audit.logStatements", ["ED-2"], { audit: { logStatements: waiver } }],
            [
                "service.allowExternal",
                ["NM-11", "KSI-5"],
                { service: { exposure: "external", sourceRanges: ["203.0.113.0/24"], allowExternal: waiver } },
            ],
        ];
        for (const [argument, controls, args] of weakened) {
            it(`counts what ${argument} accepts as waived, also after its last day: no clock is looked at [${controls.join(", ")}]`, async () => {
                const { violatedControls, waivedControls, waived } = summaryIn(await made({ ...onAws(), ...args }));
                assert.deepEqual(
                    { violatedControls, waivedControls },
                    { violatedControls: [], waivedControls: controls },
                );
                assert.equal(waived, controls.length);
            });
        }

        it("counts static keys of an S3-compatible store as waived, and does not know the store and the class of others [CM-5, KSI-4]", async () => {
            const { violatedControls, waivedControls, unknownControls } = summaryIn(await made(onAnyCluster()));
            assert.deepEqual(violatedControls, []);
            assert.deepEqual(waivedControls, ["CM-5", "KSI-4"]);
            assert.deepEqual(unknownControls, ["CM-1", "SM-4"]);
        });

        it("does not know what may stand beside the component: monitoring, and a namespace of others", async () => {
            const inputs = {
                ...onAws(),
                namespace: { name: "orders", create: false },
                monitoring: { kind: "none" },
            };
            const { violatedControls, unknownControls } = summaryIn(await made(inputs));
            assert.deepEqual(violatedControls, []);
            for (const key of ["KSI-3", "KSI-6", "NM-2", "MAA-1", "MAA-2"]) {
                assert.ok(unknownControls.includes(key), `${key} is among ${unknownControls.join()}`);
            }
        });
    });

    describe("of a part that several databases share", () => {
        it("tells of an operator the controls that an operator decides", async () => {
            const inputs = {
                namespace: { name: "databases", create: true },
                watchNamespaces: [{ name: "orders", create: true }],
                network: onAws().platform.network,
            };
            const run = await construct({ type: "PostgresOperator", name: "cnpg", inputs });
            const { enforced, ...rest } = summaryIn(run);
            assert.ok(enforced >= 5, String(enforced));
            assert.deepEqual(Object.values(rest).flat(), [0, 0, 0, 0, 0, 0]);
        });

        it("tells of a vault the controls that a vault decides", async () => {
            const { oidcProviderArn, keyAdministrators } = onAws().platform.aws ?? assert.fail();
            const inputs = {
                aws: { oidcProviderArn, keyAdministrators },
                clients: [{ namespace: "orders", serviceAccount: "orders" }],
            };
            const run = await construct({ type: "BackupVault", name: "vault", inputs });
            assert.equal(run.error, undefined);
            const { enforced, ...rest } = summaryIn(run);
            assert.ok(enforced >= 5, String(enforced));
            assert.deepEqual(Object.values(rest).flat(), [0, 0, 0, 0, 0, 0]);
        });
    });
});
