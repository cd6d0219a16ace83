import { kubernetes } from "../kinds";
import { failWhen } from "../outcome";
import type { Rule } from "../rule";
import { all, not } from "../ternary";
import { hasContent, is, isTrue } from "../text";
import { tiedToDatabase } from "../ties";
import { parameterOf } from "./storageClass";

export const rule: Rule = {
    id: "storage-class-key",
    title: "The storage class of a database encrypts with a key of its own",
    controls: ["SM-1", "CM-1"],
    severity: "medium",
    kinds: [kubernetes.storageClass],
    why: "The cloud's default key has a policy that nobody can narrow: whoever may use the account's disks may decrypt them, and the key cannot be withdrawn when something happens.",
    fix: "Make a key for the database in the cloud's KMS, let only the CSI driver's role use it, and name it in a new StorageClass (the parameters of a class cannot be changed).",
    references: [
        {
            title: "EBS CSI driver: StorageClass parameters",
            url: "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md",
            version: "November 2026",
        },
        {
            title: "GKE: customer-managed encryption keys for persistent disks",
            url: "https://cloud.google.com/kubernetes-engine/docs/how-to/using-cmek",
            version: "November 2026",
        },
        {
            title: "Azure Disk CSI driver: parameters",
            url: "https://github.com/kubernetes-sigs/azuredisk-csi-driver/blob/master/docs/driver-parameters.md",
            version: "November 2026",
        },
    ],
    check: (subject, estate) => {
        if (!tiedToDatabase(subject, estate)) {
            return [];
        }
        const provisioner = subject.read("provisioner");
        return drivers.flatMap(({ name, key, wanted }) => {
            const keyField = parameterOf(subject, key);
            const encrypted = parameterOf(subject, "encrypted");
            const isDriver = is(provisioner, name);
            // A volume of EBS that is not encrypted at all is another rule's.
            const encrypts = name === "ebs.csi.aws.com" ? isTrue(encrypted) : true;
            const place = isDriver === "unknown" ? provisioner : encrypts === "unknown" ? encrypted : keyField;
            return failWhen(all(isDriver, encrypts, not(hasContent(keyField))), place, {
                default: "the cloud's default key",
                wanted,
            });
        });
    },
};

const drivers = [
    {
        name: "ebs.csi.aws.com",
        key: "kmsKeyId",
        wanted: "give the ARN of a KMS key of the database's own, in a new class",
    },
    {
        name: "pd.csi.storage.gke.io",
        key: "disk-encryption-kms-key",
        wanted: "give the name of a Cloud KMS key of the database's own, in a new class",
    },
    {
        name: "disk.csi.azure.com",
        key: "diskEncryptionSetID",
        wanted: "give the id of a disk encryption set with a key of the database's own, in a new class",
    },
] as const;
