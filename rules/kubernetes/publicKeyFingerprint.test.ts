import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { Estate } from "../estate";
import { Subject } from "../subject";
import { fingerprintsOfKeysIn } from "./publicKeyFingerprint";
import { publishedKeys } from "./publishedKeys";
import { rule } from "./tls-secret-public-key";

describe("the fingerprint of a private key", () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const pkcs1 = privateKey.export({ type: "pkcs1", format: "pem" }).toString();

    it("is the same in every form of the key, and in indented text", () => {
        const [fingerprint] = fingerprintsOfKeysIn(pkcs8);
        assert.match(fingerprint ?? "", /^[0-9a-f]{64}$/);
        assert.deepEqual(fingerprintsOfKeysIn(pkcs1), [fingerprint]);
        assert.deepEqual(fingerprintsOfKeysIn(pkcs8.replace(/^/gm, "    ").replace(/\n/g, " \r\n")), [fingerprint]);
        assert.deepEqual(fingerprintsOfKeysIn(`a ${pkcs8} b ${pkcs1}`), [fingerprint, fingerprint]);
    });

    it("is none of what cannot be read", () => {
        const encrypted = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" });
        assert.deepEqual(fingerprintsOfKeysIn(encrypted.toString()), []);
        assert.deepEqual(fingerprintsOfKeysIn(pkcs8.slice(0, 200)), []);
        assert.deepEqual(fingerprintsOfKeysIn("no key"), []);
    });

    it("of a key of one's own is not among the published ones", () => {
        const secret = Subject.ofManifest({
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "own" },
            stringData: { "tls.key": pkcs8 },
        })!;
        assert.deepEqual(rule.check(secret, new Estate([secret])), []);
    });

    it("stands once in the list, with its source", () => {
        const fingerprints = publishedKeys.map(({ fingerprint }) => fingerprint);
        assert.equal(new Set(fingerprints).size, fingerprints.length);
        for (const { fingerprint, source, version } of publishedKeys) {
            assert.match(fingerprint, /^[0-9a-f]{64}$/);
            assert.ok(source.includes("/") && version.length > 0);
        }
    });
});
