import { Alias } from "@pulumi/aws/kms/alias";
import { Key } from "@pulumi/aws/kms/key";
import type * as pulumi from "@pulumi/pulumi";
import type { ChildOptions } from "../core/children";
import type { Keeping } from "./keeping";
import type { PolicyDocument } from "./policyDocument";

export interface HardenedKeyArgs {
    description: string;
    alias: string;
    region: pulumi.Output<string>;
    tags: Record<string, string>;
    policy: pulumi.Output<PolicyDocument>;
    keeping: Keeping;
    /** Principals of the policy that are made here: KMS refuses one that does not exist yet. */
    after?: pulumi.Resource[];
}

/** A symmetric key that rotates every year, with its policy from the first moment: KMS's own default leaves everything to IAM. */
export function hardenedKey(name: string, args: HardenedKeyArgs, child: ChildOptions): Key {
    const { description, alias, region, tags, policy, keeping, after = [] } = args;
    const key = new Key(
        name,
        {
            description,
            keyUsage: "ENCRYPT_DECRYPT",
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            enableKeyRotation: true,
            rotationPeriodInDays: 365,
            deletionWindowInDays: 30,
            bypassPolicyLockoutSafetyCheck: false,
            policy: policy.apply((document) => JSON.stringify(document)),
            region,
            tags,
        },
        child({ ...keeping.data, dependsOn: after }),
    );
    // A destroy begins with what nothing depends on: left unprotected, the alias would go before the key stops it.
    const { protect = false } = keeping.data;
    new Alias(`${name}-alias`, { name: alias, region, targetKeyId: key.keyId }, child({ protect }));
    return key;
}
