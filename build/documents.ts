import { writeFileSync } from "node:fs";
import { awsDocument } from "./aws/document";
import { contentOf } from "./files";
import { networkFlows } from "./networkFlows";
import { operatorRights } from "./operatorRights";
import { reference } from "./reference";
import { ruleIndex } from "./ruleIndex";

/** Every generated document and its text as it should be. */
export function documents(): Record<string, string> {
    return {
        "docs/reference.md": reference(),
        "docs/network.md": networkFlows(),
        "docs/operator-rights.md": operatorRights(),
        "docs/rules.md": ruleIndex(),
        "docs/aws.md": awsDocument(),
    };
}

export function writeDocuments(): void {
    for (const [file, text] of Object.entries(documents())) {
        if (contentOf(file) !== text) {
            writeFileSync(file, text);
        }
    }
}
