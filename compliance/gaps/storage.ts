import type { Estate } from "../../rules/estate";
import type { Field } from "../../rules/field";
import { kubernetes } from "../../rules/kinds";
import { parameterOf } from "../../rules/kubernetes/storageClass";
import type { Subject } from "../../rules/subject";
import { hasContent, hasVariable, isTrue } from "../../rules/text";
import { leftWhen, type Gap } from "./gap";

export const storageGaps: readonly Gap[] = [
    {
        controls: ["SM-1"],
        left: ({ database, estate }) =>
            classesOf(database).flatMap((name) => {
                const found = estate.find(kubernetes.storageClass, "", name);
                return found === undefined
                    ? [`The StorageClass ${name} was not read, so whether it encrypts is not known: read it too.`]
                    : leftWhen(
                          !encrypts(found),
                          `The StorageClass ${name} (${found.read("provisioner").text ?? "of no provisioner"}) does not say that it encrypts: name a class that does.`,
                      );
            }),
    },
    {
        controls: ["SM-4"],
        engine: "postgres",
        left: ({ database: { read } }) => {
            const storages = [
                read("spec.storage"),
                read("spec.walStorage"),
                ...read("spec.tablespaces").items.map((tablespace) => tablespace.child("storage")),
            ];
            return leftWhen(
                storages.every((storage) => hasContent(storage.child("pvcTemplate")) === false),
                "No property of a volume claim is set but its size and class, so nothing that was read shows that others can be: spec.storage.pvcTemplate takes them.",
            );
        },
    },
];

/** The storage classes that a custom resource names, once each. */
export function classesOf({ all }: Subject): readonly string[] {
    return [...new Set(namedIn(all))];
}

function namedIn(field: Field, key = ""): readonly string[] {
    const { text } = field;
    return [
        ...(/^storageClass(Name)?$/.test(key) && text !== undefined && text !== "" && !hasVariable(text) ? [text] : []),
        ...field.items.flatMap((item) => namedIn(item)),
        ...field.entries.flatMap(([inner, value]) => namedIn(value, inner)),
    ];
}

/** Clouds that encrypt every disk, asked or not; of EBS, which does not, a rule speaks. */
const decidedElsewhere = [
    "pd.csi.storage.gke.io",
    "kubernetes.io/gce-pd",
    "disk.csi.azure.com",
    "kubernetes.io/azure-disk",
    "ebs.csi.aws.com",
    "kubernetes.io/aws-ebs",
];

function encrypts(storageClass: Subject): boolean {
    const provisioner = storageClass.read("provisioner");
    return (
        provisioner.isUnknown ||
        hasVariable(provisioner.text ?? "") ||
        decidedElsewhere.includes(provisioner.text ?? "") ||
        // Ceph and Longhorn: encrypted; Linode: linodebs.csi.linode.com/encrypted; Portworx: secure.
        storageClass
            .read("parameters")
            .entries.some(([key, value]) => /(^|\/)(encrypted|secure)$/i.test(key) && isTrue(value) !== false)
    );
}

/** Whether every class of the database is there and names a key of the user's own. */
export function hasKeyedVolumes(database: Subject, estate: Estate): boolean {
    const classes = classesOf(database).map((name) => estate.find(kubernetes.storageClass, "", name));
    const keys = ["kmsKeyId", "disk-encryption-kms-key", "diskEncryptionSetID"];
    return (
        classes.length > 0 &&
        classes.every(
            (found) => found !== undefined && keys.some((key) => hasContent(parameterOf(found, key)) !== false),
        )
    );
}
