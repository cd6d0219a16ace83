import { isUnknown, type Unknown } from "../core/known";
import type { Problem } from "../core/problems";
import { parseArn, wrongArn, type ArnKind } from "./arn";
import type { EksCluster } from "./cluster";

/** Why an argument is not the ARN of a wanted kind in the cluster's partition. */
export function arnProblems(
    path: string,
    text: string | Unknown,
    partition: string | undefined,
    ...wanted: [ArnKind, ...ArnKind[]]
): Problem[] {
    if (isUnknown(text)) {
        return [];
    }
    const wrong = wrongArn(text, ...wanted);
    if (wrong !== undefined) {
        return [{ path, reason: wrong }];
    }
    const given = parseArn(text)?.partition;
    return partition === undefined || given === partition
        ? []
        : [
              {
                  path,
                  reason: `is in the partition ${given ?? ""}, but the cluster is in ${partition}: no ARN reaches across`,
              },
          ];
}

/** The same for what must lie in a region, the cluster's or that of a vault elsewhere; `why` says why it must. */
export function regionalProblems(
    path: string,
    text: string | Unknown,
    cluster: EksCluster | undefined,
    wanted: ArnKind,
    why: string,
): Problem[] {
    const wrong = arnProblems(path, text, cluster?.partition, wanted);
    const region = isUnknown(text) ? undefined : parseArn(text)?.region;
    return wrong.length > 0 || cluster === undefined || region === undefined || region === cluster.region
        ? wrong
        : [{ path, reason: `is in the region ${region}, but must be in ${cluster.region}: ${why}` }];
}
