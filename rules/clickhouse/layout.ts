import type { Field } from "../field";
import { undecided, type Outcome } from "../outcome";
import { any, type Ternary } from "../ternary";
import { numberOf } from "../text";

/** Whether a cluster has more than one host: shards times replicas, each one at least. Without a layout it has one. */
export function hasSeveralHosts(cluster: Field): Ternary {
    const layout = cluster.child("layout");
    if (layout.isUnknown) {
        return "unknown";
    }
    return any(...["shards", "replicas"].map((part) => hasSeveral(layout, part)));
}

/** A count, a list, or what a list of the other part says of this one (as the operator's normalizer takes the greatest). */
function hasSeveral(layout: Field, part: string): Ternary {
    const other = part === "shards" ? "replicas" : "shards";
    const places = [layout, ...layout.child(other).items];
    return any(
        layout.child(other).isUnknown ? "unknown" : false,
        ...places.flatMap((place) => [exceedsOne(place.child(`${part}Count`)), hasManyItems(place.child(part))]),
    );
}

function exceedsOne(count: Field): Ternary {
    const number = numberOf(count);
    return number === "unknown" ? number : number !== undefined && number > 1;
}

function hasManyItems(list: Field): Ternary {
    return list.isUnknown ? "unknown" : list.items.length > 1;
}

/** What `judge` says where the cluster has several hosts; undecided when their number is not known and would matter. */
export function whenSeveralHosts(
    cluster: Field,
    truth: Ternary,
    judge: (truth: Ternary) => readonly Outcome[],
): readonly Outcome[] {
    const hasSeveral = hasSeveralHosts(cluster);
    if (hasSeveral === "unknown" && truth !== false) {
        const layout = cluster.child("layout");
        return [undecided(layout, `how many hosts ${layout.name} makes is not known`)];
    }
    return hasSeveral === true ? judge(truth) : [];
}
