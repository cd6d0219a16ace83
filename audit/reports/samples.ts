import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { controlKeys } from "../../controls";
import { severities, type Severity } from "../../rules/rule";
import type { AuditError, Finding, Report, Status } from "../finding";
import type { ReportContext, RuleText } from "./context";

/** Reports for the tests of the formats: one to read, and arbitrary ones full of what a stranger's manifest may hold. */

const superuser: RuleText = {
    id: "postgres-superuser-access",
    title: "The postgres superuser cannot log in with a password",
    controls: ["UM-1"],
    severity: "high",
    why: "Whoever reads the Secret owns every database.",
    fix: "Leave spec.enableSuperuserAccess out. Administrators use `kubectl cnpg psql`.",
    references: [
        { title: "CloudNativePG: security", url: "https://cloudnative-pg.io/documentation/", version: "1.30" },
    ],
};
const authentication: RuleText = {
    ...superuser,
    id: "postgres-weak-auth-method",
    title: "Clients log in with SCRAM or a certificate",
    controls: ["UM-3"],
    severity: "critical",
};
const storage: RuleText = {
    ...superuser,
    id: "postgres-storage-class",
    title: "Volumes name their storage class",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
};

export const context: ReportContext = {
    version: "0.1.0",
    rules: new Map([superuser, authentication, storage].map((rule) => [rule.id, rule])),
    color: false,
    width: 100,
};

export function finding(change: Partial<Finding> = {}): Finding {
    return {
        rule: "postgres-superuser-access",
        controls: ["UM-1"],
        severity: "high",
        status: "fail",
        resource: { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", namespace: "shop", name: "orders" },
        file: "manifests/orders.yaml",
        line: 9,
        path: "spec.enableSuperuserAccess",
        message: "spec.enableSuperuserAccess is true: write false, or leave it out",
        ...change,
    };
}

const hba = finding({
    rule: "postgres-weak-auth-method",
    controls: ["UM-3"],
    severity: "critical",
    line: 14,
    path: "spec.postgresql.pg_hba[0]",
    message: 'spec.postgresql.pg_hba[0] is "host all all 10.0.0.0/8 md5": write scram-sha-256 in place of md5',
});
const storageClass = finding({
    rule: "postgres-storage-class",
    controls: ["SM-1", "SM-5"],
    severity: "medium",
    line: 5,
    path: "spec.storage.storageClass",
    message: "spec.storage.storageClass is absent: name a class whose volumes are encrypted",
});

/** A little of everything. */
export const sample: Report = reportOf(
    [
        { ...finding(), fix: "set spec.enableSuperuserAccess to false" },
        hba,
        storageClass,
        {
            ...storageClass,
            status: "waived",
            resource: { ...storageClass.resource, name: "scratch" },
            line: 31,
            waiver: {
                reason: "holds test data only",
                owner: "data-platform",
                expires: "2027-03-31",
                ticket: "SEC-812",
            },
        },
        {
            ...finding(),
            status: "unknown",
            file: "overlays/live.yaml",
            line: null,
            message: 'spec.enableSuperuserAccess is "${SUPERUSER}"',
        },
    ],
    [{ file: "manifests/broken.yaml", message: "line 3: a tab cannot begin a line of YAML" }],
    7,
);

export const empty: Report = reportOf([], [], 4);

export function reportOf(findings: readonly Finding[], errors: readonly AuditError[] = [], subjects = 1): Report {
    const count = (status: Status): number => findings.filter((finding) => finding.status === status).length;
    const failed = (severity: Severity): number =>
        findings.filter((finding) => finding.status === "fail" && finding.severity === severity).length;
    return {
        version: 1,
        summary: {
            failed: count("fail"),
            bySeverity: {
                critical: failed("critical"),
                high: failed("high"),
                medium: failed("medium"),
                low: failed("low"),
            },
            waived: count("waived"),
            unknown: count("unknown"),
        },
        findings,
        errors,
        subjects,
    };
}

/** Each is what some format, terminal or reader would obey. */
export const hostileTexts = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    `" onmouseover="alert(1)`,
    "' autofocus onfocus='alert(1)",
    "]]><evil/>",
    "&lt;b&gt; &amp; &#60;",
    "a | b \\| c",
    "`code` ``` *bold* _it_ [link](http://evil.example) ![i](http://evil.example/i.png)",
    "@everyone fixes #1 www.evil.example https://evil.example",
    "\u001b[31mred\u001b[0m \u0007 \u0000 \u009b2J",
    "safe\u202Egnp.exe\u2066 \u200b\u{e0041}",
    "two\nlines\r\nand\ttab",
    "lone \ud800 half",
    "not a character \uffff \ufffe",
    "::error::injected",
    "%SRCROOT% {0} {1}",
    "__proto__",
    "constructor",
    "",
    "ümlaut 数据库 🐘",
] as const;

const text = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.string({ maxLength: 20 }),
);

const arbitraryFinding: fc.Arbitrary<Finding> = fc
    .record(
        {
            rule: fc.oneof(fc.constantFrom(...context.rules.keys()), text),
            controls: fc.subarray([...controlKeys], { maxLength: 3 }),
            severity: fc.constantFrom(...severities),
            status: fc.constantFrom<Status>("fail", "waived", "unknown"),
            resource: fc.record(
                { apiVersion: text, kind: text, namespace: text, name: text, urn: text },
                { requiredKeys: ["apiVersion", "kind", "namespace", "name"] },
            ),
            file: fc.oneof(fc.constantFrom("a.yaml", "b c/d.yaml"), text),
            line: fc.option(fc.integer({ min: 1, max: 9 })),
            path: text,
            message: text,
            fix: text,
            waiver: fc.record(
                { reason: text, owner: text, expires: text, ticket: text },
                { requiredKeys: ["reason", "owner", "expires"] },
            ),
        },
        {
            requiredKeys: ["rule", "controls", "severity", "status", "resource", "file", "line", "path", "message"],
        },
    )
    .map(({ waiver, ...rest }) => (rest.status === "waived" && waiver !== undefined ? { ...rest, waiver } : rest));

export const arbitraryReport: fc.Arbitrary<Report> = fc
    .tuple(
        fc.array(arbitraryFinding, { maxLength: 12 }),
        fc.array(fc.record({ file: text, message: text }), { maxLength: 4 }),
        fc.nat({ max: 1000 }),
    )
    .map(([findings, errors, subjects]) => reportOf(findings, errors, subjects));

export function isWellFormed(xml: string): boolean {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- it moves to a package of its own, which tests alone do not need
    return XMLValidator.validate(xml) === true;
}
