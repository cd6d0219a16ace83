import assert from "node:assert/strict";
import { constructedScenes } from "../../testing/aws/scenes";
import { terraformPlan } from "../../testing/aws/terraformPlan";
import type { Registered } from "../../testing/fakeMonitor";
import { ask, pythonOf } from "../../testing/python/environment";
import type { WireObject } from "../../testing/wire";

interface Check {
    check: string;
    title: string;
    resource: string;
    passed: boolean;
}

/** What checkov says against our resources, and why it stays. One that it no longer says fails the test. */
const answered: { check: string; resources: RegExp; because: string }[] = [
    {
        check: "CKV2_AWS_62",
        resources: /^aws_s3_bucket\.(orders-vault|shared|ledger-vault|copied)(-replica)?-(bucket|logs)$/,
        because: "event notifications tell of objects; what happens to backups is in the access logs",
    },
    {
        check: "CKV_AWS_144",
        resources: /^aws_s3_bucket\.(orders-vault|shared)-bucket$/,
        because: "a second region is a choice that costs the whole bucket once more",
    },
    {
        check: "CKV_AWS_144",
        resources: /^aws_s3_bucket\.(ledger-vault|copied)-replica-bucket$/,
        because: "it is the copy",
    },
    {
        check: "CKV_AWS_144",
        resources: /^aws_s3_bucket\.(orders-vault|shared|ledger-vault|copied)(-replica)?-logs$/,
        because: "access logs tell of one bucket and stay with it",
    },
    {
        check: "CKV_AWS_145",
        resources: /^aws_s3_bucket\.(orders-vault|shared|ledger-vault|copied)(-replica)?-logs$/,
        because:
            "S3 delivers access logs to a bucket with its own encryption (S3 user guide, Enabling server access logging)",
    },
];

/** What it would find: a setting that is weaker, or gone. */
const weakened: { what: string; check: string; kind: RegExp; change?: WireObject }[] = [
    { what: "a key that does not rotate", check: "CKV_AWS_7", kind: /:Key$/, change: { enableKeyRotation: false } },
    {
        what: "a key that anybody uses",
        check: "CKV_AWS_33",
        kind: /:Key$/,
        change: {
            policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
            }),
        },
    },
    {
        what: "a bucket that keeps no versions",
        check: "CKV_AWS_21",
        kind: /:BucketVersioning$/,
        change: { versioningConfiguration: { status: "Suspended" } },
    },
    {
        what: "a public access block with a hole",
        check: "CKV_AWS_56",
        kind: /:BucketPublicAccessBlock$/,
        change: { restrictPublicBuckets: false },
    },
    { what: "a bucket without a public access block", check: "CKV2_AWS_6", kind: /:BucketPublicAccessBlock$/ },
    { what: "a bucket without access logs", check: "CKV_AWS_18", kind: /:BucketLogging$/ },
    { what: "a bucket without a lifecycle", check: "CKV2_AWS_61", kind: /:BucketLifecycleConfiguration$/ },
    { what: "a bucket that is not copied", check: "CKV_AWS_144", kind: /:BucketReplicationConfig$/ },
    {
        what: "a bucket that leaves encryption to S3",
        check: "CKV_AWS_145",
        kind: /:BucketServerSideEncryptionConfiguration$/,
    },
];

describe("A scanner of others, checkov, reads all that the built plugin registers as Terraform's plan [ED-1, CM-1]", function () {
    this.timeout(120_000);
    let whole: Check[] = [];
    let changed: Check[] = [];
    let removed: Check[] = [];
    before(async function () {
        this.timeout(15 * 60_000);
        const python = await pythonOf("checkov", console.log);
        const scan = async (which: readonly Registered[]): Promise<Check[]> =>
            (await ask(python, "scan_plan.py", terraformPlan(which))) as Check[];
        const resources = (await constructedScenes()).flatMap((scene) => scene.resources);
        const weaker = (type: string) => weakened.filter(({ kind, change }) => change !== undefined && kind.test(type));
        whole = await scan(resources);
        changed = await scan(
            resources.map((each) => ({
                ...each,
                inputs: Object.assign({}, each.inputs, ...weaker(each.type).map(({ change }) => change)) as WireObject,
            })),
        );
        removed = await scan(
            resources.filter(({ type }) => !weakened.some((each) => each.change === undefined && each.kind.test(type))),
        );
    });
    const failed = (checks: readonly Check[]): Check[] => checks.filter(({ passed }) => !passed);

    it("and finds nothing that is not answered here, and all that is", () => {
        const findings = failed(whole);
        const open = findings.filter((found) => !answered.some((each) => answers(each, found)));
        assert.deepEqual(open, []);
        assert.deepEqual(
            answered.filter((each) => !findings.some((found) => answers(each, found))),
            [],
        );
    });

    it("and does see that a setting belongs to its bucket and a policy to its key", () => {
        const passed = new Set(whole.filter((each) => each.passed).map(({ check }) => check));
        const expected = [
            "CKV_AWS_7",
            "CKV_AWS_18",
            "CKV_AWS_21",
            "CKV_AWS_33",
            "CKV_AWS_53",
            "CKV_AWS_54",
            "CKV_AWS_55",
            "CKV_AWS_56",
            "CKV_AWS_144",
            "CKV_AWS_145",
            "CKV_AWS_300",
            "CKV2_AWS_6",
            "CKV2_AWS_61",
            "CKV2_AWS_64",
            "CKV2_AWS_65",
        ];
        assert.deepEqual(
            expected.filter((check) => !passed.has(check)),
            [],
        );
    });

    for (const { what, check, change } of weakened) {
        it(`and would find ${what} (${check})`, () => {
            const places = (checks: readonly Check[]) =>
                failed(checks).flatMap((each) => (each.check === check ? [each.resource] : []));
            const before = places(whole);
            const found = places(change === undefined ? removed : changed).filter((place) => !before.includes(place));
            assert.notDeepEqual(found, []);
        });
    }
});

function answers(each: (typeof answered)[number], { check, resource }: Check): boolean {
    return each.check === check && each.resources.test(resource);
}
