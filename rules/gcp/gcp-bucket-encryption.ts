import { cloudTied } from "../cloudTies";
import { gcp } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { not } from "../ternary";
import { hasContent } from "../text";

export const rule: Rule = {
    id: "gcp-bucket-encryption",
    title: "A bucket of a database encrypts with a Cloud KMS key of its own",
    controls: ["ED-1"],
    severity: "high",
    kinds: [gcp.bucket],
    why: "With Google's own key, whoever may read the bucket reads the backups. A key of your own can be taken away at once, and its use is logged.",
    fix: "Set encryption.defaultKmsKeyName to a CryptoKey in the bucket's location, after giving Cloud Storage's service agent the encrypter/decrypter role on it.",
    references: [
        {
            title: "Cloud Storage: customer-managed encryption keys",
            url: "https://cloud.google.com/storage/docs/encryption/customer-managed-keys",
            version: "Google Cloud documentation, November 2026",
        },
    ],
    check: (subject, estate) => {
        const key = subject.read("encryption.defaultKmsKeyName");
        return cloudTied(subject, estate)
            ? failWhen(not(hasContent(key)), key, {
                  wanted: "name a CryptoKey made for backups",
                  default: "Google's own key",
              })
            : [];
    },
};
