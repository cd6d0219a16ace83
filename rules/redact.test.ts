import assert from "node:assert/strict";
import fc from "fast-check";
import { namesSecret, redact } from "./redact";

describe("what may be shown", () => {
    const hidden: readonly (readonly [string, string])[] = [
        ["password=geheim", "password=(hidden)"],
        ["passwd: geheim", "passwd: (hidden)"],
        ["PASSWORD geheim", "PASSWORD (hidden)"],
        ["pwd=geheim", "pwd=(hidden)"],
        ["DB_PASS=geheim", "DB_PASS=(hidden)"],
        ["bindPass=geheim", "bindPass=(hidden)"],
        ["passphrase=geheim", "passphrase=(hidden)"],
        ["client_secret=geheim", "client_secret=(hidden)"],
        ["token:geheim", "token:(hidden)"],
        ["access_key=geheim", "access_key=(hidden)"],
        ["accessKeyId=geheim", "accessKeyId=(hidden)"],
        ["AccountKey=geheim==", "AccountKey=(hidden)"],
        ["account_key=geheim", "account_key=(hidden)"],
        ["api-key=x apikey=geheim api_key=geheim", "api-key=x apikey=(hidden) api_key=(hidden)"],
        ["credentials=geheim", "credentials=(hidden)"],
        ["password_sha256_hex.x-y=geheim", "password_sha256_hex.x-y=(hidden)"],
        ["password  =  geheim", "password  =  (hidden)"],
        ["password==geheim", "password=(hidden)"],
        ["IDENTIFIED WITH plaintext_password BY 'geheim'", "IDENTIFIED WITH plaintext_password BY (hidden)"],
        ["<password>geheim</password>", "<password>(hidden)</password>"],
        ["a=1 password=geheim b=2", "a=1 password=(hidden) b=2"],
        ["password=ge,he;im&", "password=(hidden)"],
        ['{"password": "geheim"}', '{"password": "(hidden)"}'],
        ['password="two words" b', 'password="(hidden)" b'],
        ["password='two \"words\"' b", "password='(hidden)' b"],
        ['password="with \\" quote" b', 'password="(hidden)" b'],
        ['password="never\nclosed', 'password="(hidden)'],
        ["ldapbindpasswd=geheim", "ldapbindpasswd=(hidden)"],
        ["ALTER ROLE a PASSWORD 'ge''heim';", "ALTER ROLE a PASSWORD (hidden);"],
        ["ALTER ROLE a PASSWORD  'two words' VALID", "ALTER ROLE a PASSWORD  (hidden) VALID"],
        ["ALTER ROLE a PASSWORD 'never closed", "ALTER ROLE a PASSWORD (hidden)"],
        ["ALTER ROLE a PASSWORD $$geheim$$", "ALTER ROLE a PASSWORD (hidden)"],
        ["IDENTIFIED BY 'geheim' b", "IDENTIFIED BY (hidden) b"],
        ["identified  with  sha256_hash  by  'geheim'", "identified  with  sha256_hash  by  (hidden)"],
        ["IDENTIFIED WITH plaintext_password BY geheim", "IDENTIFIED WITH plaintext_password BY (hidden)"],
        ["postgres://user:geheim@host/db", "postgres://(hidden)@host/db"],
        ["POSTGRES://user:geheim@host/db", "POSTGRES://(hidden)@host/db"],
        ["postgres://geheim@host/db", "postgres://(hidden)@host/db"],
        ["postgres://user:ge@heim@host/db", "postgres://(hidden)@host/db"],
        ["postgres://user:ge/heim@host/db", "postgres://(hidden)@host/db"],
        ["postgres://:geheim@host/db", "postgres://(hidden)@host/db"],
        ["s3+a.b-c://u:geheim@host and s3://u:geheim@b", "s3+a.b-c://(hidden)@host and s3://(hidden)@b"],
        ["-----BEGIN RSA PRIVATE KEY-----\ngeheim\n-----END RSA PRIVATE KEY----- b", "(hidden) b"],
        ["a -----BEGIN PRIVATE KEY-----\ngeheim", "a (hidden)"],
        ["-----BEGIN A----- x -----END A----- y -----BEGIN B----- z -----END B-----", "(hidden) y (hidden)"],
    ];
    for (const [text, expected] of hidden) {
        it(`has nothing secret: ${expected.replaceAll("\n", " ")}`, () => {
            assert.equal(redact(text), expected);
            assert.equal(redact(text).includes("geheim"), false);
        });
    }

    const open = [
        ...[
            "",
            "scram-sha-256",
            "hostssl all all 10.0.0.0/8 scram-sha-256",
            "https://host:9000/path",
            "bypass=1",
            "passive: 1",
        ],
        ...["user@host", "ghcr.io/a/b:1@sha256:abc", "compass", "http://a b@c", "GRANT SELECT ON a TO b", "password"],
        ...["-----BEGIN", "a://b/c@d", "identified by a plate"],
    ];
    for (const text of open) {
        it(`stays as it is: ${text}`, () => {
            assert.equal(redact(text), text);
        });
    }

    it("hides a password wherever it stands among words", () => {
        const word = fc.string({ unit: fc.constantFrom("a", "b", " ", "\n", "-", "=", ";"), maxLength: 20 });
        const key = fc.constantFrom("password=", "PASSWORD: ", "db_password = ", "token=", '"secret": ', "<password>");
        const quote = fc.constantFrom("", '"', "'");
        fc.assert(
            fc.property(word, key, quote, word, (before, name, mark, after) => {
                assert.equal(redact(`${before} ${name}${mark}g3h31m${mark} ${after}`).includes("g3h31m"), false);
            }),
        );
    });

    it("is the same when it is looked through again", () => {
        const texts = hidden.map(([, expected]) => expected);
        for (const text of texts) {
            assert.equal(redact(text), text);
        }
    });

    it("is found in a long text before the test's time is up", () => {
        const parts = [
            "x",
            "a-",
            "a:",
            "password",
            "password ",
            'password="',
            "http://a:",
            "-----BEGIN ",
            "identified ",
        ];
        for (const part of parts) {
            redact(part.repeat(100_000 / part.length));
        }
    });
});

describe("keys that name a secret", () => {
    const secret = [
        ...["password", "passwd", "dbPasswd", "PASSWORD", "passphrase", "pwd", "PGPWD", "clientSecret", "sasToken"],
        ...[
            "accessKeyId",
            "AWS_ACCESS_KEY",
            "accountKey",
            "account_key",
            "api_key",
            "apiKey",
            "private_key",
            "privateKey",
        ],
        ...["customerKey", "customer_key", "key_hex", "credentials", "pass", "DB_PASS", "bindPass"],
    ];
    for (const key of secret) {
        it(`${key} does`, () => {
            assert.equal(namesSecret(key), true);
        });
    }
    for (const key of ["name", "key", "bypass", "passes", "user", "endpoint", "kmsKeyID", "hex"]) {
        it(`${key} does not`, () => {
            assert.equal(namesSecret(key), false);
        });
    }
});
