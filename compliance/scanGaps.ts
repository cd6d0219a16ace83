import type { ControlKey } from "../controls";
import type { Estate } from "../rules/estate";
import type { Field } from "../rules/field";
import { kubernetes } from "../rules/kinds";
import { isOfDatabaseGroup } from "../rules/kubernetes/namedObjects";
import { operatorOf } from "../rules/kubernetes/operators";
import { podSpecOf } from "../rules/pod";
import type { Subject } from "../rules/subject";
import { databasesWith } from "./belonging";
import type { RecordedEvidence, ScannedImage } from "./evidence";

/**
 * Images of what was read that no scan is of, where scans are given for a control: a scan of another image shows nothing. SSC-3 is
 * about the operator's images, SSC-4 about the database's.
 */
export function scanGaps(
    control: ControlKey,
    database: Subject | undefined,
    recorded: readonly RecordedEvidence[],
    estate: Estate,
): readonly string[] {
    const scanned = recorded.flatMap(({ scan = [] }) => scan);
    if (scanned.length === 0 || database === undefined) {
        return [];
    }
    const images = imagesFor(control, database, estate);
    const unseen = images.filter((image) => !scanned.some((scan) => isOf(scan, image)));
    const strange = scanned.filter((scan) => !images.some((image) => isOf(scan, image)));
    return [
        ...(unseen.length === 0 ? [] : [`No scan is of ${unseen.join(", ")}.`]),
        ...(unseen.length > 0 && strange.length > 0
            ? [`Scanned instead, and not among what was read: ${strange.map(({ image }) => image).join(", ")}.`]
            : []),
    ];
}

export function imagesFor(control: ControlKey, database: Subject, estate: Estate): readonly string[] {
    const own = estate.subjects.filter((subject) => databasesWith(subject, estate).includes(database));
    const fields =
        control === "SSC-3"
            ? own
                  .filter((subject) => subject.kind === kubernetes.deployment && operatorOf(subject) !== undefined)
                  .flatMap(containersOf)
            : own.filter(({ kind }) => isOfDatabaseGroup(kind)).map(({ all }) => all.child("spec"));
    return [...new Set(fields.flatMap((field) => imagesIn(field)))].sort();
}

function containersOf(deployment: Subject): readonly Field[] {
    const pod = podSpecOf(deployment);
    return [...pod.child("initContainers").items, ...pod.child("containers").items];
}

function imagesIn(field: Field, key = ""): readonly string[] {
    const { text } = field;
    return [
        ...(text !== undefined && /^image(name)?$/i.test(key) && /[/:]/.test(text) ? [text] : []),
        ...field.items.flatMap((item) => imagesIn(item)),
        ...field.entries.flatMap(([inner, value]) => imagesIn(value, inner)),
    ];
}

/** By digest where the image has one; else by its whole name. */
function isOf({ image: scanned, digests }: ScannedImage, image: string): boolean {
    const digest = /sha256:[0-9a-f]{64}$/.exec(image)?.[0];
    return digest === undefined ? short(scanned) === short(image) : digests.includes(digest);
}

/** Docker's own registry and its library need not be written. */
function short(image: string): string {
    return image.replace(/^(?:index\.)?docker\.io\//, "").replace(/^library\//, "");
}
