import { createGenerator } from "ts-json-schema-generator";

/** docs/report.schema.json: the report's JSON form, from its interface. Keys that are not there yet are no mistake. */
export function reportSchema(): string {
    const schema = createGenerator({
        path: "report/report.ts",
        tsconfig: "tsconfig.json",
        type: "ComplianceReport",
        skipTypeCheck: true,
        additionalProperties: true,
        sortProps: false,
    }).createSchema("ComplianceReport");
    return `${JSON.stringify(schema, null, 2)}\n`;
}
