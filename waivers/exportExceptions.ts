import { isInForce } from "./dates";
import { readReason, reasonOf, type PolicyException, type PolicyExceptions } from "./policyExceptions";
import { isScopedUrn } from "./resource";
import type { Waiver } from "./waiver";

export type LossKind =
    /** Pulumi has no place for it: not exported. */
    | "not a URN"
    | "pattern"
    | "path"
    | "expired"
    | "reason too long"
    | "reason would be read back differently"
    /** Exported, but Pulumi goes on accepting after the last day. */
    | "does not end";

export interface Loss<W extends Waiver = Waiver> {
    readonly waiver: W;
    readonly kind: LossKind;
    readonly isExported: boolean;
    readonly message: string;
}

export interface Exported<W extends Waiver = Waiver> {
    readonly content: PolicyExceptions;
    readonly losses: readonly Loss<W>[];
}

const longestReason = 2048;
const longestUrn = 2048;

/** Policies of the pack have the ids of the rules. Never accepts more than the waivers do at `now`. */
export function toPolicyExceptions<W extends Waiver>(waivers: readonly W[], now: Date): Exported<W> {
    const exceptions: Record<string, PolicyException> = {};
    const losses: Loss<W>[] = [];
    for (const waiver of waivers) {
        const obstacle = obstacleTo(waiver, now);
        if (obstacle !== undefined) {
            losses.push({ waiver, ...obstacle, isExported: false });
            continue;
        }
        exceptions[freeId(waiver.rule, exceptions)] = {
            reason: reasonOf(waiver),
            match: [{ policies: [waiver.rule], targets: [waiver.resource] }],
        };
        const message = `Pulumi goes on accepting it after ${waiver.expires}: export again then`;
        losses.push({ waiver, kind: "does not end", isExported: true, message });
    }
    return { content: { exceptions }, losses };
}

function obstacleTo(waiver: Waiver, now: Date): { readonly kind: LossKind; readonly message: string } | undefined {
    if (!waiver.resource.startsWith("urn:")) {
        return { kind: "not a URN", message: `an exception names URNs: write the URN in place of ${waiver.resource}` };
    }
    if (!isScopedUrn(waiver.resource) || waiver.resource.length > longestUrn) {
        return { kind: "pattern", message: "an exception names whole URNs: write one waiver for each, without *" };
    }
    if (waiver.path !== undefined) {
        return { kind: "path", message: "an exception is for a whole resource, and would accept more than the path" };
    }
    if (!isInForce(waiver.expires, now)) {
        return { kind: "expired", message: "it is over, and an exception would accept the finding again" };
    }
    const reason = reasonOf(waiver);
    if (reason.length > longestReason) {
        return {
            kind: "reason too long",
            message: `with owner and date the reason may have ${longestReason} characters`,
        };
    }
    const back = readReason(reason);
    const isSame =
        back.reason === waiver.reason &&
        back.owner === waiver.owner &&
        back.expires === waiver.expires &&
        back.ticket === waiver.ticket;
    return isSame
        ? undefined
        : {
              kind: "reason would be read back differently",
              message: "write the reason, owner and ticket without brackets",
          };
}

function freeId(rule: string, taken: Readonly<Record<string, unknown>>): string {
    for (let number = 1; ; number += 1) {
        const id = `${rule.replace(/[^\w.-]/g, "-")}.${number}`;
        if (!(id in taken)) {
            return id;
        }
    }
}
