import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { awsDocument } from "./aws/document";
import { contentOf } from "./files";
import { controlTable } from "./controlTable";
import { hardeningGuides } from "./hardeningGuides";
import { networkFlows } from "./networkFlows";
import { operatorRights } from "./operatorRights";
import { reference } from "./reference";
import { reportSchema } from "./reportSchema";
import { ruleIndex } from "./ruleIndex";
import { rulePages } from "./rulePages";

/** Every generated document and its text as it should be. */
export function documents(): Record<string, string> {
    return {
        "docs/reference.md": reference(),
        "docs/network.md": networkFlows(),
        "docs/operator-rights.md": operatorRights(),
        "docs/aws.md": awsDocument(),
        "docs/rules/README.md": ruleIndex(),
        ...rulePages(),
        "docs/controls.md": controlTable(),
        ...hardeningGuides(),
        "docs/report.schema.json": reportSchema(),
    };
}

export function writeDocuments(): void {
    for (const file of strayPages()) {
        rmSync(file);
    }
    for (const [file, text] of Object.entries(documents())) {
        if (contentOf(file) !== text) {
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
        }
    }
}

/** Pages of rules and engines that are no more: in these folders everything is generated. */
export function strayPages(): readonly string[] {
    const made = documents();
    return ["docs/rules", "docs/hardening"]
        .filter((folder) => existsSync(folder))
        .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
        .filter((file) => !Object.hasOwn(made, file));
}
