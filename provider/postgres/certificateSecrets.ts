import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { IssuedCertificate } from "../kubernetes/certificateChain";
import { managedLabels } from "../kubernetes/labels";

/** The operator takes a changed Secret up at once only with this label (facts 1.4, CM-2). */
export const reloadLabel = { "cnpg.io/reload": "true" };

/** Roots by which others are verified; with `ca.key` the operator issues certificates from the first of them. */
export function caSecret(
    child: string,
    place: { name: string; namespace: string },
    content: { "ca.crt": pulumi.Input<string>; "ca.key"?: pulumi.Input<string> },
    options: ChildOptions,
): Secret {
    return new Secret(
        child,
        { metadata: { ...place, labels: { ...managedLabels, ...reloadLabel } }, stringData: content },
        options(),
    );
}

/** A certificate with what stands between it and the root, and its key. */
export function tlsSecret(
    child: string,
    place: { name: string; namespace: string },
    { chain, privateKey }: IssuedCertificate,
    options: ChildOptions,
): Secret {
    return new Secret(
        child,
        {
            type: "kubernetes.io/tls",
            metadata: { ...place, labels: { ...managedLabels, ...reloadLabel } },
            stringData: { "tls.crt": chain, "tls.key": privateKey },
        },
        options(),
    );
}
