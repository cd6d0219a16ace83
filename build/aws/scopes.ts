import { rolePath } from "../../provider/aws/names";
import type { Conditions } from "../../provider/aws/policyDocument";
import type { Action } from "./actions";

/** What somebody who copies a policy replaces in it. */
export const placeholders = {
    ACCOUNT: "the account's 12 digits",
    REGION: "the region of keys and buckets, for example `eu-central-1`",
    PROJECT: "`name` in your Pulumi.yaml; each key is tagged with it",
    BOUNDARY: "name, with its path, of the policy that is the permissions boundary (`permissionsBoundary`)",
    CLUSTER: "the EKS cluster's name",
    TOPIC: "name of the SNS topic that is told (`keys.alarmTopicArn`, `replication.alarmTopicArn`)",
} as const;

/** What actions are allowed on, and under which conditions. */
export interface Scope {
    resource: string;
    condition?: Conditions;
}

/** Each key carries this from its first moment (provider/aws/tags.ts). */
const projectTag = "hardened-db:project";

/** KMS sees whether somebody can still change the policy. `IfExists`: the AWS SDK for Go leaves a false out of the request. */
const checkedKeyPolicy = { BoolIfExists: { "kms:BypassPolicyLockoutSafetyCheck": "false" } };

const key = "arn:aws:kms:REGION:ACCOUNT:key/*";
const role = `arn:aws:iam::ACCOUNT:role${rolePath}*`;
const rule = "arn:aws:events:REGION:ACCOUNT:rule/hardened-db-*";

export const scopes = {
    /** For what AWS cannot narrow. */
    anything: { resource: "*" },
    /** A key has no ARN before it is there: what is asked for has to say enough. */
    newKey: {
        resource: "*",
        condition: {
            StringEquals: { [`aws:RequestTag/${projectTag}`]: "PROJECT" },
            ...checkedKeyPolicy,
        },
    },
    /** At creation there is no tag yet that could be compared. */
    keyTags: {
        resource: key,
        condition: {
            StringEquals: { [`aws:RequestTag/${projectTag}`]: "PROJECT" },
            StringEqualsIfExists: { [`aws:ResourceTag/${projectTag}`]: "PROJECT" },
        },
    },
    key: { resource: key, condition: { StringEquals: { [`aws:ResourceTag/${projectTag}`]: "PROJECT" } } },
    keyPolicy: {
        resource: key,
        condition: { StringEquals: { [`aws:ResourceTag/${projectTag}`]: "PROJECT" }, ...checkedKeyPolicy },
    },
    /** Time to notice is part of the keys (provider/aws/key.ts). */
    dyingKey: {
        resource: key,
        condition: {
            StringEquals: { [`aws:ResourceTag/${projectTag}`]: "PROJECT" },
            NumericGreaterThanEquals: { "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
        },
    },
    alias: { resource: "arn:aws:kms:REGION:ACCOUNT:alias/hardened-db/*" },
    /** The end of the name is the account's own namespace (provider/aws/names.ts). */
    bucket: { resource: "arn:aws:s3:::hdb-*-ACCOUNT-REGION-an" },
    role: { resource: role },
    /** For changes with which a role could be given more rights. */
    boundedRole: {
        resource: role,
        condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::ACCOUNT:policy/BOUNDARY" } },
    },
    /** AWS does not say which of the two EKS asks for; the role trusts only the first. */
    roleForPods: {
        resource: role,
        condition: { StringEquals: { "iam:PassedToService": ["pods.eks.amazonaws.com", "eks.amazonaws.com"] } },
    },
    roleForS3: { resource: role, condition: { StringEquals: { "iam:PassedToService": "s3.amazonaws.com" } } },
    roleOfKms: {
        resource:
            "arn:aws:iam::ACCOUNT:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys",
        condition: { StringEquals: { "iam:AWSServiceName": "mrk.kms.amazonaws.com" } },
    },
    cluster: { resource: "arn:aws:eks:REGION:ACCOUNT:cluster/CLUSTER" },
    association: { resource: "arn:aws:eks:REGION:ACCOUNT:podidentityassociation/CLUSTER/*" },
    rule: { resource: rule },
    target: {
        resource: rule,
        // A request names several targets; without Null, one that names none would pass.
        condition: {
            "ForAllValues:ArnEquals": { "events:TargetArn": "arn:aws:sns:REGION:ACCOUNT:TOPIC" },
            Null: { "events:TargetArn": "false" },
        },
    },
} as const satisfies Record<string, Scope>;

export type ScopeName = keyof typeof scopes;

/** Actions that can be given to a role only inside of its boundary: those for which IAM knows the boundary, and that change something. */
export const boundedActions: readonly Action[] = [
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
];

/** With it a role would leave the boundary that the policy asks for. */
export const unbounding: Action = "iam:DeleteRolePermissionsBoundary";

const byAction: Readonly<Record<Action, readonly ScopeName[]>> = {
    "kms:CreateKey": ["newKey"],
    "kms:TagResource": ["keyTags"],
    "kms:ListAliases": ["anything"],
    "kms:PutKeyPolicy": ["keyPolicy"],
    "kms:ScheduleKeyDeletion": ["dyingKey"],
    // Both the alias and the key have to allow it.
    "kms:CreateAlias": ["key", "alias"],
    "kms:UpdateAlias": ["key", "alias"],
    "kms:DeleteAlias": ["key", "alias"],
    "iam:PassRole": ["roleForPods", "roleForS3"],
    ...Object.fromEntries(boundedActions.map((action) => [action, ["boundedRole"] as const])),
    [unbounding]: ["boundedRole"],
    "iam:CreateServiceLinkedRole": ["roleOfKms"],
    "eks:CreatePodIdentityAssociation": ["cluster"],
    "events:PutTargets": ["target"],
};

const byService: Readonly<Record<string, ScopeName>> = {
    kms: "key",
    s3: "bucket",
    iam: "role",
    eks: "association",
    events: "rule",
};

/** Where an action has to be allowed. */
export function scopesOf(action: Action): readonly ScopeName[] {
    const service = byService[action.slice(0, action.indexOf(":"))];
    const found = byAction[action] ?? (service === undefined ? undefined : [service]);
    if (found === undefined) {
        throw new Error(`${action} is allowed nowhere: give it a scope in build/aws/scopes.ts`);
    }
    return found;
}
