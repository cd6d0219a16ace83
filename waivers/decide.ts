import { isInForce } from "./dates";
import { matchesPath } from "./path";
import { matchesResource } from "./resource";
import type { FindingLike, Waiver } from "./waiver";

export type Decision<W extends Waiver = Waiver> =
    | { readonly kind: "waived"; readonly waiver: W }
    /** A waiver names the finding, but counts no longer. */
    | { readonly kind: "expired"; readonly waiver: W }
    | { readonly kind: "not waived" };

/** Whether a finding is accepted. Of several waivers that name it, the one that lasts longest decides. */
export function decide<W extends Waiver>(waivers: readonly W[], finding: FindingLike, now: Date): Decision<W> {
    const naming = waivers.filter((waiver) => appliesTo(waiver, finding));
    const inForce = naming.filter(({ expires }) => isInForce(expires, now));
    const waiver = lasting(inForce);
    if (waiver !== undefined) {
        return { kind: "waived", waiver };
    }
    const ended = lasting(naming);
    return ended === undefined ? { kind: "not waived" } : { kind: "expired", waiver: ended };
}

/** Whether the waiver names this finding, whatever its date. */
export function appliesTo(waiver: Waiver, { rule, resource, path }: FindingLike): boolean {
    return (
        waiver.rule === rule &&
        matchesResource(waiver.resource, resource) &&
        (waiver.path === undefined || (path !== undefined && matchesPath(waiver.path, path)))
    );
}

/** YYYY-MM-DD sorts as text; of equals the first. */
function lasting<W extends Waiver>(waivers: readonly W[]): W | undefined {
    return waivers.reduce<W | undefined>(
        (best, waiver) => (best === undefined || waiver.expires > best.expires ? waiver : best),
        undefined,
    );
}
