import assert from "node:assert/strict";
import { builtPlugin } from "../testing/builtPlugin";
import type { Run } from "../testing/fakeEngine";
import { onAws } from "../testing/postgresArguments";
import { labels, the } from "../testing/registrations";
import { isUnknown, output, textAt, unknown, valueAt } from "../testing/wire";

describe("A preview in which other resources' outputs are not known yet", function () {
    this.timeout(60_000);
    const construct = builtPlugin();
    const args = { ...onAws(), operator: { crds: "existing" } };
    const { network, aws } = args.platform;
    const user = args.users[0]!;
    const vpc = "urn:pulumi:prod::shop::aws:ec2/vpc:Vpc::shop";
    /** As engines send what hangs on a resource that is not there yet. */
    const later = output({ dependencies: [vpc] });
    const preview = (inputs: object): Promise<Run> =>
        construct({ type: "PostgresDatabase", name: "orders", inputs, preview: true });
    let known: Run;
    before(async () => {
        known = await preview(args);
        assert.equal(known.error, undefined);
    });

    const cases: [what: string, inputs: object][] = [
        ["the cluster's OIDC provider", { ...args, platform: { network, aws: { ...aws, oidcProviderArn: later } } }],
        [
            "everything of AWS",
            {
                ...args,
                platform: {
                    network,
                    aws: { oidcProviderArn: later, ebsCsiRoleArn: later, keyAdministrators: [later] },
                },
            },
        ],
        [
            "the addresses of the network",
            { ...args, platform: { network: { apiServerCidrs: [later], podCidrs: [later, later] }, aws } },
        ],
        ["a client's address, sent without an output value", { ...args, users: [user, wide(unknown)] }],
        ["a client's address", { ...args, users: [user, wide(later)] }],
    ];
    function wide(cidr: unknown): object {
        return { ...user, name: "batch", from: [{ cidr, connectionSecret: false }] };
    }

    for (const [what, inputs] of cases) {
        it(`shows every child, when ${what} is not known`, async () => {
            const run = await preview(inputs);
            assert.equal(run.error, undefined);
            const batch = ["RandomPassword orders-batch-password", "Secret orders-batch-login"];
            const wanted = [...labels(known.resources), ...("batch" in byName(inputs) ? batch : [])].sort();
            assert.deepEqual(labels(run.resources), wanted);
        });
    }

    function byName(inputs: object): object {
        const { users } = inputs as { users: { name: string }[] };
        return Object.fromEntries(users.map((each) => [each.name, each]));
    }

    it("leaves open what hangs on them, and nothing else", async () => {
        const run = await preview({ ...args, platform: { network, aws: { ...aws, oidcProviderArn: later } } });
        const bucket = the(run, "Bucket", "orders-vault-bucket");
        assert.ok(isUnknown(bucket.wire["bucket"]), "its name holds the region");
        assert.equal(bucket.inputs["forceDestroy"], false);
        assert.ok(isUnknown(the(run, "Key", "orders-vault-key").wire["policy"]));
        assert.equal(valueAt(the(run, "Cluster", "orders").inputs, "spec.storage.size"), "50Gi");
    });

    it("shows names and policies of what is made, when the arguments are known", () => {
        const bucket = the(known, "Bucket", "orders-vault-bucket");
        assert.match(textAt(bucket.inputs, "bucket"), /^hdb-orders-vault-prod-.*-123456789012-eu-central-1-an$/);
        assert.match(textAt(the(known, "Key", "orders-vault-key").inputs, "policy"), /UseThrough|Backup/);
        assert.match(
            textAt(the(known, "Role", "orders-vault-orders.orders-role").inputs, "assumeRolePolicy"),
            /orders:orders/,
        );
        assert.ok(isUnknown(valueAt(the(known, "StorageClass", "orders-storage-class").wire, "parameters.kmsKeyId")));
    });

    it("keeps the dependency of an unknown value, so that the order is right when it is known", async () => {
        const run = await preview({ ...args, users: [user, wide(later)] });
        assert.ok(the(run, "NetworkPolicy", "orders-network").dependencies.includes(vpc));
        assert.ok(the(run, "Cluster", "orders").dependencies.includes(vpc));
    });

    it("takes a shared vault of which only some is known", async () => {
        const reference = { bucket: later, region: "eu-central-1", keyArn: later, roleArns: later };
        for (const vault of [later, reference, { ...reference, roleArns: unknown }]) {
            const run = await preview({ ...args, backup: { vault } });
            assert.equal(run.error, undefined);
            assert.ok(
                isUnknown(valueAt(the(run, "ObjectStore", "orders-store").wire, "spec.configuration.destinationPath")),
            );
        }
    });

    const plain: [path: string, inputs: object][] = [
        ["version", { ...args, version: later }],
        ["instances", { ...args, instances: unknown }],
        ["users[0].name", { ...args, users: [{ ...user, name: later }] }],
        ["namespace.create", { ...args, namespace: { name: "orders", create: later } }],
        ["users", { ...args, users: later }],
    ];
    for (const [path, inputs] of plain) {
        it(`refuses an unknown ${path}, which decides what there is, before anything is shown`, async () => {
            const { error, resources } = await preview(inputs);
            const problem = error?.problems.find((each) => each.path === path);
            assert.match(problem?.reason ?? "", /^must be known when the program runs, .*: write the value/);
            assert.deepEqual(resources, []);
        });
    }
});
