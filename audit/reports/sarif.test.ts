import assert from "node:assert/strict";
import Ajv, { type ValidateFunction } from "ajv";
import fc from "fast-check";
import type { Log, Result, Run } from "sarif";
import { definitionsOf } from "../../build/argumentsSchema";
import type { Report } from "../finding";
import { fingerprint } from "../fingerprint";
import { arbitraryReport, context, empty, finding, reportOf, sample } from "./samples";
import { sarifReport } from "./sarif";

function runOf(report: Report): Run {
    const log = JSON.parse(sarifReport(report, context)) as Log;
    assert.equal(log.runs.length, 1);
    return log.runs[0]!;
}

function resultsOf(report: Report): Result[] {
    return runOf(report).results!;
}

describe("the SARIF report", () => {
    let isLog: ValidateFunction;

    before("the types of SARIF as a schema", function () {
        this.timeout(60_000);
        const definitions = definitionsOf("node_modules/@types/sarif/index.d.ts", ["Log"]);
        isLog = new Ajv({ strict: false }).compile({ $ref: "#/definitions/Log", definitions });
    });

    it("has the form of SARIF, whatever the findings hold", () => {
        for (const report of [sample, empty]) {
            assert.ok(isLog(JSON.parse(sarifReport(report, context))), JSON.stringify(isLog.errors));
        }
        assert.ok(!isLog({ version: "2.1.0", runs: [{ tool: { driver: {} } }] }), "the schema refuses nothing");
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                assert.ok(isLog(JSON.parse(sarifReport(report, context))), JSON.stringify(isLog.errors));
            }),
        );
    });

    it("keeps the rules of SARIF and of GitHub that no type tells, whatever the findings hold", () => {
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                const { tool, results, invocations } = runOf(report);
                const rules = tool.driver.rules!;
                const ids = rules.map(({ id }) => id);
                assert.equal(new Set(ids).size, ids.length, "a rule stands twice");
                for (const { ruleId, ruleIndex, locations, level, kind } of results!) {
                    assert.equal(ids[ruleIndex!], ruleId);
                    assert.equal(kind, "fail");
                    assert.ok(["error", "warning", "note"].includes(level!));
                    for (const { physicalLocation } of locations!) {
                        assert.ok(physicalLocation!.region!.startLine! >= 1);
                        const uri = physicalLocation!.artifactLocation!.uri!;
                        assert.match(uri, /^(file:\/\/)?([\w\-.!~*'()/]|%[0-9A-F]{2})+$/);
                        assert.doesNotThrow(() => new URL(uri, "file:///checkout/"));
                    }
                }
                for (const { message, associatedRule } of invocations![0]!.toolExecutionNotifications!) {
                    assert.equal(typeof message.text, "string");
                    assert.ok(associatedRule === undefined || ids[associatedRule.index!] === associatedRule.id);
                }
                const prints = results!.map(
                    ({ partialFingerprints, locations }) =>
                        `${locations![0]!.physicalLocation!.artifactLocation!.uri} ${partialFingerprints!["primaryLocationLineHash"]}`,
                );
                assert.equal(new Set(prints).size, prints.length, "GitHub would take two results for one");
            }),
        );
    });

    it("describes every rule, also those that found nothing", () => {
        const rules = runOf(empty).tool.driver.rules!;
        assert.deepEqual(
            rules.map(({ id }) => id),
            [...context.rules.keys()].sort(),
        );
        const rule = rules.find(({ id }) => id === "postgres-weak-auth-method")!;
        const source = context.rules.get(rule.id)!;
        assert.equal(rule.shortDescription!.text, source.title);
        assert.equal(rule.fullDescription!.text, source.why);
        assert.equal(rule.helpUri, source.references[0]!.url);
        assert.match(rule.help!.text, /What to do: /);
        assert.match(rule.help!.markdown!, /\*\*What to do:\*\* /);
        assert.deepEqual(rule.defaultConfiguration, { level: "error" });
        assert.deepEqual(rule.properties, {
            "security-severity": "9.5",
            precision: "high",
            tags: ["security", "UM-3"],
        });
    });

    it("puts severities on both scales, and a repository's own into the rule", () => {
        const level = (severity: "critical" | "high" | "medium" | "low"): unknown[] => {
            const { tool, results } = runOf(reportOf([finding({ severity })]));
            const rule = tool.driver.rules!.find(({ id }) => id === finding().rule)!;
            return [results![0]!.level, rule.defaultConfiguration!.level, rule.properties!["security-severity"]];
        };
        assert.deepEqual(level("critical"), ["error", "error", "9.5"]);
        assert.deepEqual(level("high"), ["error", "error", "8.0"]);
        assert.deepEqual(level("medium"), ["warning", "warning", "5.5"]);
        assert.deepEqual(level("low"), ["note", "note", "3.0"]);
        const both = runOf(reportOf([finding({ severity: "low" }), finding({ severity: "critical" })]));
        const rule = both.tool.driver.rules!.find(({ id }) => id === finding().rule)!;
        assert.equal(rule.properties!["security-severity"], "9.5");
    });

    it("gives waived findings as suppressed, with the reason", () => {
        const [open, , , suppressed] = resultsOf(sample);
        assert.equal(open!.suppressions, undefined);
        assert.deepEqual(suppressed!.suppressions, [
            {
                kind: "external",
                status: "accepted",
                justification: "until 2027-03-31, data-platform, SEC-812: holds test data only",
            },
        ]);
    });

    it("gives unknown findings and errors as notifications, never as results", () => {
        const { results, invocations } = runOf(sample);
        assert.equal(results!.length, 4);
        const [{ executionSuccessful, toolExecutionNotifications }] = invocations as [
            NonNullable<Run["invocations"]>[0],
        ];
        assert.equal(executionSuccessful, false);
        assert.deepEqual(
            toolExecutionNotifications!.map(({ level, associatedRule, message }) => [
                level,
                associatedRule?.id,
                message.text,
            ]),
            [
                ["error", undefined, "manifests/broken.yaml: line 3: a tab cannot begin a line of YAML"],
                [
                    "note",
                    "postgres-superuser-access",
                    'Cluster shop/orders: spec.enableSuperuserAccess is "${SUPERUSER}"',
                ],
            ],
        );
        assert.equal(runOf(empty).invocations![0]!.executionSuccessful, true);
    });

    it("knows a finding again after its lines have moved, and tells copies in one file apart", () => {
        const prints = (lines: readonly number[]): unknown[] =>
            resultsOf(reportOf(lines.map((line) => finding({ line })))).map(
                ({ partialFingerprints }) => partialFingerprints,
            );
        const print = fingerprint(finding());
        assert.deepEqual(prints([3, 9]), [
            { primaryLocationLineHash: `${print}:1`, "hardenedDb/v1": print },
            { primaryLocationLineHash: `${print}:2`, "hardenedDb/v1": print },
        ]);
        assert.deepEqual(prints([30, 90]), prints([3, 9]));
    });

    it("says where: a line, the first where there is none, and the resource", () => {
        const urn = "urn:pulumi:live::shop::aws:kms/key:Key::backups";
        const cloud = { apiVersion: "", kind: "aws:kms/key:Key", namespace: "", name: "backups" };
        const [first, second] = resultsOf(
            reportOf([
                finding({ file: "a.yaml", resource: cloud, line: null }),
                finding({ file: "b.yaml", resource: { ...cloud, urn } }),
            ]),
        );
        assert.deepEqual(first!.locations![0]!.physicalLocation!.region, { startLine: 1 });
        assert.deepEqual(second!.locations![0]!.physicalLocation!.region, { startLine: 9 });
        assert.equal(first!.locations![0]!.logicalLocations![0]!.fullyQualifiedName, "aws:kms/key:Key/backups");
        assert.equal(second!.locations![0]!.logicalLocations![0]!.fullyQualifiedName, urn);
    });

    it("makes no link of what stands in a manifest", () => {
        const [result] = resultsOf(reportOf([finding({ message: "[here](https://evil.example)" })]));
        assert.ok(!result!.message.text!.includes("]("));
    });

    it("carries what --fix would write", () => {
        const fixes = resultsOf(sample).map(({ properties }) => properties?.["fix"] as unknown);
        assert.deepEqual(fixes, [undefined, "set spec.enableSuperuserAccess to false", undefined, undefined]);
    });
});
