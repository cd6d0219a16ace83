import assert from "node:assert/strict";
import fc from "fast-check";
import { withoutKnown } from "./baseline";
import type { Report } from "./finding";
import { arbitraryReport, finding, reportOf, sample } from "./reports/samples";
import { jsonReport } from "./reports/json";

function remaining(report: Report, baseline: unknown): Report {
    const answer = withoutKnown(report, baseline);
    assert.ok("report" in answer, JSON.stringify(answer));
    return answer.report;
}

function problem(baseline: unknown): string {
    const answer = withoutKnown(sample, baseline);
    assert.ok("problem" in answer, "the baseline was taken");
    return answer.problem;
}

describe("a baseline", () => {
    it("leaves nothing of the report it was made from, and counts what it took away", () => {
        const { findings, summary, errors, subjects } = remaining(sample, JSON.parse(jsonReport(sample)));
        assert.deepEqual(findings, []);
        assert.deepEqual(summary, { ...reportOf([]).summary, known: sample.findings.length });
        assert.deepEqual([errors, subjects], [sample.errors, sample.subjects]);
    });

    it("knows a finding again on another line, in another file and with another message", () => {
        const moved = reportOf([finding({ line: 80, file: "moved.yaml", message: "other words" })]);
        assert.equal(remaining(moved, reportOf([finding()])).findings.length, 0);
    });

    it("counts: of the same finding thrice, two are known when the baseline has two", () => {
        const twice = reportOf([finding({ file: "a.yaml" }), finding({ file: "b.yaml" })]);
        const thrice = reportOf(["c.yaml", "a.yaml", "b.yaml"].map((file) => finding({ file })));
        const { findings, summary } = remaining(thrice, twice);
        assert.deepEqual(
            findings.map(({ file }) => file),
            ["c.yaml"],
        );
        assert.equal(summary.known, 2);
        assert.equal(summary.failed, 1);
    });

    it("counts within one file too", () => {
        assert.equal(remaining(reportOf([finding(), finding()]), reportOf([finding()])).findings.length, 1);
    });

    it("lets a copy that moved take the place that is left over, and no more", () => {
        const before = reportOf([finding({ file: "a.yaml" }), finding({ file: "old.yaml" })]);
        const after = reportOf(["a.yaml", "new.yaml", "newer.yaml"].map((file) => finding({ file })));
        assert.deepEqual(
            remaining(after, before).findings.map(({ file }) => file),
            ["newer.yaml"],
        );
    });

    it("shows a failure whose waiver has ended, and one that was unknown", () => {
        const before = reportOf([finding({ status: "waived" }), finding({ status: "unknown" })]);
        assert.equal(remaining(reportOf([finding()]), before).summary.failed, 1);
    });

    it("knows nothing by another rule, path or resource", () => {
        const others = reportOf([
            finding({ rule: "other" }),
            finding({ path: "other" }),
            finding({ resource: { ...finding().resource, name: "other" } }),
        ]);
        assert.deepEqual(remaining(reportOf([finding()]), others).summary, {
            ...reportOf([finding()]).summary,
            known: 0,
        });
    });

    it("is refused with a reason when it is something else", () => {
        for (const other of [undefined, null, 7, "text", [], {}, { runs: [] }]) {
            assert.match(problem(other), /not a report of this tool.*json format/);
        }
        assert.match(problem({ ...sample, version: 2 }), /version 2, and only version 1/);
        assert.match(problem({ version: 1 }), /not a whole report: it must have required property 'findings'/);
        assert.match(
            problem({ version: 1, findings: [{ ...finding(), resource: undefined }] }),
            /\/findings\/0 must have required property 'resource'/,
        );
        assert.match(
            problem({ version: 1, findings: [{ ...finding(), status: "passed" }] }),
            /\/findings\/0\/status must be equal to one of/,
        );
        assert.match(problem({ version: 1, findings: {} }), /\/findings must be array/);
    });

    it("of any report leaves nothing of it, and an empty one leaves all", () => {
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                assert.equal(remaining(report, JSON.parse(jsonReport(report))).findings.length, 0);
                assert.deepEqual(remaining(report, reportOf([])).findings, report.findings);
            }),
        );
    });
});
