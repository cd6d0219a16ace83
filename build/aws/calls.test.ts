import assert from "node:assert/strict";
import { openSsl } from "../../provider/kubernetes/openssl.test";
import { builtPlugin } from "../../testing/builtPlugin";
import type { Registered } from "../../testing/fakeMonitor";
import { withEverything } from "../../testing/postgresArguments";
import { actionsFor, otherwiseNamed } from "./actions";
import { providerCalls, type End, type Operation } from "./calls";

/**
 * Types that were read in the provider before a component makes them. Whoever adds the argument for one adds it to `programs` too, and
 * takes the type out here: a test below insists.
 */
const ahead = new Set([
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    "aws:cloudwatch/eventRule:EventRule",
    "aws:cloudwatch/eventTarget:EventTarget",
]);

/** Every option on AWS that decides which resources there are, in as few programs as may be. */
const programs = (ldapCa: string): object[] => [withEverything(ldapCa)];

describe("The AWS provider's calls", function () {
    this.timeout(180_000);
    const construct = builtPlugin();
    const openssl = openSsl();
    let made: Registered[];

    before(async () => {
        const ldapCa = openssl.run(
            ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90"],
            ...["-keyout", openssl.file("ldap.key", ""), "-subj", "/CN=directory"],
        );
        const runs = [];
        for (const inputs of programs(ldapCa)) {
            runs.push(await construct({ type: "PostgresDatabase", name: "orders", inputs }));
        }
        assert.deepEqual(
            runs.map(({ error }) => error),
            runs.map(() => undefined),
        );
        made = runs.flatMap(({ resources }) => resources).filter(({ type }) => type.startsWith("aws:"));
    });

    const typesMade = (): string[] => [...new Set(made.map(({ type }) => type))].sort();

    it("are listed for each type of resource that a database with everything makes, and for no other", () => {
        const listed = Object.keys(providerCalls).filter((type) => !ahead.has(type));
        assert.deepEqual(
            typesMade(),
            listed.sort(),
            "list in build/aws/calls.ts what the provider calls for each, and run `make docs`",
        );
    });

    it("are read ahead only for types that nothing makes so far", () => {
        assert.deepEqual(
            typesMade().filter((type) => ahead.has(type)),
            [],
            "take these out of `ahead`",
        );
        assert.deepEqual(
            [...ahead].filter((type) => providerCalls[type] === undefined),
            [],
            "no such type is listed",
        );
    });

    it("include a delete in everyday life only for what neither is protected nor kept", () => {
        const ends = new Map<string, End>(
            made.map(({ type, protect, retainOnDelete }) => [
                type,
                protect === true ? "teardown" : retainOnDelete === true ? "never" : "change",
            ]),
        );
        assert.deepEqual(
            typesMade().map((type) => [type, providerCalls[type]?.end]),
            typesMade().map((type) => [type, ends.get(type)]),
        );
    });

    it("make keys with the tag and the days that the policies ask for", () => {
        const keys = made.filter(({ type }) => type === "aws:kms/key:Key");
        assert.equal(keys.length, 2);
        for (const { inputs } of keys) {
            assert.equal((inputs["tags"] as Record<string, string>)["hardened-db:project"], "shop");
            assert.equal(inputs["deletionWindowInDays"], 30);
        }
    });

    it("have another name for IAM only if they are called", () => {
        const called = new Set(
            Object.values(providerCalls).flatMap(({ create, read, update, tag = [], delete: removal }) => [
                ...[...create, ...read, ...update],
                ...[...tag, ...removal],
            ]),
        );
        assert.deepEqual(
            (Object.keys(otherwiseNamed) as Operation[]).filter((operation) => !called.has(operation)),
            [],
        );
    });

    it("go by their own name where IAM has no other", () => {
        assert.deepEqual(actionsFor("kms:PutKeyPolicy"), ["kms:PutKeyPolicy"]);
        assert.deepEqual(actionsFor("s3:HeadBucket"), ["s3:ListBucket"]);
    });
});
