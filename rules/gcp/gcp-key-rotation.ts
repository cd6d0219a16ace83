import { cloudTied } from "../cloudTies";
import type { Field } from "../field";
import { gcp } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, any, type Ternary } from "../ternary";
import { hasVariable, is, isAbsent } from "../text";

/** 90 days, as the CIS benchmark for Google Cloud asks. */
const longestPeriod = 7_776_000;

export const rule: Rule = {
    id: "gcp-key-rotation",
    title: "A Cloud KMS key of a database is rotated every 90 days",
    controls: ["CM-1"],
    severity: "high",
    kinds: [gcp.cryptoKey],
    why: "A key that is never rotated protects everything that was ever written with it: whoever gets hold of one version reads all backups and volumes, old and new.",
    fix: 'Write rotationPeriod: "7776000s" or less. Older versions stay for decryption, so nothing has to be written again.',
    references: [
        {
            title: "Cloud KMS: key rotation",
            url: "https://cloud.google.com/kms/docs/key-rotation",
            version: "Google Cloud documentation, November 2026",
        },
        {
            title: "Pulumi Google Cloud: kms.CryptoKey",
            url: "https://www.pulumi.com/registry/packages/gcp/api-docs/kms/cryptokey/",
            version: "@pulumi/gcp 9.37.0",
        },
    ],
    check: (subject, estate) => {
        if (!cloudTied(subject, estate)) {
            return [];
        }
        const period = subject.read("rotationPeriod");
        const purpose = subject.read("purpose");
        // Cloud KMS rotates symmetric keys only, and refuses the period for others.
        const isSymmetric = any(isAbsent(purpose), is(purpose, "ENCRYPT_DECRYPT"));
        return failWhen(all(isSymmetric, isTooLong(period)), period, {
            wanted: `write "${longestPeriod}s" (90 days) or less`,
            default: "never",
        });
    },
};

/** Seconds with an `s` behind; what is no period is none. */
function isTooLong(period: Field): Ternary {
    const { text } = period;
    if (period.isUnknown || (text !== undefined && hasVariable(text))) {
        return "unknown";
    }
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? "")?.[1];
    return seconds === undefined || Number(seconds) > longestPeriod;
}
