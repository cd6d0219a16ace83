import XMLBuilder from "fast-xml-builder";
import type { Finding, Report } from "../finding";
import type { ReportContext } from "./context";
import { grouped, mostSevereFirst, ordered, resourceIn, sortedBy } from "./order";
import { visible } from "./visible";
import { counted, fileName, nameOf, placeOf, sayingOf, termsOf } from "./wording";

/** Attributes begin with @, text is under #text. */
const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
    format: true,
});

interface Detail {
    readonly "@message": string;
    readonly "@type"?: string;
    readonly "#text"?: string;
}

interface Case {
    readonly "@classname": string;
    readonly "@name": string;
    readonly "@file"?: string;
    readonly "@line"?: number;
    readonly failure?: Detail;
    readonly error?: Detail;
    readonly skipped?: Detail;
}

/** A suite per file, a case per rule and resource: what CI servers show as tests. Rules that pass are not in a report, so they have none. */
export function junitReport(report: Report, context: ReportContext): string {
    const { findings, errors, subjects } = ordered(report);
    const findingsOfCases = grouped(findings, (finding) => `${resourceIn(finding)}\n${finding.rule}`);
    const cases = [
        ...errors.map(({ file, message }) => ({ file, testcase: errorCase(file, message) })),
        ...[...findingsOfCases.values()].map((group) => ({
            file: group[0]?.file ?? "",
            testcase: testcase(group, context),
        })),
    ];
    const suites = sortedBy([...grouped(cases, ({ file }) => file)], ([file]) => [file]).map(([file, inFile]) => {
        const testcases = inFile.map(({ testcase }) => testcase);
        return { "@name": visible(fileName(file)), ...counts(testcases), testcase: testcases };
    });
    const all = suites.flatMap(({ testcase }) => testcase);
    return builder.build({
        "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
        testsuites: {
            "@name": "hardened-db audit",
            ...counts(all.length === 0 ? passed(subjects) : all),
            testsuite:
                suites.length > 0
                    ? suites
                    : [{ "@name": "audit", ...counts(passed(subjects)), testcase: passed(subjects) }],
        },
    });
}

/** A report without any test is an error to several CI servers. */
function passed(subjects: number): Case[] {
    return [{ "@classname": "hardened-db", "@name": `nothing found in ${counted(subjects, "object")}` }];
}

function counts(cases: readonly Case[]): object {
    return {
        "@tests": cases.length,
        "@failures": cases.filter(({ failure }) => failure !== undefined).length,
        "@errors": cases.filter(({ error }) => error !== undefined).length,
        "@skipped": cases.filter(({ skipped }) => skipped !== undefined).length,
    };
}

function errorCase(file: string, message: string): Case {
    return {
        "@classname": "hardened-db",
        "@name": "not checked",
        "@file": visible(file),
        error: { "@message": visible(message), "@type": "error" },
    };
}

/** A case has one result: a failure if anything fails, since what is waived or unknown beside it changes nothing then. */
function testcase(group: readonly Finding[], { rules }: ReportContext): Case {
    const [first] = group;
    const failures = group.filter(({ status }) => status === "fail");
    const title = rules.get(first?.rule ?? "")?.title;
    return {
        "@classname": visible(first?.rule ?? ""),
        "@name": visible(first === undefined ? "" : nameOf(first.resource)),
        ...(first === undefined ? {} : { "@file": visible(first.file) }),
        ...(typeof first?.line === "number" ? { "@line": first.line } : {}),
        ...(failures.length > 0
            ? {
                  failure: {
                      "@message": title ?? visible(failures.map(sayingOf).join("; ")),
                      "@type": mostSevereFirst(failures)[0]?.severity ?? "",
                      "#text": listed(group),
                  },
              }
            : { skipped: { "@message": group.map(inWords).join("; ") } }),
    };
}

function listed(group: readonly Finding[]): string {
    return ["", ...group.map((finding) => `${visible(placeOf(finding))}: ${inWords(finding)}`), ""].join("\n");
}

function inWords(finding: Finding): string {
    const saying = visible(sayingOf(finding));
    if (finding.status === "unknown") {
        return `unknown: ${saying}`;
    }
    return finding.status === "waived"
        ? `waived${finding.waiver === undefined ? "" : ` ${visible(termsOf(finding.waiver))}`} (${saying})`
        : saying;
}
