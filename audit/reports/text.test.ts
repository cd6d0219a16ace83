import assert from "node:assert/strict";
import type { Report } from "../finding";
import { context, empty, finding, reportOf, sample } from "./samples";
import { textReport } from "./text";

function lines(report: Report, change: Partial<typeof context> = {}): string[] {
    return textReport(report, { ...context, ...change }).split("\n");
}

describe("the text report", () => {
    it("reads as this", () => {
        assert.equal(
            textReport(sample, context),
            `manifests/orders.yaml
  Cluster shop/orders
    medium    manifests/orders.yaml:5  postgres-storage-class (SM-1, SM-5)
              spec.storage.storageClass is absent: name a class whose volumes are encrypted
    high      manifests/orders.yaml:9  postgres-superuser-access (UM-1)
              spec.enableSuperuserAccess is true: write false, or leave it out
              --fix would write: set spec.enableSuperuserAccess to false
    critical  manifests/orders.yaml:14  postgres-weak-auth-method (UM-3)
              spec.postgresql.pg_hba[0] is "host all all 10.0.0.0/8 md5": write scram-sha-256 in
              place of md5

Waived: accepted until a date, not counted as failed
  postgres-storage-class
    until 2027-03-31, data-platform, SEC-812: holds test data only
    Cluster shop/scratch, manifests/orders.yaml:31

Unknown: a value is not known here, so neither passed nor failed
  postgres-superuser-access (1)
    overlays/live.yaml: spec.enableSuperuserAccess is "\${SUPERUSER}"

Errors: not checked
  manifests/broken.yaml: line 3: a tab cannot begin a line of YAML

3 failed (1 critical, 1 high, 1 medium), 1 waived, 1 unknown, 1 error; 7 objects checked
`,
        );
    });

    it("is one line when there is nothing to say", () => {
        assert.deepEqual(lines(empty), ["0 failed, 0 waived, 0 unknown; 4 objects checked", ""]);
        const known = { ...empty, summary: { ...empty.summary, known: 2 } };
        assert.deepEqual(
            lines(known)[0],
            "0 failed, 0 waived, 0 unknown, 2 known from the baseline; 4 objects checked",
        );
    });

    it("names the path where the message does not", () => {
        const text = textReport(reportOf([finding({ path: "spec.a", message: "write false" })]), context);
        assert.match(text, / spec\.a: write false$/m);
    });

    it("breaks lines at the width it is given, and never inside a word", () => {
        const report = reportOf([finding({ message: `${"word ".repeat(40)}${"x".repeat(90)}` })]);
        const narrow = lines(report, { width: 40 });
        assert.ok(narrow.filter((line) => line.includes("word")).every((line) => line.length <= 40));
        assert.ok(narrow.some((line) => line.trim() === "x".repeat(90)));
        assert.equal(lines(report, { width: Infinity }).length, 7);
    });

    it("has colours only when asked, and the same words then", () => {
        const painted = textReport(sample, { ...context, color: true });
        // eslint-disable-next-line no-control-regex -- the escape sequences are the point
        const colour = /\u001b\[\d+m/g;
        assert.match(painted, colour);
        assert.equal(painted.replace(colour, ""), textReport(sample, context));
        for (const report of [empty, reportOf([], [], 0)]) {
            assert.match(textReport(report, { ...context, color: true }), colour);
        }
    });

    it("begins the end of a long report with the rules that fail most, worst first", () => {
        const many = reportOf([
            ...Array.from({ length: 12 }, (_, index) => finding({ line: index + 1 })),
            ...Array.from({ length: 9 }, (_, index) =>
                finding({ rule: `other-${index}`, severity: index === 4 ? "critical" : "low", line: 50 + index }),
            ),
        ]);
        const text = textReport(many, context);
        const overview = text.slice(text.indexOf("Where to begin")).split("\n").slice(0, 5);
        assert.deepEqual(overview, [
            "Where to begin: failures by rule",
            "  critical   1  other-4",
            "  high      12  postgres-superuser-access",
            "                The postgres superuser cannot log in with a password",
            "  low        1  other-0",
        ]);
        assert.ok(!textReport(reportOf(many.findings.slice(0, 20)), context).includes("Where to begin"));
    });

    it("counts the rules that the overview leaves out", () => {
        const many = Array.from({ length: 22 }, (_, index) => finding({ rule: `rule-${index}` }));
        assert.match(textReport(reportOf(many), context), /^ {2}and 12 more rules$/m);
    });

    it("shows three of what is unknown for the same rule, or waived on the same terms, and counts the rest", () => {
        const waiver = { reason: "test data", owner: "data", expires: "2027-01-01" };
        const five = (status: "waived" | "unknown") =>
            [1, 2, 3, 4, 5].map((line) => finding({ status, line, ...(status === "waived" ? { waiver } : {}) }));
        const text = textReport(reportOf([...five("waived"), ...five("unknown")]), context);
        assert.equal(text.split("    and 2 more\n").length, 3);
        assert.equal(text.split("until 2027-01-01, data: test data").length, 2);
    });
});
