import assert from "node:assert/strict";
import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import type { Report } from "../finding";
import { junitReport } from "./junit";
import { arbitraryReport, context, empty, finding, hostileTexts, isWellFormed, reportOf, sample } from "./samples";

interface Suites {
    "@name": string;
    "@tests": string;
    "@failures": string;
    "@errors": string;
    "@skipped": string;
    testsuite: (Omit<Suites, "testsuite"> & { testcase: Case[] })[];
}

type Detail = string | { "@message": string; "@type": string; "#text"?: string };
type Case = Record<"@classname" | "@name" | "@file" | "@line", string> & {
    failure?: Detail;
    skipped?: Detail;
    error?: Detail;
};

const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseAttributeValue: false,
    isArray: (name) => ["testsuite", "testcase"].includes(name),
});

function parsed(report: Report): Suites {
    const xml = junitReport(report, context);
    assert.ok(isWellFormed(xml), xml);
    return (parser.parse(xml) as { testsuites: Suites }).testsuites;
}

function casesOf(report: Report): Case[] {
    return parsed(report).testsuite.flatMap(({ testcase }) => testcase);
}

describe("the JUnit report", () => {
    it("has a suite per file and a case per rule and resource", () => {
        const { testsuite, ...all } = parsed(sample);
        assert.deepEqual(all, {
            "@name": "hardened-db audit",
            "@tests": "6",
            "@failures": "3",
            "@errors": "1",
            "@skipped": "2",
        });
        assert.deepEqual(
            testsuite.map((suite) => [suite["@name"], suite["@tests"], suite["@failures"], suite["@skipped"]]),
            [
                ["manifests/broken.yaml", "1", "0", "0"],
                ["manifests/orders.yaml", "4", "3", "1"],
                ["overlays/live.yaml", "1", "0", "1"],
            ],
        );
    });

    it("says what failed, where, and how badly", () => {
        const [failed] = casesOf(reportOf([finding()]));
        assert.deepEqual(failed, {
            "@classname": "postgres-superuser-access",
            "@name": "Cluster shop/orders",
            "@file": "manifests/orders.yaml",
            "@line": "9",
            failure: {
                "@message": "The postgres superuser cannot log in with a password",
                "@type": "high",
                "#text": "manifests/orders.yaml:9: spec.enableSuperuserAccess is true: write false, or leave it out",
            },
        });
    });

    it("puts all places of a rule in a resource into one case, which fails if one of them does", () => {
        const cases = casesOf(
            reportOf([
                finding({ status: "unknown", path: "spec.a", message: "spec.a is not known yet" }),
                finding({ path: "spec.b", message: "spec.b is true", severity: "low" }),
                finding({ path: "spec.c", message: "spec.c is true", severity: "critical" }),
            ]),
        );
        assert.equal(cases.length, 1);
        const failure = cases[0]!.failure as Exclude<Detail, string>;
        assert.equal(failure["@type"], "critical");
        assert.deepEqual(failure["#text"]!.split("\n"), [
            "manifests/orders.yaml:9: unknown: spec.a is not known yet",
            "manifests/orders.yaml:9: spec.b is true",
            "manifests/orders.yaml:9: spec.c is true",
        ]);
        assert.equal(cases[0]!.skipped, undefined);
    });

    it("skips what is waived or unknown, with the reason", () => {
        const messages = casesOf(sample).flatMap(({ skipped }) =>
            skipped === undefined ? [] : [(skipped as Exclude<Detail, string>)["@message"]],
        );
        assert.deepEqual(messages, [
            "waived until 2027-03-31, data-platform, SEC-812: holds test data only (spec.storage.storageClass is absent: name a class whose volumes are encrypted)",
            'unknown: spec.enableSuperuserAccess is "${SUPERUSER}"',
        ]);
    });

    it("shows the messages of a rule that it has no title of", () => {
        const [failed] = casesOf(reportOf([finding({ rule: "from-elsewhere", line: null })]));
        assert.equal((failed!.failure as Exclude<Detail, string>)["@message"], finding().message);
        assert.equal(failed!["@line"], undefined);
    });

    it("has a passing case when there is nothing else, since CI servers refuse a report without any", () => {
        const suites = parsed(empty);
        assert.deepEqual([suites["@tests"], suites["@failures"], suites["@errors"]], ["1", "0", "0"]);
        assert.deepEqual(
            casesOf(empty).map((testcase) => testcase["@name"]),
            ["nothing found in 4 objects"],
        );
    });

    it("is XML of the same elements, whatever the findings hold", () => {
        const allowed = /^(testsuites|testsuite|testcase|failure|skipped|error|\?xml)$/;
        fc.assert(
            fc.property(arbitraryReport, (report) => {
                const xml = junitReport(report, context);
                assert.ok(isWellFormed(xml));
                for (const [, name] of xml.matchAll(/<\/?([^\s/>]+)/g)) {
                    assert.match(name!, allowed);
                }
            }),
        );
    });

    it("gives hostile text back as it was, in attributes and in content", () => {
        for (const message of hostileTexts.filter((text) => /^[!-~][ -~]+$/.test(text))) {
            const [failed] = casesOf(reportOf([finding({ rule: message, path: "", message })]));
            assert.equal(failed!["@classname"], message);
            assert.equal((failed!.failure as Exclude<Detail, string>)["@message"], message);
        }
    });
});
