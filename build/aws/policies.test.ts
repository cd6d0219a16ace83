import assert from "node:assert/strict";
import { backupBucketPolicy } from "../../provider/aws/bucketPolicy";
import { eksCluster } from "../../provider/aws/cluster";
import { decide, withKnownEncryptionContext, type Request } from "../../provider/aws/iamSimulation.test";
import { backupKeyPolicy } from "../../provider/aws/keyPolicy";
import { bucketArn, bucketName, keyAlias, roleArn, roleName } from "../../provider/aws/names";
import { policyDocument, type PolicyDocument } from "../../provider/aws/policyDocument";
import { actionsFor, type Action } from "./actions";
import { providerCalls, type Phase, type ProviderCalls } from "./calls";
import { deployPolicy, multiRegionPolicy, optionPolicies, policies, teardownPolicy, withoutBoundary } from "./policies";
import { scopesOf, unbounding, type ScopeName } from "./scopes";

const account = "111122223333";
const cluster = eksCluster(
    `arn:aws:iam::${account}:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789`,
);
const origin = { project: "shop", stack: "prod", component: "orders" };
const deployer = `arn:aws:iam::${account}:role/pipeline`;
const administrator = `arn:aws:iam::${account}:role/key-custodian`;

const own = {
    key: `arn:aws:kms:eu-central-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    alias: `arn:aws:kms:eu-central-1:${account}:${keyAlias(origin, "backups")}`,
    bucket: bucketArn(cluster, bucketName(origin, "backups", cluster).bucket),
    logs: bucketArn(cluster, bucketName(origin, "logs", cluster).bucket),
    role: roleArn(cluster, roleName(origin, { namespace: "shop", serviceAccount: "orders" })),
    boundary: `arn:aws:iam::${account}:policy/teams/databases`,
    cluster: `arn:aws:eks:eu-central-1:${account}:cluster/shop`,
    association: `arn:aws:eks:eu-central-1:${account}:podidentityassociation/shop/a-0123456789abcdef0`,
    rule: `arn:aws:events:eu-central-1:${account}:rule/hardened-db-backups-orders-prod-0abcdefg`,
    topic: `arn:aws:sns:eu-central-1:${account}:key-alarms`,
};

const roleOfKms = `arn:aws:iam::${account}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`;

/** As somebody does who copies them. */
function filled(...documents: PolicyDocument[]): PolicyDocument {
    const values = {
        ACCOUNT: account,
        REGION: "eu-central-1",
        PROJECT: "shop",
        BOUNDARY: "teams/databases",
        CLUSTER: "shop",
        TOPIC: "key-alarms",
    };
    const text = JSON.stringify(policyDocument(...documents.flatMap(({ Statement }) => Statement)));
    const entries = Object.entries(values);
    return JSON.parse(
        entries.reduce(
            (before, [word, value]) => before.replaceAll(new RegExp(String.raw`\b${word}\b`, "g"), value),
            text,
        ),
    ) as PolicyDocument;
}

const keyPolicy = withKnownEncryptionContext(
    backupKeyPolicy({ cluster, administrators: [administrator], bucketArn: own.bucket, roles: [own.role] }),
);
const bucketPolicy = backupBucketPolicy({ bucketArn: own.bucket, keyArn: own.key, administrators: [administrator] });

type Asked = Pick<Request, "resource" | "context" | "resourcePolicy">;

interface Question {
    /** As the provider asks for what the components make. */
    own: Asked;
    /** The same in all but one thing. */
    neighbours: Record<string, Partial<Asked>>;
}

const projectOf = (kind: "RequestTag" | "ResourceTag", project: string) => ({
    [`aws:${kind}/hardened-db:project`]: project,
});
const bypass = (given: string) => ({ "kms:BypassPolicyLockoutSafetyCheck": given });

const keyQuestion: Question = {
    own: { resource: own.key, context: projectOf("ResourceTag", "shop"), resourcePolicy: keyPolicy },
    neighbours: {
        "a key of another project": { context: projectOf("ResourceTag", "billing") },
        "a key without the tag": { context: {} },
        "a key in another region": { resource: own.key.replace("eu-central-1", "us-east-1") },
    },
};

const roleNeighbours: Question["neighbours"] = {
    "a role in another path": { resource: `arn:aws:iam::${account}:role/pipeline` },
    "a role in a path that begins alike": { resource: `arn:aws:iam::${account}:role/hardened-db2/orders` },
};

/** What is asked where, and what stands next to it. */
const questions: Readonly<Record<ScopeName, Question | undefined>> = {
    // ListAliases, which has no neighbour.
    anything: undefined,
    newKey: {
        own: { resource: "*", context: projectOf("RequestTag", "shop") },
        neighbours: {
            "no tag": { context: {} },
            "another project's tag": { context: projectOf("RequestTag", "billing") },
            "a policy that locks everybody out": { context: { ...projectOf("RequestTag", "shop"), ...bypass("true") } },
        },
    },
    keyTags: {
        own: { ...keyQuestion.own, context: projectOf("RequestTag", "shop") },
        neighbours: {
            "another project's tag": { context: projectOf("RequestTag", "billing") },
            "a key that has another project's tag": {
                context: { ...projectOf("RequestTag", "shop"), ...projectOf("ResourceTag", "billing") },
            },
        },
    },
    key: keyQuestion,
    keyPolicy: {
        own: keyQuestion.own,
        neighbours: {
            ...keyQuestion.neighbours,
            "a policy that locks everybody out": {
                context: { ...projectOf("ResourceTag", "shop"), ...bypass("true") },
            },
        },
    },
    dyingKey: {
        own: {
            ...keyQuestion.own,
            context: { ...projectOf("ResourceTag", "shop"), "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
        },
        neighbours: {
            "a week to think better of it": {
                context: { ...projectOf("ResourceTag", "shop"), "kms:ScheduleKeyDeletionPendingWindowInDays": "7" },
            },
            "a key of another project": {
                context: { ...projectOf("ResourceTag", "billing"), "kms:ScheduleKeyDeletionPendingWindowInDays": "30" },
            },
        },
    },
    alias: {
        own: { resource: own.alias },
        neighbours: { "another alias": { resource: `arn:aws:kms:eu-central-1:${account}:alias/billing` } },
    },
    bucket: {
        own: { resource: own.bucket },
        neighbours: {
            "another bucket": { resource: "arn:aws:s3:::billing" },
            "a bucket whose name begins alike, in everybody's namespace": { resource: "arn:aws:s3:::hdb-orders" },
            "a bucket of another account": { resource: own.bucket.replace(account, "444455556666") },
            "a bucket in another region": { resource: own.bucket.replace("eu-central-1", "us-east-1") },
        },
    },
    role: { own: { resource: own.role }, neighbours: roleNeighbours },
    boundedRole: {
        own: { resource: own.role, context: { "iam:PermissionsBoundary": own.boundary } },
        neighbours: {
            ...roleNeighbours,
            "a role without a boundary": { context: {} },
            "a role with another boundary": {
                context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
            },
        },
    },
    roleForPods: {
        own: { resource: own.role, context: { "iam:PassedToService": "pods.eks.amazonaws.com" } },
        neighbours: {
            ...roleNeighbours,
            "another service": { context: { "iam:PassedToService": "ec2.amazonaws.com" } },
        },
    },
    roleForS3: {
        own: { resource: own.role, context: { "iam:PassedToService": "s3.amazonaws.com" } },
        neighbours: {
            ...roleNeighbours,
            "another service": { context: { "iam:PassedToService": "ec2.amazonaws.com" } },
        },
    },
    roleOfKms: {
        own: { resource: roleOfKms, context: { "iam:AWSServiceName": "mrk.kms.amazonaws.com" } },
        neighbours: {
            "another service": { context: { "iam:AWSServiceName": "rds.amazonaws.com" } },
            "another role": { resource: roleOfKms.replace("MultiRegionKeys", "CustomKeyStores") },
        },
    },
    cluster: {
        own: { resource: own.cluster },
        neighbours: { "another cluster": { resource: `${own.cluster}2` } },
    },
    association: {
        own: { resource: own.association },
        neighbours: { "another cluster": { resource: own.association.replace("/shop/", "/shop2/") } },
    },
    rule: {
        own: { resource: own.rule },
        neighbours: { "another rule": { resource: own.rule.replace("hardened-db", "billing") } },
    },
    target: {
        own: { resource: own.rule, context: { "events:TargetArn": [own.topic] } },
        neighbours: {
            "another rule": { resource: own.rule.replace("hardened-db", "billing") },
            "another topic": { context: { "events:TargetArn": [`${own.topic}2`] } },
            "another topic beside it": { context: { "events:TargetArn": [own.topic, `${own.topic}2`] } },
            "no target": { context: {} },
        },
    },
};

/** What the provider asks for in these phases, each once, and where. */
function asked(calls: readonly ProviderCalls[], phases: readonly Phase[]): [Action, ScopeName][] {
    const all = calls.flatMap(({ option, ...each }) =>
        phases.flatMap((phase) =>
            (each[phase] ?? []).flatMap(actionsFor).flatMap((action) =>
                scopesOf(action)
                    .filter((scope) => !scope.startsWith("roleFor") || scope === handedTo(option))
                    .map((scope): [Action, ScopeName] => [action, scope]),
            ),
        ),
    );
    return [...new Map(all.map((each) => [each.join(), each])).values()];
}

function handedTo(option: ProviderCalls["option"]): ScopeName {
    return option === "replication" ? "roleForS3" : "roleForPods";
}

const everything = Object.values(providerCalls);
const everyday: readonly Phase[] = ["create", "read", "update", "tag"];
const whole = filled(deployPolicy.document, ...Object.values(optionPolicies).map(({ document }) => document));

const cases: readonly { title: string; identity: PolicyDocument; calls: [Action, ScopeName][] }[] = [
    {
        title: "to deploy",
        identity: filled(deployPolicy.document),
        calls: [
            ...asked(
                everything.filter(({ option }) => option === undefined),
                everyday,
            ),
            ...asked(
                everything.filter(({ option, end }) => option === undefined && end === "change"),
                ["delete"],
            ),
        ].filter(([action]) => action !== unbounding),
    },
    ...Object.entries(optionPolicies).map(([option, { document }]) => ({
        title: `with ${option}`,
        identity: filled(deployPolicy.document, document),
        calls: [
            ...asked(
                everything.filter((each) => each.option === option),
                everyday,
            ),
            ...asked(
                everything.filter((each) => each.option === option && each.end === "change"),
                ["delete"],
            ),
        ],
    })),
    {
        title: "with multi-Region keys",
        identity: filled(multiRegionPolicy.document),
        calls: [["iam:CreateServiceLinkedRole", "roleOfKms"]],
    },
    {
        title: "to take everything down",
        identity: filled(teardownPolicy.document),
        calls: asked(
            everything.filter(({ end }) => end === "teardown"),
            ["delete"],
        ),
    },
];

const ask = (action: string, identity: PolicyDocument, question: Asked, principal = deployer) =>
    decide({ principal, account, action, identity, ...question });

for (const { title, identity, calls } of cases) {
    describe(`The policy ${title} [KSI-4]`, () => {
        it("is asked for something", () => {
            assert.ok(calls.length > 0);
        });

        for (const [action, scope] of calls) {
            const question = questions[scope] ?? { own: { resource: "*" }, neighbours: {} };

            it(`allows ${action} on what the components make (${scope})`, async () => {
                assert.equal(await ask(action, identity, question.own), "Allowed");
            });

            for (const [neighbour, otherwise] of Object.entries(question.neighbours)) {
                it(`denies ${action}: ${neighbour}`, async () => {
                    assert.equal(await ask(action, identity, { ...question.own, ...otherwise }), "ImplicitlyDenied");
                });
            }
        }
    });
}

describe("The policies to copy, all at once [KSI-4]", () => {
    const all = filled(...policies.map(({ document }) => document));
    const through = { "kms:ViaService": "s3.eu-central-1.amazonaws.com", "kms:CallerAccount": account };
    const object = `${own.bucket}/shop/orders/base/data.tar`;
    // As AWS makes one: it leaves everything to IAM, so that only the policies are in the way.
    const leftToIam = policyDocument({
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
    });
    const key: Asked = { ...keyQuestion.own, resourcePolicy: leftToIam };
    const never: [string, Asked][] = [
        ["kms:Decrypt", { ...key, context: { ...key.context, ...through } }],
        ["kms:GenerateDataKey", { ...key, context: { ...key.context, ...through } }],
        ["kms:CreateGrant", key],
        ["kms:DisableKey", key],
        ["s3:GetObject", { resource: object }],
        ["s3:PutObject", { resource: object }],
        ["s3:DeleteObject", { resource: object }],
        ["s3:DeleteObjectVersion", { resource: object }],
        ["s3:BypassGovernanceRetention", { resource: object }],
        ["s3:DeleteBucketPolicy", { resource: own.bucket }],
        ["iam:AttachRolePolicy", { resource: own.role }],
        ["iam:CreatePolicyVersion", { resource: own.boundary }],
        ["iam:DeletePolicy", { resource: own.boundary }],
        ["iam:PassRole", { resource: own.role, context: { "iam:PassedToService": "lambda.amazonaws.com" } }],
        ["sts:AssumeRole", { resource: own.role }],
    ];
    for (const [action, question] of never) {
        it(`allow nobody ${action}`, async () => {
            assert.equal(await ask(action, all, question), "ImplicitlyDenied");
        });
    }

    it("let a role leave its boundary only where there is none", async () => {
        const question = questions.boundedRole?.own ?? assert.fail();
        assert.equal(await ask(unbounding, whole, question), "ImplicitlyDenied");
        assert.equal(await ask(unbounding, filled(withoutBoundary.document), question), "Allowed");
    });

    it("let roles be made without a boundary where there is none, in their path only", async () => {
        const identity = filled(withoutBoundary.document);
        for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]) {
            assert.equal(await ask(action, identity, { resource: own.role }), "Allowed");
            const elsewhere = { resource: `arn:aws:iam::${account}:role/pipeline` };
            assert.equal(await ask(action, identity, elsewhere), "ImplicitlyDenied");
        }
    });

    it("hold for the bucket of the access logs as well", async () => {
        assert.equal(await ask("s3:PutBucketPolicy", whole, { resource: own.logs }), "Allowed");
    });
});

describe("Who runs a later `pulumi up` [KSI-4]", () => {
    const as = (principal: string) => ({
        resource: own.bucket,
        resourcePolicy: bucketPolicy,
        context: { "aws:PrincipalArn": principal, "aws:SecureTransport": "true" },
    });
    const reserved = [
        "s3:PutLifecycleConfiguration",
        "s3:PutBucketVersioning",
        "s3:PutBucketObjectLockConfiguration",
        "s3:PutReplicationConfiguration",
    ];

    for (const action of reserved) {
        it(`is a key administrator where it asks for ${action}, who needs the same policy`, async () => {
            assert.equal(await ask(action, whole, as(deployer)), "ExplicitlyDenied");
            assert.equal(await ask(action, whole, as(administrator), administrator), "Allowed");
            const keysOnly = policyDocument({ Sid: "Keys", Effect: "Allow", Action: "kms:*", Resource: "*" });
            assert.equal(await ask(action, keysOnly, as(administrator), administrator), "ImplicitlyDenied");
        });
    }

    it("is anybody with the policy to deploy for everything else on the bucket", async () => {
        const others = asked(
            everything.filter(({ source }) => source.includes("/s3/")),
            everyday,
        ).filter(([action, scope]) => scope === "bucket" && !reserved.includes(action));
        assert.ok(others.length > 15);
        for (const [action] of others) {
            assert.equal(await ask(action, whole, as(deployer)), "Allowed", action);
        }
    });

    it("needs no place in a key's policy, and gets no use of the key by IAM", async () => {
        assert.equal(await ask("kms:PutKeyPolicy", whole, keyQuestion.own), "Allowed");
        const everything = policyDocument({ Sid: "All", Effect: "Allow", Action: "kms:*", Resource: "*" });
        assert.equal(await ask("kms:Decrypt", everything, keyQuestion.own), "ImplicitlyDenied");
    });
});
