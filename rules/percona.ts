import type { Field } from "./field";
import { unpinned } from "./image";
import { fail, failWhen, set, undecided, type Advice, type Outcome } from "./outcome";
import { all, any, not, type Ternary } from "./ternary";
import { hasContent, isPresent, oneOf } from "./text";

/** What the custom resources of Percona's operators for MongoDB and MySQL have in common. */

/** As failWhen, with words of its own for why it cannot be known: where other fields decide too, the field's value says nothing. */
export function failWhenKnown(truth: Ternary, field: Field, advice: Advice, why: string): readonly Outcome[] {
    return truth === "unknown" ? [undecided(field, why)] : failWhen(truth, field, advice);
}

/** What is said of a part, if it is switched on; undecided at the switch where that is not known and the part would fail. */
export function whenOn(on: Ternary, toggle: Field, outcomes: readonly Outcome[]): readonly Outcome[] {
    if (on === "unknown" && outcomes.length > 0) {
        return [undecided(toggle)];
    }
    return on === true ? outcomes : [];
}

/**
 * A volume must be a claim that names its class. A claim counts before a hostPath and an emptyDir, and an empty volumeSpec
 * is a claim. Without a volumeSpec the operator refuses the whole.
 */
export function volumeOutcomes(volumeSpec: Field): readonly Outcome[] {
    if (volumeSpec.isUnknown) {
        return [undecided(volumeSpec)];
    }
    if (volumeSpec.isAbsent) {
        return [];
    }
    const claim = volumeSpec.child("persistentVolumeClaim");
    const storageClass = claim.child("storageClassName");
    const others = ["hostPath", "emptyDir"].map((kind) => volumeSpec.child(kind));
    const isOther = any(...others.map(isPresent));
    return [
        ...others.flatMap((other) =>
            failWhen(all(isPresent(other), not(isPresent(claim))), other, {
                seen: "used",
                wanted: "write a persistentVolumeClaim that names an encrypted storage class",
            }),
        ),
        ...failWhen(all(any(isPresent(claim), not(isOther)), not(hasContent(storageClass))), storageClass, {
            default: "the cluster's own default class",
            wanted: "name a storage class that encrypts with a key of your own",
        }),
    ];
}

/** Both operators ask a public service for versions and take them by themselves, unless told not to. */
export function automaticUpgradeOutcomes(apply: Field): readonly Outcome[] {
    return failWhen(all(hasContent(apply), not(oneOf(apply, ["disabled", "never"]))), apply, {
        wanted: "write disabled, or leave it out",
        edits: [set(apply, "disabled")],
    });
}

/** An image must be named, and by its digest. */
export function pinOutcomes(image: Field): readonly Outcome[] {
    return image.isAbsent || image.text === ""
        ? [
              fail(image, {
                  default: "the operator's own choice",
                  wanted: "name the image with its digest, name:tag@sha256:…",
              }),
          ]
        : unpinned(image);
}

/** A password in a Secret where the cloud would know the pod by its identity. */
export function staticKeyOutcomes(credentialsSecret: Field, wanted: string): readonly Outcome[] {
    return failWhen(hasContent(credentialsSecret), credentialsSecret, { seen: "set", wanted });
}

/** The newer of two names of a field where it is written, else the older. */
export function renamed(newer: Field, older: Field): Field {
    return newer.isAbsent ? older : newer;
}
