import assert from "node:assert/strict";
import type { Known } from "../core/known";
import { directoryProblems, loginProblems } from "./loginProblems";
import type { PostgresUserArgs } from "./userArguments";

const app: Known<PostgresUserArgs> = {
    name: "app",
    database: "orders",
    access: "read",
    from: [{ cidr: "10.0.0.0/16" }],
};
const waiver = { reason: "legacy", owner: "data", expires: "2027-03-31" };

describe("How a user logs in", () => {
    it("is right by password, by a Secret of one's own, by certificate and by directory", () => {
        for (const changes of [
            {},
            { rotation: "2026-12", validUntil: "2027-03-31T00:00:00Z" },
            { passwordSecret: "app-login" },
            { clientCertificate: true },
            { authentication: "ldap" as const },
        ]) {
            assert.deepEqual(loginProblems({ ...app, ...changes }), []);
        }
    });

    const cases: [changes: Partial<Known<PostgresUserArgs>>, path: string, reason: RegExp][] = [
        [
            { clientCertificate: true, authentication: "ldap" },
            "clientCertificate",
            /^does not go with authentication: "ldap"; take one of them out$/,
        ],
        [
            { clientCertificate: true, rotation: "2026-12" },
            "rotation",
            /but this user logs in with a certificate; take it out$/,
        ],
        [
            { authentication: "ldap", passwordSecret: "x" },
            "passwordSecret",
            /but this user logs in with the directory's password; take it out$/,
        ],
        [
            { passwordSecret: "x", rotation: "1" },
            "rotation",
            /^is for generated passwords; the Secret of passwordSecret is yours to change$/,
        ],
        [{ passwordSecret: "My Secret" }, "passwordSecret", /^the Secret "My Secret" cannot be a name in Kubernetes/],
        [{ rotation: "" }, "rotation", /^is empty; write any text, for example "2026-12"$/],
        [
            { validUntil: "2027-13-01T00:00:00Z" },
            "validUntil",
            /^"2027-13-01T00:00:00Z" is no moment that exists; write for example 2027-03-31T00:00:00Z$/,
        ],
        [
            { privileged: { ...waiver, rights: ["replication", "replication"] } },
            "privileged.rights[1]",
            /^"replication" is in the list already; write it once$/,
        ],
    ];
    for (const [changes, path, reason] of cases) {
        it(`is refused: ${path}, ${reason.source.replaceAll(/[\\^$]/g, "").slice(0, 60)}`, () => {
            const problems = loginProblems({ ...app, ...changes });
            assert.deepEqual(
                problems.map((each) => each.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", reason);
        });
    }
});

describe("A directory", () => {
    it("is needed by whoever logs in with it, and by nobody else [UM-5]", () => {
        const alice = { ...app, authentication: "ldap" as const };
        assert.deepEqual(directoryProblems([app], false), []);
        assert.deepEqual(directoryProblems([app, alice], true), []);
        const [missing] = directoryProblems([app, alice], false);
        assert.equal(missing?.path, "users[1].authentication");
        assert.match(missing.reason, /^"ldap" needs a directory: write externalAuth: \{ ldap: /);
        const [idle] = directoryProblems([app], true);
        assert.equal(idle?.path, "externalAuth.ldap");
        assert.match(idle.reason, /^is used by nobody; /);
    });
});
