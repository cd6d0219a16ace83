import { policyDocument, type PolicyDocument, type Statement } from "../../provider/aws/policyDocument";
import { actionsFor, type Action } from "./actions";
import { providerCalls, type Option, type Phase, type ProviderCalls } from "./calls";
import { scopes, scopesOf, unbounding, type Scope, type ScopeName } from "./scopes";

/** A policy to copy. */
export interface Policy {
    name: string;
    title: string;
    /** Who needs it, or when. */
    when: string;
    document: PolicyDocument;
    /** What each statement is for, by its Sid. */
    reasons: Readonly<Record<string, string>>;
}

interface StatementPlan {
    sid: string;
    /** Where the actions are allowed; the conditions are those of `as`, if that is given. */
    scope: ScopeName;
    as?: ScopeName;
    without?: Action;
    reason: string;
}

const listed = Object.values(providerCalls);

/** What `pulumi up`, `pulumi refresh` and a change of the program need for these resources. */
function everyday(resources: readonly ProviderCalls[]): Action[] {
    return resources.flatMap(({ end, ...calls }) =>
        actionsOf(calls, ["create", "read", "update", "tag", ...(end === "change" ? (["delete"] as const) : [])]),
    );
}

function actionsOf(calls: Partial<Pick<ProviderCalls, Phase>>, phases: readonly Phase[]): Action[] {
    return phases.flatMap((phase) => (calls[phase] ?? []).flatMap(actionsFor));
}

const always = everyday(listed.filter(({ option }) => option === undefined));

const readRoles: StatementPlan = {
    sid: "Roles",
    scope: "role",
    reason: "Reads and tags the roles of the databases' pods, which have a path of their own.",
};

const keysAndBuckets: readonly StatementPlan[] = [
    {
        sid: "CreateKeys",
        scope: "newKey",
        reason: "Makes keys that carry your project's name.",
    },
    {
        sid: "TagKeys",
        scope: "keyTags",
        reason: "Gives a key that name while it is made. KMS cannot tell this from tagging a key later: see below.",
    },
    {
        sid: "Keys",
        scope: "key",
        reason: "Reads and changes your project's keys, and uses none: no Decrypt, no CreateGrant.",
    },
    {
        sid: "KeyPolicies",
        scope: "keyPolicy",
        reason: "Changes who manages and uses a key, for new clients of a vault. As in CreateKeys, never past KMS's check that somebody can still change the policy.",
    },
    { sid: "Aliases", scope: "alias", reason: "Names the keys. KMS asks for this on the alias and on the key." },
    { sid: "ListAliases", scope: "anything", reason: "Reads an alias back. KMS cannot narrow this." },
    {
        sid: "Buckets",
        scope: "bucket",
        reason: "Makes buckets in the account's own namespace and their settings, and reads them back. It reads and writes no object.",
    },
];

/** With a permissions boundary, which is what we recommend. */
export const deployPolicy = policy({
    name: "hardened-db-deploy",
    title: "Deploy",
    when: "Whoever runs `pulumi up`, in each account and region of a key or bucket. Asks for a permissions boundary.",
    actions: always,
    plan: [
        ...keysAndBuckets,
        readRoles,
        {
            sid: "RolesInsideTheBoundary",
            scope: "boundedRole",
            without: unbounding,
            reason: "Makes and changes roles only while they have the boundary, and cannot take it off.",
        },
    ],
});

const unbounded = "RolesWithoutABoundary";

/** What stands in place of the last statement of `deployPolicy` where there is no boundary. */
export const withoutBoundary = policy({
    name: "hardened-db-roles",
    title: "Roles without a permissions boundary",
    when: "In place of the statement RolesInsideTheBoundary, where `permissionsBoundary` is not used.",
    actions: always.filter((action) => scopesOf(action).includes("boundedRole")),
    plan: [
        {
            sid: unbounded,
            scope: "boundedRole",
            as: "role",
            reason: "Makes and changes roles, with whatever rights: as good as administration of the account.",
        },
    ],
});

export const teardownPolicy = policy({
    name: "hardened-db-teardown",
    title: "Take everything down",
    when: "Whoever unprotects keys and buckets and destroys them; nobody in everyday life.",
    actions: listed.filter(({ end }) => end === "teardown").flatMap((calls) => actionsOf(calls, ["delete"])),
    plan: [
        {
            sid: "DeleteKeys",
            scope: "dyingKey",
            reason: "Schedules a key's deletion, with 30 days to think better of it.",
        },
        { sid: "DeleteAliasesOfKeys", scope: "key", reason: "Takes the keys' names off. KMS asks for this on the key" },
        { sid: "DeleteAliases", scope: "alias", reason: "and on the alias." },
        {
            sid: "DeleteBuckets",
            scope: "bucket",
            reason: "Stops copying to another region. S3 deletes a bucket only when it is empty; nothing here empties one.",
        },
        { sid: "DeleteAlarms", scope: "rule", reason: "Ends what tells of changes of the keys." },
    ],
});

export const optionPolicies: Readonly<Record<Option, Policy>> = {
    podIdentityCluster: forOption("podIdentityCluster", {
        name: "hardened-db-pod-identity",
        title: "EKS Pod Identity",
        when: "With `podIdentityCluster`.",
        plan: [
            { sid: "Associate", scope: "cluster", reason: "Ties a role to a ServiceAccount of that cluster." },
            { sid: "Associations", scope: "association", reason: "Reads, changes and removes what ties them." },
            { sid: "PassRolesToPods", scope: "roleForPods", reason: "EKS is handed the role that it gives to pods." },
        ],
    }),
    alarmTopicArn: forOption("alarmTopicArn", {
        name: "hardened-db-key-alarm",
        title: "The alarm on key policies and grants",
        when: "With `keys.alarmTopicArn`, or `replication.alarmTopicArn` for the region of the copy.",
        plan: [
            { sid: "Rules", scope: "rule", reason: "Makes and reads the EventBridge rules." },
            { sid: "Targets", scope: "target", reason: "Sends its events to that topic and to no other." },
        ],
    }),
    replication: forOption("replication", {
        name: "hardened-db-replication",
        title: "Copies in a second region",
        when: "With `replication`, beside `hardened-db-deploy` for both regions.",
        plan: [
            { sid: "Replicate", scope: "bucket", reason: "Tells the first bucket to copy." },
            { sid: "PassRolesToS3", scope: "roleForS3", reason: "S3 is handed the role that copies." },
        ],
    }),
};

/** KMS makes the role that keeps the copies of a key alike with the rights of whoever makes the first such key of an account. */
export const multiRegionPolicy = policy({
    name: "hardened-db-multi-region",
    title: "Multi-Region keys",
    when: "With `keys.multiRegion`. Replicas are not made here, and replicating is the key administrators' alone.",
    actions: ["iam:CreateServiceLinkedRole"],
    plan: [
        {
            sid: "RoleOfKms",
            scope: "roleOfKms",
            reason: "Lets KMS make the role with which it keeps the replicas of a key alike.",
        },
    ],
});

export const policies: readonly Policy[] = [
    deployPolicy,
    withoutBoundary,
    ...Object.values(optionPolicies),
    multiRegionPolicy,
    teardownPolicy,
];

interface Plan extends Omit<Policy, "document" | "reasons"> {
    actions: readonly Action[];
    plan: readonly StatementPlan[];
}

/** What the option needs beside what everybody needs. */
function forOption(option: Option, plan: Omit<Plan, "actions">): Policy {
    const own = everyday(listed.filter((each) => each.option === option));
    return policy({ ...plan, actions: own.filter((action) => !always.includes(action)) });
}

function policy({ actions, plan, ...about }: Plan): Policy {
    const statements = plan.map((each) => statement(each, actions));
    const allowed = new Set(statements.flatMap(({ Action }) => Action));
    const left = actions.filter((action) => action !== unbounding && !allowed.has(action));
    if (left.length > 0) {
        throw new Error(`no statement of ${about.name} has a place for ${left.join(", ")}`);
    }
    const reasons = Object.fromEntries(plan.map(({ sid, reason }) => [sid, reason]));
    return { ...about, document: policyDocument(...statements), reasons };
}

function statement({ sid, scope, as = scope, without }: StatementPlan, actions: readonly Action[]): Statement {
    const inside = actions.filter((action) => scopesOf(action).includes(scope) && action !== without);
    if (inside.length === 0) {
        throw new Error(`the statement ${sid} allows nothing: no call is in its scope, ${scope}`);
    }
    const { resource, condition }: Scope = scopes[as];
    return {
        Sid: sid,
        Effect: "Allow",
        Action: [...new Set(inside)].sort(),
        Resource: resource,
        ...(condition && { Condition: condition }),
    };
}
