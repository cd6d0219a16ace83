import assert from "node:assert/strict";
import { parameterProblems } from "./parameterProblems";
import { serverSettings } from "./parameters";

const waiver = { reason: "legacy", owner: "data", expires: "2027-03-31" };

describe("PostgreSQL's settings", () => {
    it("are the program's own, and over them what hardening sets", () => {
        const { parameters } = serverSettings({ parameters: { max_connections: "200" } });
        assert.equal(parameters["max_connections"], "200");
        assert.equal(parameters["password_encryption"], "scram-sha-256");
    });

    it("load passwordcheck, for passwords that users give themselves [UM-3]", () => {
        assert.deepEqual(serverSettings({}).shared_preload_libraries, ["passwordcheck"]);
    });

    it("log no audit only by a waiver, and data-changing statements only by another [MAA-3, ED-2]", () => {
        const without = serverSettings({ audit: { disabled: waiver } }).parameters;
        assert.deepEqual(
            Object.keys(without).filter((name) => name.startsWith("pgaudit.")),
            [],
        );
        assert.equal(without["log_connections"], "off");
        assert.equal(serverSettings({ audit: { logStatements: waiver } }).parameters["log_statement"], "mod");
    });
});

describe("A setting of the program's own", () => {
    it("may be any that hardening and the operator leave open", () => {
        const open = {
            max_connections: "200",
            shared_buffers: "1GB",
            "pg_stat_statements.max": "5000",
            ssl_max_protocol_version: "TLSv1.3",
        };
        assert.deepEqual(parameterProblems(open), []);
    });

    const cases: [name: string, value: string, reason: RegExp][] = [
        ["ssl_min_protocol_version", "TLSv1.1", /^is set by hardening itself; see the argument tls.minimumVersion$/],
        ["log_connections", "off", /^is set by hardening itself; see the argument audit$/],
        ["pgaudit.role", "x", /see the argument audit$/],
        ["password_encryption", "md5", /^is always scram-sha-256 here; take it out$/],
        ["listen_addresses", "localhost", /^is CloudNativePG's own setting/],
        ["ssl_crl_file", "/x", /^is CloudNativePG's own setting/],
        ["recovery_target_time", "now", /^is CloudNativePG's own setting/],
        ["ssl_max_protocol_version", "TLSv1.2", /^lower than TLSv1.3 would keep the best encryption/],
        [
            "log_min_duration_statement",
            "1000",
            /^puts the text of statements into the log; if that is wanted, write audit: /,
        ],
        ["auto_explain.log_min_duration", "1s", /^puts the text of statements into the log/],
        ["log_min_messages", "warning", /see the argument audit$/],
        ["Max Connections", "1", /^is no name of a setting; write it in lower case, for example max_connections$/],
    ];
    for (const [name, value, reason] of cases) {
        it(`is refused: ${name} [ED-2]`, () => {
            const [problem, ...others] = parameterProblems({ [name]: value });
            assert.deepEqual(others, []);
            assert.equal(problem?.path, `parameters.${name}`);
            assert.match(problem.reason, reason);
        });
    }
});
