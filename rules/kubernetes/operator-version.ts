import type { Field } from "../field";
import { fail, undecided, type Outcome } from "../outcome";
import type { Rule } from "../rule";
import { hasVariable } from "../text";
import { eachOperatorContainer, operatorKinds, operatorOf, type KnownOperator } from "./operators";
import { isBelowFix, parseVersion } from "./version";

export const rule: Rule = {
    id: "operator-version",
    title: "The database operator has no known hole",
    controls: ["SSC-5"],
    severity: "high",
    kinds: operatorKinds,
    why: "Holes of these versions are public, with the way to use them. The operator holds the rights to every database that it runs.",
    fix: "Upgrade the operator to the version named. Read its release notes first: the databases restart when the operator brings a new instance manager.",
    references: [
        {
            title: "CloudNativePG: security advisories",
            url: "https://github.com/cloudnative-pg/cloudnative-pg/security/advisories",
            version: "November 2026",
        },
        {
            title: "Altinity clickhouse-operator 0.27.2: release notes",
            url: "https://github.com/Altinity/clickhouse-operator/releases/tag/release-0.27.2",
            version: "0.27.2",
        },
    ],
    check: (subject) => {
        const operator = operatorOf(subject);
        if (operator === undefined || operator.holes.length === 0) {
            return [];
        }
        return eachOperatorContainer(subject, operator, (container) => judge(container.child("image"), operator));
    },
};

function judge(image: Field, { title, holes }: KnownOperator): readonly Outcome[] {
    const text = image.text ?? "";
    const version = parseVersion(tagOf(text));
    if (version === undefined) {
        return [
            hasVariable(text) || image.isUnknown
                ? undecided(image)
                : undecided(image, `${image.name} is ${image.shown}, which has no version in its tag`),
        ];
    }
    const open = holes.filter(({ fixed }) => isBelowFix(version, fixed));
    const newest = holes.flatMap(({ fixed }) => fixed).reduce((a, b) => (isBelowFix(parseVersion(a), [b]) ? b : a));
    return open.length === 0
        ? []
        : [
              fail(image, {
                  wanted: `write ${title} ${newest} or later; this version has ${open.map(({ name }) => name).join(", ")}`,
              }),
          ];
}

function tagOf(image: string): string {
    const last = image.split("@")[0]?.split("/").at(-1) ?? "";
    return last.split(":")[1] ?? "";
}
