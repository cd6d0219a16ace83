import { kubernetes } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { isTrue, oneOf } from "../text";
import { tiedToDatabase } from "../ties";
import { parameterOf } from "./storageClass";

export const rule: Rule = {
    id: "storage-class-encryption",
    title: "The storage class of a database encrypts its volumes",
    controls: ["SM-1"],
    severity: "high",
    kinds: [kubernetes.storageClass],
    why: "A volume that is not encrypted, and every snapshot of it, can be read by whoever may attach or copy it in the account.",
    fix: 'Make a new StorageClass with parameters.encrypted "true" and a kmsKeyId (the parameters of a class cannot be changed), and move the database to it replica by replica. Encryption by default of the account covers new volumes too, but another account or region may not have it.',
    references: [
        {
            title: "EBS CSI driver: StorageClass parameters",
            url: "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md",
            version: "November 2026",
        },
    ],
    check: (subject, estate) => {
        const provisioner = subject.read("provisioner");
        const encrypted = parameterOf(subject, "encrypted");
        const isEbs = oneOf(provisioner, ebs);
        return tiedToDatabase(subject, estate)
            ? // The field that is not known is the one to name.
              failWhen(all(isEbs, not(isTrue(encrypted))), isEbs === "unknown" ? provisioner : encrypted, {
                  default: "false, unless the account encrypts by default",
                  wanted: 'write "true" in a new class',
              })
            : [];
    },
};

const ebs = ["ebs.csi.aws.com", "kubernetes.io/aws-ebs"];
