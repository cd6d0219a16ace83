import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import type { AwsPlatformArgs, BackupOwner, BackupVaultArgs } from "./arguments";
import { platformProblems, vaultProblems } from "./problems";

const aws = {
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
    keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
};
const podIdentityCluster = "arn:aws:eks:eu-central-1:111122223333:cluster/shop";
const podIdentity = { podIdentityCluster, keyAdministrators: aws.keyAdministrators };
const vault: Known<BackupVaultArgs> = { aws, clients: [{ namespace: "shop", serviceAccount: "orders" }] };
const restoringFrom = (...restoresFrom: BackupOwner[]): Known<BackupVaultArgs> => ({
    ...vault,
    clients: [{ namespace: "shop", serviceAccount: "orders", restoresFrom }],
});
const platform: Known<AwsPlatformArgs> = { ...aws, ebsCsiRoleArn: "arn:aws:iam::111122223333:role/ebs-csi" };

const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const withTopic = (alarmTopicArn: string): Known<BackupVaultArgs> => ({
    ...vault,
    aws: { ...aws, keys: { alarmTopicArn } },
});

describe("the arguments of a vault", () => {
    it("are accepted as the quickstart has them", () => {
        assert.deepEqual(vaultProblems(vault), []);
        const full = { ...aws, permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" };
        assert.deepEqual(vaultProblems({ ...vault, aws: full, retentionDays: 1, deletionProtection: false }), []);
    });

    it("are accepted with a key of one's own, also of another account, and while it is not known", () => {
        for (const given of [keyArn, keyArn.replace("111122223333", "444455556666"), unknown]) {
            assert.deepEqual(vaultProblems({ ...vault, keyArn: given }), []);
        }
    });

    it("are accepted with a topic to tell, and while it or the cluster is not known", () => {
        const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
        assert.deepEqual(vaultProblems(withTopic(topic)), []);
        assert.deepEqual(vaultProblems({ ...vault, aws: { ...aws, keys: { alarmTopicArn: unknown } } }), []);
        const later = { ...aws, oidcProviderArn: unknown, keys: { alarmTopicArn: topic.replace("eu-", "us-") } };
        assert.deepEqual(vaultProblems({ ...vault, aws: later }), []);
    });

    it("are accepted with EKS Pod Identity", () => {
        assert.deepEqual(vaultProblems({ ...vault, aws: podIdentity }), []);
    });

    it("are accepted with a client that restores from one that is no client any more", () => {
        assert.deepEqual(vaultProblems(restoringFrom({ namespace: "old-shop", serviceAccount: "orders" })), []);
    });

    it("are accepted while outputs of other resources are not known", () => {
        assert.deepEqual(
            vaultProblems({ ...vault, aws: { podIdentityCluster: unknown, keyAdministrators: [unknown] } }),
            [],
        );
        const later = { oidcProviderArn: unknown, keyAdministrators: [unknown], permissionsBoundary: unknown };
        assert.deepEqual(vaultProblems({ ...vault, aws: later }), []);
    });

    const wrong: [string, Known<BackupVaultArgs>, string, RegExp][] = [
        [
            "the ARN of a cluster as oidcProviderArn",
            { ...vault, aws: { ...aws, oidcProviderArn: "arn:aws:eks:eu-central-1:111122223333:cluster/shop" } },
            "aws.oidcProviderArn",
            /^must be the ARN of an IAM OIDC provider, .* is that of an EKS cluster/,
        ],
        [
            "no way in which pods take roles",
            { ...vault, aws: { keyAdministrators: aws.keyAdministrators } },
            "aws",
            /^needs exactly one of oidcProviderArn and podIdentityCluster, not none: write oidcProviderArn \(the cluster's IAM OIDC provider\) when pods take roles by IRSA, podIdentityCluster \(the cluster's ARN\) when by EKS Pod Identity$/,
        ],
        [
            "both ways in which pods take roles",
            { ...vault, aws: { ...aws, podIdentityCluster } },
            "aws",
            /^needs exactly one of oidcProviderArn and podIdentityCluster, not both: write /,
        ],
        [
            "an OIDC provider as podIdentityCluster",
            { ...vault, aws: { ...podIdentity, podIdentityCluster: aws.oidcProviderArn } },
            "aws.podIdentityCluster",
            /^must be the ARN of an EKS cluster, .*: write oidcProviderArn in place of podIdentityCluster/,
        ],
        [
            "a key administrator of another partition than the cluster that uses Pod Identity",
            { ...vault, aws: { ...podIdentity, keyAdministrators: ["arn:aws-cn:iam::111122223333:role/keys"] } },
            "aws.keyAdministrators[0]",
            /^is in the partition aws-cn, but the cluster is in aws: no ARN reaches across$/,
        ],
        [
            "a session as key administrator",
            {
                ...vault,
                aws: {
                    ...aws,
                    keyAdministrators: [...aws.keyAdministrators, "arn:aws:sts::111122223333:assumed-role/Admin/jane"],
                },
            },
            "aws.keyAdministrators[1]",
            /is a session of a role: write the role itself/,
        ],
        [
            "the account as key administrator",
            { ...vault, aws: { ...aws, keyAdministrators: ["arn:aws:iam::111122223333:root"] } },
            "aws.keyAdministrators[0]",
            /is the whole account/,
        ],
        [
            "a key administrator of another partition",
            { ...vault, aws: { ...aws, keyAdministrators: ["arn:aws-cn:iam::111122223333:role/keys"] } },
            "aws.keyAdministrators[0]",
            /^is in the partition aws-cn, but the cluster is in aws: no ARN reaches across$/,
        ],
        [
            "a role as permissions boundary",
            { ...vault, aws: { ...aws, permissionsBoundary: "arn:aws:iam::111122223333:role/keys" } },
            "aws.permissionsBoundary",
            /^must be the ARN of an IAM policy, .* is that of an IAM role$/,
        ],
        [
            "an alias in place of a key",
            { ...vault, keyArn: "arn:aws:kms:eu-central-1:111122223333:alias/backups" },
            "keyArn",
            /^must be the ARN of a KMS key, .* is that of an alias, which anybody may point elsewhere: write the key's own/,
        ],
        [
            "a key of another region",
            { ...vault, keyArn: keyArn.replace("eu-central-1", "us-east-1") },
            "keyArn",
            /^is in the region us-east-1, but must be in eu-central-1: a bucket or volume is encrypted with a key of its own region$/,
        ],
        [
            "a key of another partition",
            { ...vault, keyArn: keyArn.replace("arn:aws:kms:eu-central-1", "arn:aws-cn:kms:cn-north-1") },
            "keyArn",
            /^is in the partition aws-cn, but the cluster is in aws: no ARN reaches across$/,
        ],
        [
            "a queue in place of a topic",
            withTopic("arn:aws:sqs:eu-central-1:111122223333:alarms"),
            "aws.keys.alarmTopicArn",
            /^must be the ARN of an SNS topic, for example arn:aws:sns:.* is of another kind \(sqs, alarms\)$/,
        ],
        [
            "a topic of another region",
            withTopic("arn:aws:sns:us-east-1:111122223333:alarms"),
            "aws.keys.alarmTopicArn",
            /^is in the region us-east-1, but must be in eu-central-1: the events of its keys are there; name a topic of that region$/,
        ],
        [
            "a topic of another account",
            withTopic("arn:aws:sns:eu-central-1:444455556666:alarms"),
            "aws.keys.alarmTopicArn",
            /^is of the account 444455556666, but the keys are made in 111122223333: name a topic there, and subscribe the other account to it$/,
        ],
        [
            "a namespace that is none",
            { ...vault, clients: [{ namespace: "Shop", serviceAccount: "orders" }] },
            "clients[0].namespace",
            /"Shop" cannot be a name in Kubernetes/,
        ],
        [
            "a namespace that is too long",
            { ...vault, clients: [{ namespace: "s".repeat(64), serviceAccount: "orders" }] },
            "clients[0].namespace",
            /has 64 characters; at most 63/,
        ],
        [
            "a service account that is none",
            { ...vault, clients: [{ namespace: "shop", serviceAccount: "orders/*" }] },
            "clients[0].serviceAccount",
            /^service account "orders\/\*" cannot be a name in Kubernetes; write lower-case letters/,
        ],
        [
            "a service account that is too long",
            { ...vault, clients: [{ namespace: "shop", serviceAccount: "s".repeat(254) }] },
            "clients[0].serviceAccount",
            /^has 254 characters; Kubernetes allows 253$/,
        ],
        [
            "a client twice",
            {
                ...vault,
                clients: [...vault.clients, { namespace: "shop", serviceAccount: "invoices" }, ...vault.clients],
            },
            "clients[2]",
            /^shop\/orders is already clients\[0\]: a client has one role; list it once$/,
        ],
        [
            "a client that restores from itself",
            restoringFrom({ namespace: "shop", serviceAccount: "orders" }),
            "clients[0].restoresFrom[0]",
            /^shop\/orders is this client itself, which reads its own folder anyway$/,
        ],
        [
            "a client that restores from another twice",
            restoringFrom(
                { namespace: "shop", serviceAccount: "invoices" },
                { namespace: "shop", serviceAccount: "invoices" },
            ),
            "clients[0].restoresFrom[1]",
            /^shop\/invoices is in the list already; write it once$/,
        ],
        [
            "a client that restores from everything",
            restoringFrom({ namespace: "shop", serviceAccount: "*" }),
            "clients[0].restoresFrom[0].serviceAccount",
            /^service account "\*" cannot be a name in Kubernetes/,
        ],
    ];
    for (const [what, args, path, reason] of wrong) {
        it(`are refused with ${what}, and nothing else is complained of`, () => {
            const problems = vaultProblems(args);
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", reason);
        });
    }

    it("are refused with every problem at once", () => {
        const problems = vaultProblems({
            aws: { oidcProviderArn: "x", keyAdministrators: ["y", "z"] },
            clients: [{ namespace: "", serviceAccount: "-" }],
        });
        assert.deepEqual(
            problems.map(({ path }) => path),
            [
                "aws.oidcProviderArn",
                "aws.keyAdministrators[0]",
                "aws.keyAdministrators[1]",
                "clients[0].namespace",
                "clients[0].serviceAccount",
            ],
        );
    });
});

describe("the arguments of platform.aws", () => {
    it("are accepted as the quickstart has them, and while nothing is known", () => {
        assert.deepEqual(platformProblems(platform, true), []);
        assert.deepEqual(
            platformProblems(
                {
                    oidcProviderArn: unknown,
                    keyAdministrators: [unknown],
                    ebsCsiRoleArn: unknown,
                    volumeKeyArn: unknown,
                },
                true,
            ),
            [],
        );
    });

    it("are refused with a policy in place of the driver's role", () => {
        const ebsCsiRoleArn = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy";
        const problems = platformProblems({ ...platform, ebsCsiRoleArn }, true);
        assert.equal(problems.length, 1);
        assert.equal(problems[0]?.path, "ebsCsiRoleArn");
        assert.match(problems[0].reason, /^must be the ARN of an IAM role, .* is that of an IAM policy$/);
    });

    it("are refused with the driver among the key administrators", () => {
        const keyAdministrators = [...aws.keyAdministrators, "arn:aws:iam::111122223333:role/ebs-csi"];
        assert.deepEqual(platformProblems({ ...platform, keyAdministrators }, true), [
            {
                path: "keyAdministrators[1]",
                reason: "is also ebsCsiRoleArn: who administers a key must not use it; name another role",
            },
        ]);
    });

    it("are accepted without the driver's role where no key is made for volumes", () => {
        assert.deepEqual(platformProblems(aws, false), []);
        assert.deepEqual(platformProblems({ ...aws, volumeKeyArn: keyArn }, true), []);
    });

    it("are refused without the driver's role where a key is made for volumes", () => {
        assert.deepEqual(platformProblems(aws, true), [
            {
                path: "ebsCsiRoleArn",
                reason:
                    "is required where a key for the volumes is made: write the ARN of the role of kube-system/ebs-csi-controller-sa, " +
                    "or give a key (volumeKeyArn) or a StorageClass (storage.storageClass) of your own",
            },
        ]);
    });

    it("are refused with a key for volumes whose StorageClass names another", () => {
        assert.deepEqual(platformProblems({ ...aws, volumeKeyArn: keyArn }, false), [
            {
                path: "volumeKeyArn",
                reason: "has no effect with a StorageClass of your own (storage.storageClass), which names its key itself: take one of them out",
            },
        ]);
    });

    it("are refused with keys of other regions, each by its path", () => {
        const elsewhere = keyArn.replace("eu-central-1", "us-east-1");
        const problems = platformProblems({ ...platform, volumeKeyArn: elsewhere, backupKeyArn: elsewhere }, true);
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["volumeKeyArn", "backupKeyArn"],
        );
    });
});
