import assert from "node:assert/strict";
import { failingRules } from "../../testing/audit";
import { readSource } from "../../audit/read/source";
import { issuer, onAws } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, operations, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

const { ebsCsiRoleArn: _forVolumesOnly, ...identity } = onAws().platform.aws!;
const base = { aws: identity, clients: [{ namespace: "orders", serviceAccount: "orders" }], deletionProtection: false };
const everything = {
    ...base,
    region: "eu-west-1",
    objectLock: { mode: "compliance", days: 90, acknowledge: true },
    replication: { region: "eu-north-1", deletes: "followed" },
};

/** What S3 asks of order, regions and names is held against the stand-in, which refuses as S3 does (sandbox/standins/aws/refusals.ts). */
describe("a vault in a stack", function () {
    this.timeout(300_000);
    const { stage } = stageForTests({ operators: false });
    let stack: TestStack;
    const program = (properties: object, options: object = {}, resources: Record<string, unknown> = {}) => ({
        resources: { ...resources, vault: { type: "hardened-db:BackupVault", properties, options } },
    });
    const typesOf = async () =>
        (await stack.resources()).map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort();

    before("it comes up with a lock for good, and a copy in another region", async () => {
        stack = await createStack(stage(), {
            project: "vaults",
            config: { "aws:region": "eu-central-1" },
            program: program(everything),
        });
        endedWell(await stack.up());
    });
    it("changes nothing at the second up, and passes every rule", async () => {
        changedNothing(await stack.up());
        const state = readSource("stack", await stack.pulumi("stack", "export"));
        assert.deepEqual(failingRules(state), []);
    });

    it("takes its lock off and on again in place", async () => {
        const before = await typesOf();
        const without = { ...everything, objectLock: { mode: "none" } };
        for (const properties of [without, everything]) {
            stack.rewrite(program(properties));
            assert.deepEqual(
                operations(endedWell(await stack.up())),
                [
                    "update vault-bucket-lock",
                    "update vault-bucket-lifecycle",
                    "update vault-replica-bucket-lock",
                    "update vault-replica-bucket-lifecycle",
                ].sort(),
            );
            assert.deepEqual(await typesOf(), before);
        }
    });

    it("stops copying when that is taken out, and the copies stay where they are", async () => {
        const { replication: _, ...alone } = everything;
        stack.rewrite(program(alone));
        const done = operations(endedWell(await stack.up()));
        assert.deepEqual(
            done.filter((operation) => !/repli/.test(operation)),
            ["update vault-key"],
        );
        assert.ok(done.includes("delete vault-replication"), done.join(", "));
        assert.deepEqual(
            done.filter((operation) => /^(create|update|replace)/.test(operation) && /repli/.test(operation)),
            [],
        );
    });

    it("is refused in an account that is not that of its OIDC provider, and made there by a provider for it", async () => {
        const oidcProviderArn = `arn:aws:iam::444455556666:oidc-provider/${issuer}`;
        const keyAdministrators = ["arn:aws:iam::444455556666:role/key-administrators"];
        const elsewhere = { ...base, aws: { oidcProviderArn, keyAdministrators } };
        const other = await createStack(stage(), {
            project: "elsewhere",
            config: { "aws:region": "eu-central-1" },
            program: program(elsewhere),
        });
        const refused = await other.up();
        assert.equal(refused.ended, "badly");
        assert.match(
            refused.output,
            /in the namespace of the account and region a name ends in -123456789012-eu-central-1-an \(InvalidBucketName\)/,
        );
        const account = {
            type: "pulumi:providers:aws",
            properties: { assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/deploy" }] },
        };
        other.rewrite(program(elsewhere, { providers: ["${account}"] }, { account }));
        endedWell(await other.up());
        const bucket = (await other.resources()).find(({ name }) => name === "vault-bucket");
        assert.match(JSON.stringify(bucket?.state["inputs"]), /-444455556666-eu-central-1-an/);
        endedWell(await other.destroy());
    });

    it("goes with `pulumi destroy`, and leaves buckets, keys and their settings", async () => {
        const done = operations(endedWell(await stack.destroy()));
        assert.ok(done.includes("delete vault-orders.orders-role"), done.join(", "));
        assert.ok(done.length > 10);
        assert.deepEqual(await stack.resources(), []);
    });
});
