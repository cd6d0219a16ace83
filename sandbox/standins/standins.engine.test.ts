import assert from "node:assert/strict";
import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "../json";
import { ensureToolchain } from "../toolchain/build";
import { engineParts } from "../toolchain/parts";
import { startEngine, type Engine, type Program } from "./engine-for-tests";

const up = ["up", "--yes", "--skip-preview"];

async function start(program: Program): Promise<Engine> {
    const { folders } = await ensureToolchain(engineParts, () => undefined);
    return startEngine(Object.values(folders), program);
}

/** name -> what is planned for it, without what stays as it is. */
async function planned(engine: Engine): Promise<Record<string, unknown>> {
    const steps = recordsAt(await engine.json("preview", "--json"), "steps");
    const changed = steps.filter(
        (step) => step["op"] !== "same" && !textAt(step, "urn")?.includes("pulumi:pulumi:Stack"),
    );
    return Object.fromEntries(changed.map((step) => [textAt(step, "urn")?.split("::").at(-1) ?? "", step["op"]]));
}

async function resources(engine: Engine): Promise<JsonRecord[]> {
    return recordsAt(await engine.json("stack", "export"), "deployment", "resources");
}

async function resource(engine: Engine, name: string): Promise<JsonRecord> {
    const found = (await resources(engine)).find((candidate) => textAt(candidate, "urn")?.endsWith(`::${name}`));
    assert.ok(found, `there is a resource ${name}`);
    return found;
}

async function outputs(engine: Engine): Promise<JsonRecord> {
    const found = await engine.json("stack", "output", "--json", "--show-secrets");
    assert.ok(isRecord(found));
    return found;
}

describe("a YAML program on all four stand-ins under the real engine", function () {
    this.timeout(1_800_000);
    let engine: Engine;
    let secrets: string[];

    before(async () => {
        engine = await start({ yaml: "everything.yaml" });
        await engine.must("config", "set", "--secret", "note", "the-secret-note");
    });
    after(async () => {
        await engine.end();
    });

    it("is previewed with everything still unknown, and makes nothing", async () => {
        const plan = await planned(engine);
        assert.equal(Object.keys(plan).length, 19);
        assert.deepEqual([...new Set(Object.values(plan))], ["create"]);
        assert.deepEqual(await resources(engine), []);
    });

    it("comes up with ids and ARNs like the clouds' own", async () => {
        await engine.must(...up);
        const made = await outputs(engine);
        assert.match(String(made["keyArn"]), /^arn:aws:kms:eu-central-1:123456789012:key\/[0-9a-f-]{36}$/);
        assert.match(String(made["roleArn"]), /^arn:aws:iam::123456789012:role\/db\/role-[0-9a-f]{7}$/);
        assert.match(String(made["bucketAddress"]), /^bucket-[0-9a-f]{7}\.s3\.eu-central-1\.amazonaws\.com$/);
        assert.match(String(made["cryptoKey"]), /^projects\/sandbox-project\/locations\/europe-west3\/keyRings\/ring-/);
        assert.equal(made["description"], "the-secret-note");
        secrets = textsAt(made, "secrets");
        assert.equal(secrets.length, 4);
    });

    it("keeps every secret out of the exported state in the clear", async () => {
        const everyText = (value: unknown): string[] =>
            typeof value === "string"
                ? [value]
                : typeof value === "object" && value !== null
                  ? Object.values(value).flatMap(everyText)
                  : [];
        // A decrypted secret stands in the state as a JSON text of its own.
        const holds = (texts: string[], secret: string): boolean =>
            texts.some((text) => text.includes(secret) || text.includes(JSON.stringify(secret)));
        const encrypted = everyText(await engine.json("stack", "export"));
        const decrypted = everyText(await engine.json("stack", "export", "--show-secrets"));
        for (const secret of [...secrets, "the-secret-note"]) {
            assert.ok(holds(decrypted, secret), "the search finds it in the decrypted state");
            assert.ok(!holds(encrypted, secret), "it is not in the encrypted one");
        }
        assert.ok(!encrypted.some((text) => text.includes("PRIVATE KEY")));
    });

    it("changes nothing on a second up, on refresh, and after it", async () => {
        await engine.must(...up, "--expect-no-changes");
        await engine.must("refresh", "--yes", "--skip-preview", "--expect-no-changes");
        await engine.must(...up, "--expect-no-changes");
    });

    it("updates in place what the cloud can change", async () => {
        const before = await resource(engine, "key");
        await engine.must("config", "set", "days", "20");
        assert.deepEqual(await planned(engine), { key: "update" });
        await engine.must(...up);
        const after = await resource(engine, "key");
        assert.equal(at(after, "outputs", "deletionWindowInDays"), 20);
        assert.equal(at(after, "outputs", "arn"), at(before, "outputs", "arn"));
        assert.equal(after["id"], before["id"]);
    });

    it("replaces what it cannot change, and what hangs on that", async () => {
        await engine.must("config", "set", "objectLock", "true");
        await engine.must("config", "set", "generation", "two");
        const plan = await planned(engine);
        assert.deepEqual(plan, { password: "replace", bucket: "replace", encryption: "replace", rolePolicy: "update" });
        await engine.must(...up);
        const [password, , caKey] = textsAt(await outputs(engine), "secrets");
        assert.notEqual(password, secrets[0]);
        assert.equal(caKey, secrets[2]);
        await engine.must(...up, "--expect-no-changes");
    });

    it("is gone after destroy", async () => {
        await engine.must("destroy", "--yes", "--skip-preview");
        assert.deepEqual(await resources(engine), []);
    });
});

describe("a Node program on the SDKs under the real engine", function () {
    this.timeout(1_800_000);
    let engine: Engine;

    before(async () => {
        engine = await start({ typescript: "sdk.ts" });
        await engine.must("config", "set", "region", "eu-west-1");
        await engine.must("config", "set", "stage", "test");
        await engine.must("config", "set", "--secret", "ticket", "SEC-4711");
    });
    after(async () => {
        await engine.end();
    });

    it("works in the region and account of its provider, with its default tags", async () => {
        await engine.must(...up);
        const made = await outputs(engine);
        assert.match(String(made["keyArn"]), /^arn:aws:kms:eu-west-1:210987654321:key\//);
        assert.equal(made["roleArn"], "arn:aws:iam::210987654321:role/writer");
        assert.equal(made["region"], "eu-west-1");
        assert.deepEqual(made["tags"], { owner: "data", stage: "test", ticket: "SEC-4711" });
    });

    it("has a policy given as an object as the text that AWS keeps", async () => {
        const trust: unknown = JSON.parse(String((await outputs(engine))["trust"]));
        assert.equal(at(trust, "Version"), "2012-10-17");
    });

    it("finds a key that exists outside the stack by its id", async () => {
        const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
        assert.equal((await outputs(engine))["existingArn"], `arn:aws:kms:eu-west-1:210987654321:key/${id}`);
    });

    it("keeps a tag that came in secret, secret in every output computed from it", async () => {
        const state = JSON.stringify(await engine.json("stack", "export"));
        const kept = await resource(engine, "key");
        assert.equal(typeof at(kept, "outputs", "tagsAll", "ciphertext"), "string");
        assert.ok(!state.includes("SEC-4711"));
    });

    it("updates what has the provider's default tags when those change", async () => {
        await engine.must("config", "set", "stage", "production");
        assert.deepEqual(await planned(engine), {
            elsewhere: "update",
            key: "update",
            role: "update",
            existing: "read",
        });
        await engine.must(...up);
        assert.equal(at(await outputs(engine), "tags", "stage"), "production");
    });

    it("replaces what is regional when the provider goes to another region", async () => {
        await engine.must("config", "set", "region", "eu-north-1");
        assert.deepEqual(await planned(engine), { elsewhere: "update", key: "replace", existing: "read" });
        await engine.must(...up);
        assert.match(String((await outputs(engine))["keyArn"]), /^arn:aws:kms:eu-north-1:/);
    });

    it("refuses a property the SDK does not have, and makes nothing of it", async () => {
        const misspelt = `
            const { CustomResource } = require("@pulumi/pulumi");
            new CustomResource("aws:kms/key:Key", "misspelt", { enableKeyRotaton: true });
        `;
        const mistaken = await start({ texts: { "index.js": misspelt } });
        try {
            const { code, said } = await mistaken.run(...up);
            assert.notEqual(code, 0);
            const message =
                "aws:kms/key:Key (@pulumi/aws 7.48.0) has no property enableKeyRotaton; did you mean enableKeyRotation?";
            assert.ok(said.includes(message), said);
            const made = (await resources(mistaken)).filter(({ type }) => String(type).startsWith("aws:"));
            assert.deepEqual(made, []);
        } finally {
            await mistaken.end();
        }
    });
});
