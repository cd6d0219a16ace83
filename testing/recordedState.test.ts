import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at, recordsAt } from "../sandbox/json";
import { stateToImport, stateToKeep } from "./recordedState";
import { base64, leaks, secretsOfState } from "./secrets";

function secret(value: unknown): object {
    return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}

const password = "Zk3wQ8rT1yVb6Nc0LmXj7HgFd2SaPe9UoIi4Kq5B";
const key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIFB1dHMgbm8gcmVhbCBrZXk=\n-----END EC PRIVATE KEY-----\n";
const certificate = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";
const queries = "pg_up:\n".repeat(1000);

/** Three resources of a stack as `pulumi stack export --show-secrets` writes them. */
function exported(): object {
    const login = { apiVersion: "v1", kind: "Secret", data: secret({ username: "YXBw", password: base64(password) }) };
    const root = { apiVersion: "v1", kind: "ConfigMap", data: { "ca.crt": certificate, queries } };
    return {
        version: 3,
        deployment: {
            manifest: { time: "2026-11-27T08:00:00Z", magic: "abc", version: "v3.255.0" },
            secrets_providers: { type: "passphrase", state: { salt: "v1:abc" } },
            resources: [
                {
                    urn: "password",
                    type: "random:index/randomPassword:RandomPassword",
                    created: "2026-11-27T08:00:00Z",
                    stackTrace: [{ sourcePosition: "project:///plugin.js#1,1" }],
                    outputs: { length: 40, result: secret(password) },
                },
                { urn: "key", type: "tls:index/privateKey:PrivateKey", outputs: { privateKeyPem: secret(key) } },
                {
                    urn: "login",
                    type: "kubernetes:core/v1:Secret",
                    inputs: login,
                    outputs: { ...login, __inputs: login, metadata: { managedFields: [{ manager: "x" }] } },
                },
                {
                    urn: "root",
                    type: "kubernetes:core/v1:ConfigMap",
                    inputs: root,
                    outputs: { ...root, __inputs: root },
                },
            ],
        },
    };
}

describe("A state that is kept", () => {
    const kept = stateToKeep(exported());
    const text = JSON.stringify(kept);

    it("holds no password, key or certificate, as text or base64, and no salt, time or path of a machine", () => {
        assert.deepEqual(leaks([password, key, certificate], text), []);
        assert.doesNotMatch(text, /salt|2026-11-27|somebody|managedFields/);
    });

    it("has placeholders of the same shape for them, the same wherever one stood", () => {
        const [made = "", pem = "", user, login] = secretsOfState(kept);
        assert.match(made, /^Placeholder\d0{28}$/);
        assert.match(pem, /^-----BEGIN EC PRIVATE KEY-----\nplaceholder \d\n-----END EC PRIVATE KEY-----\n$/);
        assert.deepEqual([user, login], ["YXBw", base64(made)]);
    });

    it("leaves files of others out, and takes them back from who has the very same", () => {
        assert.ok(!text.includes("pg_up"));
        const queriesIn = (state: unknown): unknown =>
            at(recordsAt(state, "deployment", "resources").at(-1), "inputs", "data", "queries");
        assert.equal(queriesIn(stateToImport(kept, ["other", queries])), queries);
        assert.match(String(queriesIn(stateToImport(kept, [`${queries}#`]))), /^\(left out; sha256 [0-9a-f]{64}\)$/);
    });

    it("gets back what follows from the rest when a stack is to take it", () => {
        const [, , login] = recordsAt(stateToImport(kept, []), "deployment", "resources");
        assert.deepEqual(at(login, "outputs", "__inputs"), login?.["inputs"]);
    });
});

describe("The recorded states", () => {
    const folder = join(__dirname, "..", "examples", "quickstart", "states");
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

    it("are there", () => {
        assert.notEqual(files.length, 0);
    });

    for (const file of files) {
        it(`${file} holds placeholders for everything that was secret, and no path of a machine`, () => {
            const text = readFileSync(join(folder, file), "utf8");
            const open = ["app", "orders", "orders-rw.orders.svc", "5432", "verify-full"];
            const harmless = (each: string): boolean => /placeholder/i.test(each) || open.includes(each);
            const secrets = secretsOfState(JSON.parse(text));
            assert.ok(secrets.length > 5, "there are some");
            assert.equal(secrets.filter((each) => !harmless(each) && !harmless(plain(each))).length, 0);
            const blocks = text.match(/-----BEGIN [A-Z ]+-----.*?-----END/g) ?? [];
            assert.ok(blocks.length > 5 && blocks.every((block) => block.includes("placeholder")));
            assert.doesNotMatch(text, /\/(work|home|root|Users|tmp)\//);
        });
    }
});

/** What a value of a Secret is in the clear. */
function plain(text: string): string {
    return Buffer.from(text, "base64").toString();
}
