import { cloudTied } from "../cloudTies";
import { aws } from "../kinds";
import { failWhen, set } from "../outcome";
import type { Rule } from "../rule";
import { all, any, not } from "../ternary";
import { hasContent, is, isAbsent, isTrue } from "../text";

export const rule: Rule = {
    id: "aws-key-rotation",
    title: "A KMS key of a database is rotated by AWS",
    controls: ["CM-1", "SM-3"],
    severity: "high",
    kinds: [aws.key],
    why: "A key that is never rotated protects everything that was ever written with it: whoever gets hold of its material once reads all backups and volumes, old and new.",
    fix: "Set enableKeyRotation to true. KMS makes new material every year (rotationPeriodInDays changes that) and keeps the old for decryption, so nothing has to be written again.",
    references: [
        {
            title: "AWS KMS: rotate keys",
            url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
            version: "AWS documentation, November 2026",
        },
        {
            title: "Pulumi AWS: kms.Key",
            url: "https://www.pulumi.com/registry/packages/aws/api-docs/kms/key/",
            version: "@pulumi/aws 7.48.0",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const rotation = subject.read("enableKeyRotation");
        const spec = subject.read("customerMasterKeySpec");
        const isSymmetric = any(isAbsent(spec), is(spec, "SYMMETRIC_DEFAULT"));
        // KMS cannot rotate what lies in a key store of the user's own.
        const isOfKms = not(hasContent(subject.read("customKeyStoreId")));
        return failWhen(all(isSymmetric, isOfKms, not(isTrue(rotation))), rotation, {
            wanted: "write true",
            default: "false",
            edits: [set(rotation, true)],
        });
    },
};
