import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Issuer } from "../kubernetes/certificateChain";
import { bundle } from "../kubernetes/certificateText";
import { firstGeneration, rootCertificate } from "../kubernetes/rootCertificate";
import { endingOf } from "./certificateEndings";
import type { CertificateEnding } from "./certificates";
import type { PostgresTlsArgs } from "./tlsArguments";

export const defaultRoots = [firstGeneration];

export interface MadeRoots {
    signer: Issuer;
    /** Name of the one that signs. */
    generation: string;
    endings: CertificateEnding[];
    own: pulumi.Output<string>;
    /** Also the one of before, which may be somebody else's: for verifying servers, not for letting clients in. */
    trusted: pulumi.Output<string>;
}

/** The roots that are made here: the first one signs, all are trusted. */
export function madeRoots(
    name: string,
    place: { name: string; namespace: string },
    { roots = defaultRoots, previousCa }: PostgresTlsArgs,
    child: ChildOptions,
): MadeRoots {
    const made = roots.map((generation) => ({ generation, root: rootCertificate(name, place, generation, child) }));
    const [first] = made;
    if (first === undefined) {
        throw new Error("tls.roots is empty");
    }
    const certificates = made.map(({ root }) => root.certificate);
    return {
        signer: first.root,
        generation: first.generation,
        endings: made.map(({ generation, root }) =>
            endingOf(
                "root",
                generation === firstGeneration ? "root certificate" : `root certificate ${generation}`,
                root,
            ),
        ),
        own: trustedRoots(certificates, undefined),
        trusted: trustedRoots(certificates, previousCa),
    };
}

/** Roots in use, then the one that clients trust besides. */
export function trustedRoots(
    roots: readonly pulumi.Input<string>[],
    previous: pulumi.Input<string> | undefined,
): pulumi.Output<string> {
    return bundle(previous === undefined ? roots : [...roots, previous]);
}
