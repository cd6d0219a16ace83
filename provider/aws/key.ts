import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Origin } from "../core/names";
import type { KeyArgs } from "./arguments";
import type { Keeping } from "./keeping";
import { keyAlarm } from "./keyAlarm";
import { namedStatements } from "./keyPolicy";
import { keyAlias, type KeyPurpose } from "./names";
import type { PolicyDocument, Statement } from "./policyDocument";

export interface HardenedKeyArgs {
    purpose: KeyPurpose;
    description: string;
    origin: Origin;
    keys?: KeyArgs;
    region: pulumi.Output<string>;
    tags: Record<string, string>;
    policy: pulumi.Output<PolicyDocument>;
    keeping: Keeping;
    /** Principals of the policy that are made here: KMS refuses one that does not exist yet. */
    after?: pulumi.Resource[];
    /** ARN of the role that grants the key's use as a matter of course. */
    grantor?: pulumi.Input<string>;
}

/**
 * A symmetric key that rotates, with its policy from the first moment: KMS's own default leaves everything to IAM. With a topic, an alarm
 * on whoever turns it against its owners.
 */
export function hardenedKey(name: string, args: HardenedKeyArgs, child: ChildOptions): Key {
    const { purpose, description, origin, keys = {}, region, tags, policy, keeping, after = [], grantor } = args;
    const { rotationDays = 365, multiRegion = false, alarmTopicArn } = keys;
    const key = new Key(
        name,
        {
            description,
            keyUsage: "ENCRYPT_DECRYPT",
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            enableKeyRotation: true,
            rotationPeriodInDays: rotationDays,
            deletionWindowInDays: 30,
            bypassPolicyLockoutSafetyCheck: false,
            policy: policy.apply((document) => JSON.stringify(document)),
            // Left out otherwise, as in stacks that were made before there was a choice.
            ...(multiRegion && { multiRegion }),
            region,
            tags,
        },
        child({ ...keeping.data, dependsOn: after }),
    );
    // A destroy begins with what nothing depends on: left unprotected, alias and alarm would go before the key stops it.
    const { protect = false } = keeping.data;
    new Alias(`${name}-alias`, { name: keyAlias(origin, purpose), region, targetKeyId: key.keyId }, child({ protect }));
    if (alarmTopicArn !== undefined) {
        keyAlarm(
            `${name}-alarm`,
            {
                keyArn: key.arn,
                topicArn: alarmTopicArn,
                purpose,
                origin,
                region,
                tags,
                ...(grantor !== undefined && { grantor }),
            },
            (own = {}) => child({ ...own, protect }),
        );
    }
    return key;
}

/** What the owner of a key adds to its policy, to copy. */
export function statementsText(statements: Statement[], origin: Origin): string {
    return JSON.stringify(namedStatements(statements, origin), undefined, 2);
}
