import assert from "node:assert/strict";
import * as lifecycle from "../lifecycle";
import type { Pairing } from "../pairings";
import type { PackageSchema, PropertySpecs } from "../schema";
import { schemaOf } from "../schemas-for-tests";
import type { Made, Scope, Standin } from "../standin";
import { isSecret, revealed, secret, text, unknown, type Properties } from "../values";
import { awsStandin } from "./models";
import { rows } from "./resources";

const scope: Scope = { config: {}, now: new Date("2030-01-01T00:00:00Z") };
const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "pods.eks.amazonaws.com" } }],
});

describe("the aws stand-in", () => {
    let aws: Standin;

    before(async () => {
        aws = awsStandin(await schemaOf("aws"));
    });

    const token = (name: string): string =>
        `aws:${name.replace(/\/(.)/, (_, first: string) => `/${first.toLowerCase()}`)}:${name.split("/")[1] ?? ""}`;
    const make = (name: string, inputs: Properties, config: Properties = {}): Promise<Made> =>
        lifecycle.create(aws, token(name), inputs, { ...scope, config });
    const check = (name: string, inputs: Properties, olds: Properties = {}, resource = "the-name"): lifecycle.Checked =>
        lifecycle.check(aws, token(name), { name: resource, seed: Buffer.from("seed") }, inputs, olds);
    const refusals = (name: string, inputs: Properties): Record<string, string> =>
        Object.fromEntries(check(name, inputs).problems.map(({ property, reason }) => [property, reason]));
    const diff = (name: string, inputs: Properties, next: Properties, outputs: Properties = {}): lifecycle.Difference =>
        lifecycle.diff(
            aws,
            token(name),
            { id: "x", inputs, outputs: { region: "eu-central-1", tagsAll: {}, ...outputs } },
            next,
            scope,
        );

    it("has a row only for types, properties and outputs that the SDK has", async () => {
        const { resources, types } = await schemaOf("aws");
        assert.ok(Object.keys(rows).length > 20);
        for (const [name, row] of Object.entries(rows)) {
            const spec = resources[`aws:${name}`];
            assert.ok(spec, `the SDK has no ${name}`);
            const outputs = [...Object.keys(row.outputs ?? {}), ...Object.keys(row.defaults ?? {})];
            assert.deepEqual(
                outputs.filter((output) => spec.properties[output] === undefined),
                [],
                `outputs of ${name}`,
            );
            const replaces = row.replacedBy === "any" ? [] : (row.replacedBy ?? []);
            const inputs = [...replaces, ...Object.keys(row.limits ?? {}), ...(row.pairings ?? []).flatMap(placesOf)];
            assert.deepEqual(
                inputs.filter((place) => !hasPlace(types, spec.inputProperties, place)),
                [],
                `inputs of ${name}`,
            );
        }
    });

    it("gives ids and ARNs as AWS does", async () => {
        const key = await make("kms/Key", {});
        assert.equal(key.outputs["arn"], `arn:aws:kms:eu-central-1:123456789012:key/${key.id}`);
        assert.equal(key.outputs["keyId"], key.id);
        const bucket = await make("s3/Bucket", { bucket: "backups" });
        assert.equal(bucket.id, "backups");
        assert.equal(bucket.outputs["arn"], "arn:aws:s3:::backups");
        assert.equal(bucket.outputs["bucketDomainName"], "backups.s3.amazonaws.com");
        assert.equal((await make("s3/BucketVersioning", { bucket: "backups" })).id, "backups");
        assert.equal((await make("s3/BucketMetadataConfiguration", { bucket: "backups" })).id, "backups");
        const role = await make("iam/Role", { name: "writer", path: "/db/", assumeRolePolicy: trust });
        assert.equal(role.outputs["arn"], "arn:aws:iam::123456789012:role/db/writer");
        assert.match(text(role.outputs["uniqueId"])!, /^AROA[A-Z2-7]{17}$/);
        assert.equal((await make("iam/RolePolicy", { role: "writer", name: "s3", policy: trust })).id, "writer:s3");
        const alias = await make("kms/Alias", { name: "alias/backups", targetKeyId: key.id });
        assert.equal(alias.outputs["targetKeyArn"], key.outputs["arn"]);
        const issuer = {
            url: "https://oidc.eks.eu-central-1.amazonaws.com/id/ABC",
            clientIdLists: ["sts.amazonaws.com"],
        };
        assert.equal(
            (await make("iam/OpenIdConnectProvider", issuer)).outputs["arn"],
            "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC",
        );
    });

    it("gives ids and ARNs of associations and event rules as AWS does", async () => {
        const association = await make("eks/PodIdentityAssociation", {
            clusterName: "shop",
            namespace: "orders",
            serviceAccount: "orders",
            roleArn: "arn:aws:iam::123456789012:role/writer",
        });
        assert.match(association.id, /^a-[A-Z2-7]{17}$/);
        assert.equal(association.outputs["associationId"], association.id);
        assert.equal(
            association.outputs["associationArn"],
            `arn:aws:eks:eu-central-1:123456789012:podidentityassociation/shop/${association.id}`,
        );
        const rule = await make("cloudwatch/EventRule", { name: "alarm", eventPattern: "{}" });
        assert.equal(rule.id, "alarm");
        assert.equal(rule.outputs["arn"], "arn:aws:events:eu-central-1:123456789012:rule/alarm");
        const arn = "arn:aws:sns:eu-central-1:123456789012:alarms";
        const target = await make("cloudwatch/EventTarget", { rule: "alarm", targetId: "topic", arn });
        assert.equal(target.id, "alarm-topic");
    });

    it("refuses associations and event rules that AWS refuses", () => {
        const pod = { clusterName: "shop", namespace: "orders", serviceAccount: "orders", roleArn: "arn:aws:iam::1" };
        const wrong = { ...pod, clusterName: "arn:aws:eks:eu-central-1:123456789012:cluster/shop" };
        assert.match(
            refusals("eks/PodIdentityAssociation", wrong)["clusterName"]!,
            /the name of a cluster, not its ARN/,
        );
        assert.match(refusals("eks/PodIdentityAssociation", wrong)["roleArn"]!, /the ARN of an IAM role/);
        const rule = { name: "a b", eventPattern: "[]" };
        assert.match(refusals("cloudwatch/EventRule", rule)["name"]!, /letters, digits and \._- only/);
        assert.match(refusals("cloudwatch/EventRule", rule)["eventPattern"]!, /a pattern as JSON/);
        const long = { name: "a", eventPattern: `{"a":["${"x".repeat(2048)}"]}` };
        assert.match(refusals("cloudwatch/EventRule", long)["eventPattern"]!, /at most 2048 characters/);
        assert.match(
            refusals("cloudwatch/EventTarget", { rule: "alarm", targetId: "t", arn: "topic" })["arn"]!,
            /the ARN of what is told/,
        );
    });

    it("works in the region, partition and account of the provider, or the resource's own region", async () => {
        const assumed = {
            region: "cn-north-1",
            assumeRoles: JSON.stringify([{ roleArn: "arn:aws-cn:iam::210987654321:role/deploy" }]),
        };
        assert.match(
            text((await make("kms/Key", {}, assumed)).outputs["arn"])!,
            /^arn:aws-cn:kms:cn-north-1:210987654321:key\//,
        );
        const elsewhere = await make("kms/Key", { region: "us-east-1" }, { region: "eu-west-1" });
        assert.match(text(elsewhere.outputs["arn"])!, /^arn:aws:kms:us-east-1:/);
        assert.equal(elsewhere.outputs["region"], "us-east-1");
        assert.equal(
            aws.functions["aws:index/getRegion:getRegion"]!({}, { ...scope, config: assumed })["region"],
            "cn-north-1",
        );
        assert.equal(
            aws.functions["aws:index/getCallerIdentity:getCallerIdentity"]!({}, scope)["accountId"],
            "123456789012",
        );
        assert.equal(aws.functions["aws:index/getPartition:getPartition"]!({}, scope)["partition"], "aws");
    });

    it("answers functions with nothing but what the SDK has", async () => {
        const { functions } = await schemaOf("aws");
        for (const [name, answer] of Object.entries(aws.functions)) {
            const given = answer({ name: "prod", id: "vpc-0123456789abcdef0" }, scope);
            const known = functions[name]?.outputs.properties ?? {};
            assert.deepEqual(
                Object.keys(given).filter((property) => known[property] === undefined),
                [],
                `the SDK has no such outputs of ${name}`,
            );
        }
    });

    it("knows a cluster by its name, and another one by another", () => {
        const cluster = (name: string): Properties => aws.functions["aws:eks/getCluster:getCluster"]!({ name }, scope);
        const { arn, identities, vpcConfig } = cluster("prod");
        assert.equal(arn, "arn:aws:eks:eu-central-1:123456789012:cluster/prod");
        assert.match(
            JSON.stringify(identities),
            /https:\/\/oidc\.eks\.eu-central-1\.amazonaws\.com\/id\/[0-9A-F]{32}"/,
        );
        assert.match(JSON.stringify(vpcConfig), /"vpcId":"vpc-[0-9a-f]{17}"/);
        assert.deepEqual(cluster("prod"), cluster("prod"));
        assert.notDeepEqual(cluster("other")["identities"], identities);
    });

    it("adds the provider's default tags to all tags", async () => {
        const config = { defaultTags: JSON.stringify({ tags: { stage: "test", owner: "platform" } }) };
        const { outputs } = await make("kms/Key", { tags: { owner: "data" } }, config);
        assert.deepEqual(outputs["tagsAll"], { stage: "test", owner: "data" });
        assert.deepEqual(outputs["tags"], { owner: "data" });
    });

    it("names what the program does not name, once", () => {
        const first = check("s3/Bucket", {}, {}, "Backups").inputs;
        assert.match(text(first["bucket"])!, /^backups-[0-9a-f]{7}$/);
        assert.deepEqual(first["__defaults"], ["bucket"]);
        const again = lifecycle.check(
            aws,
            token("s3/Bucket"),
            { name: "Backups", seed: Buffer.from("other") },
            {},
            first,
        );
        assert.equal(again.inputs["bucket"], first["bucket"]);
        assert.equal(check("s3/Bucket", { bucket: "mine" }, first).inputs["bucket"], "mine");
        assert.match(text(check("kms/Alias", { targetKeyId: "k" }).inputs["name"])!, /^alias\/the-name-[0-9a-f]{7}$/);
    });

    it("leaves a name to AWS where a prefix is given, and names the output by it", async () => {
        const { inputs } = check("iam/Role", { namePrefix: "db-", assumeRolePolicy: trust });
        assert.equal(inputs["name"], undefined);
        assert.match(text((await make("iam/Role", inputs)).outputs["name"])!, /^db-\d{26}$/);
    });

    it("makes anew what AWS cannot change, and updates the rest", () => {
        assert.deepEqual(diff("s3/Bucket", { bucket: "a" }, { bucket: "b" }).replaces, ["bucket"]);
        assert.deepEqual(diff("s3/Bucket", {}, { objectLockEnabled: true }).replaces, ["objectLockEnabled"]);
        assert.deepEqual(diff("s3/Bucket", {}, { forceDestroy: true }).replaces, []);
        assert.deepEqual(diff("kms/Key", {}, { multiRegion: true }).replaces, ["multiRegion"]);
        assert.deepEqual(diff("kms/Key", { description: "a" }, { description: "b" }).replaces, []);
        assert.deepEqual(diff("iam/Role", { name: "a" }, { name: "b" }).replaces, ["name"]);
        assert.deepEqual(diff("iam/Role", { description: "a" }, { description: "b" }).replaces, []);
        assert.deepEqual(diff("kms/Key", { keyUsage: "ENCRYPT_DECRYPT" }, { keyUsage: unknown }).replaces, [
            "keyUsage",
        ]);
    });

    it("deletes first what holds a name that its successor needs", () => {
        const named = { bucket: "a", objectLockEnabled: false };
        assert.equal(diff("s3/Bucket", named, { ...named, objectLockEnabled: true }).deleteBeforeReplace, true);
        assert.equal(diff("s3/Bucket", named, { ...named, bucket: "b" }).deleteBeforeReplace, false);
        const madeUp = { ...named, __defaults: ["bucket"] };
        assert.equal(diff("s3/Bucket", madeUp, { ...madeUp, objectLockEnabled: true }).deleteBeforeReplace, false);
    });

    it("keeps what AWS made up over an update, and lets the tags follow", async () => {
        const made = await make("kms/Key", { tags: { a: "1" } });
        const outputs = lifecycle.update(aws, token("kms/Key"), made.id, made.outputs, { description: "new" }, scope);
        assert.equal(outputs["arn"], made.outputs["arn"]);
        assert.equal(outputs["policy"], made.outputs["policy"]);
        assert.equal(outputs["description"], "new");
        assert.deepEqual(outputs["tagsAll"], {});
        assert.equal(outputs["tags"], undefined);
    });

    it("gives a key without a policy AWS' default one, and a key with one only that", async () => {
        const standard = (await make("kms/Key", {})).outputs["policy"];
        assert.match(text(standard)!, /arn:aws:iam::123456789012:root/);
        assert.equal((await make("kms/Key", { policy: trust })).outputs["policy"], trust);
    });

    it("keeps secrets secret, also in outputs computed from them", async () => {
        const inputs = { bucket: secret("hidden-name"), tags: { open: "a", ticket: secret("SEC-1") } };
        const { outputs } = await make("s3/Bucket", inputs);
        for (const name of ["bucket", "arn", "bucketDomainName", "tagsAll"]) {
            assert.ok(isSecret(outputs[name]), name);
        }
        assert.equal(revealed(outputs["arn"]!), "arn:aws:s3:::hidden-name");
        assert.deepEqual(outputs["tags"], inputs.tags);
        assert.ok(!isSecret(outputs["region"]));
    });

    it("takes a policy given as an object as text, a secret one as a secret, an unfinished one as unknown", () => {
        const policy = JSON.parse(trust) as Properties;
        const given = (value: Properties[string]): Properties[string] | undefined =>
            check("iam/Role", { assumeRolePolicy: value }).inputs["assumeRolePolicy"];
        assert.equal(given(policy), trust);
        assert.deepEqual(given(secret(policy)), secret(trust));
        assert.equal(given({ ...policy, Id: unknown }), unknown);
    });

    it("previews given inputs as they are and computed outputs as unknown", () => {
        const outputs = lifecycle.previewCreate(aws, token("s3/Bucket"), { bucket: "a", tags: { b: unknown } });
        assert.equal(outputs["bucket"], "a");
        assert.equal(outputs["arn"], unknown);
        assert.equal(outputs["forceDestroy"], false);
        assert.deepEqual(outputs["tags"], { b: unknown });
    });

    it("refuses policies that AWS calls malformed", () => {
        const wrong = (policy: string): string => refusals("s3/BucketPolicy", { bucket: "b", policy })["policy"] ?? "";
        assert.equal(wrong(trust), "");
        assert.match(wrong("no json"), /it is not JSON .*; write JSON\.stringify/);
        assert.match(wrong("[]"), /it is not a JSON object/);
        assert.match(wrong("{}"), /write Version: "2012-10-17"/);
        assert.match(wrong('{"Version":"2012-10-17"}'), /Statement\[0\] is missing/);
        assert.match(wrong('{"Version":"2012-10-17","Statement":[]}'), /its Statement is empty/);
        assert.match(
            wrong(trust.replace("Allow", "allow")),
            /Statement\[0\]\.Effect is "allow"; write "Allow" or "Deny"/,
        );
        assert.match(wrong(trust.replace("Action", "action")), /Statement\[0\] has no Action/);
        const inline = refusals("iam/Role", { assumeRolePolicy: trust, inlinePolicies: [{ name: "a", policy: "{}" }] });
        assert.deepEqual(Object.keys(inline), ["inlinePolicies[0].policy"]);
        assert.deepEqual(refusals("s3/BucketPolicy", { bucket: "b", policy: unknown }), {});
    });

    it("refuses values that AWS refuses", () => {
        assert.match(
            refusals("kms/Key", { deletionWindowInDays: 5 })["deletionWindowInDays"]!,
            /write a number from 7 to 30/,
        );
        assert.match(refusals("kms/Alias", { name: "backups", targetKeyId: "k" })["name"]!, /begins with "alias\/"/);
        for (const bucket of ["UPPER", "ab", "a..b", "-a-", "under_score", "a".repeat(64)]) {
            assert.match(refusals("s3/Bucket", { bucket })["bucket"] ?? `${bucket} passed`, /write 3 to 63 lower-case/);
        }
        assert.deepEqual(refusals("s3/Bucket", { bucket: "a.good-name-1" }), {});
        const long = { name: "r".repeat(65), assumeRolePolicy: trust };
        assert.match(refusals("iam/Role", long)["name"]!, /at most 64 characters \(it has 65\)/);
    });
});

function placesOf({ in: at, when, needs, needsOneOf = [], excludes }: Pairing): string[] {
    const names = [when, needs, ...needsOneOf, excludes].filter((name) => name !== undefined);
    return names.map((name) => (at === undefined ? name : `${at}.${name}`));
}

/** Whether a place (`rules[].destination.bucket`) is one that the SDK has. */
function hasPlace(types: PackageSchema["types"], properties: PropertySpecs, place: string): boolean {
    const [step = "", ...rest] = place.split(".");
    const spec = properties[step.replace("[]", "")];
    const of = step.endsWith("[]") ? spec?.items : spec;
    const inner = types[of?.$ref?.replace("#/types/", "") ?? ""];
    return (
        of !== undefined &&
        (rest.length === 0 || (inner !== undefined && hasPlace(types, inner.properties, rest.join("."))))
    );
}
