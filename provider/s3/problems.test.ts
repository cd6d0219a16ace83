import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import type { S3PlatformArgs } from "./arguments";
import { s3Problems } from "./problems";

const store: Known<S3PlatformArgs> = {
    endpoint: "https://s3.example.org",
    bucket: "backups",
    credentials: {
        secretName: "backup-login",
        allowStaticKeys: { reason: "no workload identity", owner: "platform", expires: "2027-03-31" },
    },
};

describe("An S3-compatible store", () => {
    it("is accepted with an https endpoint, a port and a path, and while they are not known", () => {
        for (const endpoint of [
            unknown,
            "https://s3.example.org",
            "https://minio.example.org:9000/s3",
            "https://[fd00::1]:9000",
        ]) {
            assert.deepEqual(s3Problems({ ...store, endpoint }), []);
        }
    });

    const endpoints: [what: string, endpoint: string, reason: RegExp][] = [
        [
            "http [NM-6]",
            "http://s3.example.org",
            /^"http:\/\/s3.example.org" would send backups and keys in the clear; write an https:\/\/ URL/,
        ],
        ["no scheme", "s3.example.org", /^"s3.example.org" is not a URL; write for example https:\/\/s3.example.org$/],
        ["another scheme", "s3://backups", /would send .* in the clear/],
    ];
    for (const [what, endpoint, reason] of endpoints) {
        it(`is refused with ${what}`, () => {
            const [problem, ...rest] = s3Problems({ ...store, endpoint });
            assert.deepEqual(rest, []);
            assert.equal(problem?.path, "endpoint");
            assert.match(problem.reason, reason);
        });
    }

    for (const endpoint of [
        "https://key:hunter2@s3.example.org",
        "http://key:hunter2@s3.example.org",
        "key:hunter2@s3.example.org",
    ]) {
        it(`is refused with a login in its URL, which the message does not repeat (${endpoint.split(":")[0] ?? ""}) [CM-3]`, () => {
            const problems = s3Problems({ ...store, endpoint });
            assert.deepEqual(problems, [
                {
                    path: "endpoint",
                    reason: "must not hold a user or password; they belong in the Secret that `credentials` names",
                },
            ]);
        });
    }

    it("takes a folder without slashes around it, or none", () => {
        for (const prefix of ["", "orders", "databases/orders"]) {
            assert.deepEqual(s3Problems({ ...store, prefix }), [], prefix);
        }
        for (const prefix of ["/orders", "orders/", "databases//orders", "/"]) {
            assert.deepEqual(s3Problems({ ...store, prefix }), [
                {
                    path: "prefix",
                    reason: `"${prefix}" must not begin or end with "/" or hold an empty part; write for example "databases/orders"`,
                },
            ]);
        }
    });
});
