import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../rules";
import { examplesOf } from "../rules/examples";
import { packForTests, resourcesOf, type PackResource, type Violation } from "../testing/policyPack";
import { weakCluster } from "../testing/weakResources";
import { secret, unknown } from "../testing/wire";

const urnOf = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;
const told = (violations: readonly Violation[]): readonly string[] =>
    violations.map(({ policy, urn, level, message }) => `${level} ${policy} ${urn} ${message}`);

describe("The pack's verdicts", function () {
    this.timeout(60_000);
    const pack = packForTests();

    it("name what was seen and what to write instead, under the rule's title", async () => {
        const violations = await pack().analyze(weakCluster);
        assert.deepEqual(
            violations.filter(({ policy }) => policy === "postgres-superuser-access"),
            [
                {
                    policy: "postgres-superuser-access",
                    urn: weakCluster.urn,
                    level: "mandatory",
                    severity: "high",
                    message: "spec.enableSuperuserAccess is true: write false, or leave it out",
                    description: "The postgres superuser cannot log in with a password",
                },
            ],
        );
    });

    it("that need no other resource come before the resource is made, the others once at the end", async () => {
        const before = (await pack().analyze(weakCluster)).map(({ policy }) => policy);
        const after = (await pack().analyzeStack([weakCluster])).map(({ policy }) => policy);
        assert.ok(before.includes("postgres-superuser-access") && !after.includes("postgres-superuser-access"));
        assert.ok(after.includes("network-default-deny") && !before.includes("network-default-deny"));
    });

    it("are on a stack's inputs, also where it ends with other outputs", async () => {
        await pack().analyze(weakCluster);
        const outputs = { ...weakCluster.inputs, spec: { enableSuperuserAccess: false }, status: { phase: "healthy" } };
        const found = await pack().analyzeStack([{ ...weakCluster, outputs }]);
        assert.deepEqual(told(found), told((await pack().preview([weakCluster])).slice(-found.length)));
    });

    it("are none where a value is not known, the number is told, and failOnUnknown makes failures of them", async () => {
        const resource = {
            ...weakCluster,
            inputs: { ...weakCluster.inputs, spec: { enableSuperuserAccess: unknown } },
        };
        const said = (): string => pack().said.find((line) => line.includes("unknown")) ?? "";
        const none = (await pack().preview([resource])).filter(({ policy }) => policy === "postgres-superuser-access");
        assert.deepEqual(none, []);
        assert.match(
            said(),
            /^hardened-db: \d+ verdicts are unknown, neither passed nor failed, on 1 resource: .*postgres-superuser-access.*; failOnUnknown would count them as failures$/,
        );
        pack().said.length = 0;
        await pack().configure({ "hardened-db": { settings: { failOnUnknown: true } } });
        const [violation] = (await pack().preview([resource])).filter(
            ({ policy }) => policy === "postgres-superuser-access",
        );
        assert.deepEqual(
            [violation?.level, violation?.message],
            ["mandatory", "spec.enableSuperuserAccess is not known yet; failOnUnknown counts that as a failure"],
        );
        assert.match(said(), /verdicts? (is|are) unknown[^;]*$/);
    });

    it("show no secret", async () => {
        const type = "kubernetes:core/v1:Secret";
        const resource: PackResource = {
            type,
            urn: urnOf(type, "login"),
            inputs: {
                apiVersion: "v1",
                kind: "Secret",
                metadata: { name: "orders-login", namespace: "shop", labels: { "cnpg.io/cluster": "orders" } },
                stringData: secret({ username: "app", password: "hunter2" }),
            },
        };
        const violations = await pack().preview([weakCluster, resource]);
        assert.ok(violations.some(({ policy }) => policy === "secret-weak-password"));
        assert.ok(!JSON.stringify([violations, pack().said]).includes("hunter2"));
    });

    it("take what an offline analysis has blinded for unknown, not for a weak password", async () => {
        const type = "kubernetes:core/v1:Secret";
        const resource: PackResource = {
            type,
            urn: urnOf(type, "login"),
            inputs: {
                apiVersion: "v1",
                kind: "Secret",
                metadata: { name: "orders-login", namespace: "shop", labels: { "cnpg.io/cluster": "orders" } },
                data: { password: secret("[secret]") },
            },
        };
        const found = (await pack().preview([weakCluster, resource])).filter(({ urn }) => urn === resource.urn);
        assert.deepEqual(told(found), []);
    });

    it("see through Pulumi's secret mark what lies in the state without it", async () => {
        const type = "random:index/randomPassword:RandomPassword";
        const vault = "hardened-db:index:BackupVault";
        const component: PackResource = { type: vault, urn: urnOf(vault, "vault"), inputs: {} };
        const password = (result: PackResource["outputs"]): PackResource => ({
            type,
            urn: urnOf(type, "password"),
            parent: component.urn,
            inputs: { length: 32 },
            ...(result === undefined ? {} : { outputs: { length: 32, ...result } }),
        });
        const plaintext = async (resource: PackResource): Promise<number> =>
            (await pack().preview([component, resource])).filter(({ policy }) => policy === "plaintext-secret-in-state")
                .length;
        assert.equal(await plaintext(password({ result: "not-a-real-one" })), 1);
        assert.equal(await plaintext(password({ result: secret("not-a-real-one") })), 0);
        assert.equal(await plaintext(password(undefined)), 0);
    });

    it("tie a policy to its bucket by what its input depends on, when neither has a name yet [NM-6]", async () => {
        const bucket = "aws:s3/bucket:Bucket";
        const policy = "aws:s3/bucketPolicy:BucketPolicy";
        const vault: PackResource = {
            type: "hardened-db:index:BackupVault",
            urn: urnOf("hardened-db:index:BackupVault", "vault"),
            inputs: {},
        };
        const [backups, logs] = ["backups", "logs"].map((name): PackResource => ({
            type: bucket,
            urn: urnOf(bucket, name),
            parent: vault.urn,
            inputs: {},
        }));
        assert.ok(backups !== undefined && logs !== undefined);
        const statement = {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        };
        const denies = (of: PackResource, other: PackResource, byInput: boolean): PackResource => ({
            type: policy,
            urn: urnOf(policy, of.urn.split("::").at(-1) ?? ""),
            parent: vault.urn,
            inputs: { bucket: unknown, policy: JSON.stringify({ Statement: [statement] }) },
            dependencies: [of.urn, other.urn],
            propertyDependencies: byInput ? { bucket: [of.urn], policy: [of.urn, other.urn] } : {},
        });
        const undecided = async (byInput: boolean): Promise<number> => {
            pack().said.length = 0;
            const all = [vault, backups, logs, denies(backups, logs, byInput), denies(logs, backups, byInput)];
            const violations = await pack().preview(all);
            assert.ok(!violations.some((each) => each.policy === "aws-bucket-transport"), told(violations).join("\n"));
            const line = pack().said.find((each) => each.includes("unknown")) ?? "";
            return Number(
                /aws-bucket-transport( \((\d+)\))?/.exec(line)?.[2] ?? (line.includes("aws-bucket-transport") ? 1 : 0),
            );
        };
        assert.equal(await undecided(false), 2, "both policies may be either bucket's");
        assert.equal(await undecided(true), 0);
    });

    it("say of a Helm Release how its operator is installed, and that the rest cannot be seen", async () => {
        const type = "kubernetes:helm.sh/v3:Release";
        const release: PackResource = {
            type,
            urn: urnOf(type, "operator"),
            inputs: { chart: "cloudnative-pg", values: { config: { clusterWide: true } } },
        };
        const violations = await pack().preview([release]);
        assert.deepEqual(
            violations.map(({ policy, level, message }) => `${level} ${policy} ${message}`),
            [
                "mandatory helm-operator-scope values.config.clusterWide is true: write false, and install the operator once for each namespace that it is to watch",
            ],
        );
        assert.deepEqual(pack().said, [
            "hardened-db: what these Helm releases install cannot be seen here: operator; render them (helm template ... | hardened-db audit -), or use a Chart",
        ]);
    });

    it("are the same whatever the order of the resources, and of the keys in them", async function () {
        this.timeout(180_000);
        const some = rules
            .filter((_, place) => place % 3 === 0)
            .flatMap((rule) =>
                examplesOf(rule)
                    .filter(({ expectation }) => expectation === "fail")
                    .slice(0, 1),
            )
            .flatMap(({ estate }, place) =>
                resourcesOf(estate).map((resource) => ({ ...resource, urn: `${resource.urn}-${place}` })),
            );
        const shown = async (resources: readonly PackResource[]): Promise<readonly string[]> => {
            await pack().configure({});
            const each = new Map<string, readonly string[]>();
            for (const resource of resources) {
                each.set(resource.urn, told(await pack().analyze(resource)));
            }
            const sorted = [...each].sort(([one], [other]) => (one < other ? -1 : 1));
            return [...sorted.flatMap(([, lines]) => lines), ...told(await pack().analyzeStack(resources))];
        };
        const expected = await shown(some);
        assert.ok(some.length > 50 && expected.length > 150, `${some.length} resources, ${expected.length} violations`);
        const shuffled = fc.shuffledSubarray(some, { minLength: some.length });
        await fc.assert(
            fc.asyncProperty(shuffled, async (resources) => {
                assert.deepEqual(await shown(resources.map(turned)), expected);
            }),
            { numRuns: 4 },
        );
    });
});

/** With its keys the other way around. */
function turned(resource: PackResource): PackResource {
    return { ...resource, inputs: Object.fromEntries(Object.entries(resource.inputs).reverse()) };
}
