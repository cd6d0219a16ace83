import { cidrProblems } from "../core/address";
import type { Known } from "../core/known";
import { labelProblems } from "../core/names";
import type { Problem } from "../core/problems";
import type { EgressArgs } from "./arguments";

type Place = Pick<Known<EgressArgs>, "cidr" | "namespace" | "podLabels">;

/** What is wrong with a place in the network, which is an address or pods: `open` says what an empty choice of pods would do. */
export function placeProblems(path: string, { cidr, namespace, podLabels }: Place, open: string): Problem[] {
    if ((podLabels === undefined) === (cidr === undefined)) {
        const what = cidr === undefined ? "neither" : "both";
        return [{ path, reason: `needs exactly one of podLabels and cidr, not ${what}` }];
    }
    if (cidr !== undefined) {
        const misplaced = { path: `${path}.namespace`, reason: "goes with podLabels; an address has no namespace" };
        return [...cidrProblems(`${path}.cidr`, cidr), ...(namespace === undefined ? [] : [misplaced])];
    }
    return [
        ...(Object.keys(podLabels ?? {}).length === 0
            ? [{ path: `${path}.podLabels`, reason: `is empty, which would ${open}` }]
            : []),
        ...(namespace === undefined ? [] : labelProblems(`${path}.namespace`, "namespace", namespace)),
    ];
}
