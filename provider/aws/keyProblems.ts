import { isUnknown, type Unknown } from "../core/known";
import type { Problem } from "../core/problems";
import { parseArn } from "./arn";
import { regionalProblems } from "./arnProblems";
import type { EksCluster } from "./cluster";

/** A key of the user's own lies where it is used. It may be another account's: its policy lets the roles in by their ARNs. */
export function ownKeyProblems(
    path: string,
    key: string | Unknown | undefined,
    cluster: EksCluster | undefined,
): Problem[] {
    const why = "a bucket or volume is encrypted with a key of its own region";
    return key === undefined ? [] : regionalProblems(path, key, cluster, "kmsKey", why);
}

/**
 * A rule's targets lie in its region, and those of another account want a role with which EventBridge calls (EventBridge user guide,
 * "Sending events to an AWS service in another account").
 */
export function topicProblems(
    path: string,
    topic: string | Unknown | undefined,
    cluster: EksCluster | undefined,
): Problem[] {
    if (topic === undefined) {
        return [];
    }
    const why = "the events of its keys are there; name a topic of that region";
    const wrong = regionalProblems(path, topic, cluster, "snsTopic", why);
    const owner = isUnknown(topic) ? undefined : parseArn(topic)?.account;
    return wrong.length > 0 || cluster === undefined || owner === undefined || owner === cluster.account
        ? wrong
        : [
              {
                  path,
                  reason: `is of the account ${owner}, but the keys are made in ${cluster.account}: name a topic there, and subscribe the other account to it`,
              },
          ];
}
