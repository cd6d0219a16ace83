import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import { keyAlarmName, type KeyPurpose } from "./names";

/**
 * Calls of KMS after which a key protects no longer what it did: each gives somebody use of the key, or makes what it has encrypted
 * unreadable.
 */
const alarming = ["DisableKey", "DisableKeyRotation", "PutKeyPolicy", "ReplicateKey", "ScheduleKeyDeletion"];

/**
 * What EventBridge compares events with: CloudTrail's records of these calls, and of CreateGrant by anybody but the one role that grants
 * as a matter of course. When EC2 grants a volume's key to an instance, CloudTrail names the role for which it does so as the caller
 * (AWS KMS Developer Guide, "Amazon EC2 example two": userIdentity is the caller's, with `invokedBy`); of a role that is its session's
 * issuer. A caller without a session, such as an IAM user, has no issuer, and `anything-but` matches no field that is missing.
 */
export function keyAlarmPattern(keyArn: string, grantor?: string): Record<string, unknown> {
    const issuer = [{ exists: false }, { "anything-but": grantor }];
    return {
        source: ["aws.kms"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: {
            eventSource: ["kms.amazonaws.com"],
            // requestParameters.keyId is an id or an ARN as the caller wrote it; here it is always the ARN.
            resources: { ARN: [keyArn] },
            ...(grantor === undefined
                ? { eventName: [...alarming, "CreateGrant"] }
                : {
                      $or: [
                          { eventName: alarming },
                          {
                              eventName: ["CreateGrant"],
                              userIdentity: { sessionContext: { sessionIssuer: { arn: issuer } } },
                          },
                      ],
                  }),
        },
    };
}

interface KeyAlarmArgs {
    keyArn: pulumi.Output<string>;
    topicArn: pulumi.Input<string>;
    purpose: KeyPurpose;
    origin: Origin;
    region: pulumi.Output<string>;
    tags: Record<string, string>;
    grantor?: pulumi.Input<string>;
}

/** Sends CloudTrail's record to the topic as it stands: chat integrations read no other form of it. */
export function keyAlarm(name: string, args: KeyAlarmArgs, child: ChildOptions): void {
    const { keyArn, topicArn, purpose, origin, region, tags, grantor } = args;
    const rule = new EventRule(
        name,
        {
            name: keyAlarmName(origin, purpose),
            description: `Somebody turns the key of the ${purpose} of ${origin.component} against its owners`,
            eventPattern: pulumi
                .all([keyArn, grantor])
                .apply(([key, role]) => JSON.stringify(keyAlarmPattern(key, role))),
            region,
            tags,
        },
        child(),
    );
    // No role: SNS lets EventBridge publish by the topic's own policy (EventBridge user guide, "Using resource-based policies").
    new EventTarget(`${name}-target`, { rule: rule.name, targetId: "topic", arn: topicArn, region }, child());
}
