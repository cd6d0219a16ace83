import assert from "node:assert/strict";
import * as lifecycle from "../lifecycle";
import { schemaOf } from "../schemas-for-tests";
import type { Made, Scope, Standin } from "../standin";
import { text, type Properties } from "../values";
import { gcpStandin } from "./models";
import { rows } from "./resources";

const scope: Scope = { config: {}, now: new Date("2030-01-01T00:00:00Z") };
const ring = "projects/sandbox-project/locations/europe-west3/keyRings/databases";

describe("the gcp stand-in", () => {
    let gcp: Standin;

    before(async () => {
        gcp = gcpStandin(await schemaOf("gcp"));
    });

    const token = (name: string): string =>
        `gcp:${name.replace(/\/(.)/, (_, first: string) => `/${first.toLowerCase()}`)}:${name.split("/")[1] ?? ""}`;
    const make = (name: string, inputs: Properties, config: Properties = {}): Promise<Made> =>
        lifecycle.create(gcp, token(name), inputs, { ...scope, config });
    const replaces = (name: string, inputs: Properties, next: Properties): string[] =>
        lifecycle.diff(gcp, token(name), { id: "x", inputs, outputs: { project: "sandbox-project" } }, next, scope)
            .replaces;
    const refusal = (name: string, inputs: Properties): string =>
        lifecycle.check(gcp, token(name), { name: "r", seed: new Uint8Array() }, inputs, {}).problems[0]?.reason ?? "";

    it("has a row only for types, properties and outputs that the SDK has", async () => {
        const { resources } = await schemaOf("gcp");
        for (const [name, row] of Object.entries(rows)) {
            const spec = resources[`gcp:${name}`];
            assert.ok(spec, `the SDK has no ${name}`);
            const outputs = [...Object.keys(row.outputs ?? {}), ...Object.keys(row.defaults ?? {})];
            assert.deepEqual(
                outputs.filter((output) => spec.properties[output] === undefined),
                [],
                `outputs of ${name}`,
            );
            const changes = row.replacedBy === "any" ? [] : (row.replacedBy ?? []);
            const inputs = [...changes, ...Object.keys(row.limits ?? {})];
            assert.deepEqual(
                inputs.filter((input) => spec.inputProperties[input] === undefined),
                [],
                `inputs of ${name}`,
            );
        }
    });

    it("gives ids as Google Cloud does", async () => {
        assert.equal((await make("kms/KeyRing", { name: "databases", location: "europe-west3" })).id, ring);
        assert.equal(
            (await make("kms/CryptoKey", { name: "backups", keyRing: ring })).id,
            `${ring}/cryptoKeys/backups`,
        );
        const bucket = await make("storage/Bucket", { name: "backups", location: "EU" });
        assert.deepEqual([bucket.id, bucket.outputs["url"]], ["backups", "gs://backups"]);
        const account = await make("serviceaccount/Account", { accountId: "backup-writer" });
        assert.equal(account.outputs["email"], "backup-writer@sandbox-project.iam.gserviceaccount.com");
        assert.equal(account.outputs["member"], "serviceAccount:backup-writer@sandbox-project.iam.gserviceaccount.com");
        assert.equal(account.id, account.outputs["name"]);
    });

    it("works in the project of the provider, or the resource's own", async () => {
        const inputs = { accountId: "backup-writer" };
        const { outputs } = await make("serviceaccount/Account", inputs, { project: "orders" });
        assert.equal(outputs["email"], "backup-writer@orders.iam.gserviceaccount.com");
        const own = await make("serviceaccount/Account", { ...inputs, project: "shop" }, { project: "orders" });
        assert.equal(own.outputs["project"], "shop");
        const agent = gcp.functions["gcp:storage/getProjectServiceAccount:getProjectServiceAccount"]!({}, scope);
        assert.match(text(agent["emailAddress"])!, /^service-\d+@gs-project-accounts\.iam\.gserviceaccount\.com$/);
    });

    it("names a grant by what it is on, the role and the member", async () => {
        const grant = { role: "roles/storage.objectAdmin", member: "user:a@example.org" };
        assert.equal(
            (await make("storage/BucketIAMMember", { bucket: "backups", ...grant })).id,
            "b/backups/roles/storage.objectAdmin/user:a@example.org",
        );
        const binding = { cryptoKeyId: `${ring}/cryptoKeys/k`, role: "roles/x", members: ["user:a@example.org"] };
        assert.equal((await make("kms/CryptoKeyIAMBinding", binding)).id, `${ring}/cryptoKeys/k/roles/x`);
    });

    it("makes anew what Google Cloud cannot change, and updates the rest", () => {
        assert.deepEqual(replaces("storage/Bucket", { location: "EU" }, { location: "US" }), ["location"]);
        assert.deepEqual(replaces("storage/Bucket", { location: "EU" }, { location: "EU", forceDestroy: true }), []);
        assert.deepEqual(replaces("kms/CryptoKey", { rotationPeriod: "1s" }, { rotationPeriod: "2s" }), []);
        assert.deepEqual(replaces("kms/CryptoKey", { purpose: "A" }, { purpose: "B" }), ["purpose"]);
        assert.deepEqual(replaces("kms/CryptoKeyIAMMember", { member: "a" }, { member: "b" }), ["member"]);
        assert.deepEqual(replaces("kms/CryptoKeyIAMBinding", { members: ["a"] }, { members: ["b"] }), []);
    });

    it("refuses values that Google Cloud refuses", () => {
        assert.match(refusal("kms/CryptoKey", { keyRing: "databases" }), /write the id of a key ring: projects\//);
        assert.match(refusal("kms/CryptoKey", { keyRing: ring, rotationPeriod: "90d" }), /such as "7776000s"/);
        assert.match(refusal("serviceaccount/Account", { accountId: "me" }), /write 6 to 30 lower-case letters/);
        const access = { name: "backups", location: "EU", publicAccessPrevention: "on" };
        assert.match(refusal("storage/Bucket", access), /write one of "inherited", "enforced"/);
        assert.equal(refusal("storage/Bucket", { ...access, publicAccessPrevention: "enforced" }), "");
    });
});
