import assert from "node:assert/strict";
import { unknown, type Known } from "../core/known";
import type { BackupVaultArgs } from "./arguments";
import { vaultProblems } from "./problems";

const aws = {
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
    keyAdministrators: ["arn:aws:iam::111122223333:role/key-custodian"],
};
const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const topic = "arn:aws:sns:eu-central-1:111122223333:alarms";
const topicThere = "arn:aws:sns:eu-west-1:111122223333:alarms";
const vault: Known<BackupVaultArgs> = { aws, clients: [{ namespace: "shop", serviceAccount: "orders" }] };

describe("where and how a vault keeps backups", () => {
    const right: [string, Partial<Known<BackupVaultArgs>>][] = [
        ["another region", { region: "eu-west-1" }],
        ["a lock that nobody can lift", { objectLock: { mode: "compliance", days: 36500, acknowledge: true } }],
        ["a copy", { replication: { region: "eu-west-1" } }],
        [
            "a copy in the cluster's region, of a vault elsewhere",
            { region: "eu-west-1", replication: { region: "eu-central-1" } },
        ],
        [
            "a copy from which another cluster restores",
            {
                replication: {
                    region: "eu-west-1",
                    deletes: "followed",
                    restoringRoles: ["arn:aws:iam::111122223333:role/hardened-db/orders"],
                },
            },
        ],
        ["a topic where the copies are", { replication: { region: "eu-west-1", alarmTopicArn: topicThere } }],
        ["a topic where the vault is", { region: "eu-west-1", aws: { ...aws, keys: { alarmTopicArn: topicThere } } }],
        ["a bucket of one's own", { existingBucket: { name: "backups.example" } }],
        ["a bucket and a key of one's own", { existingBucket: { name: "backups" }, keyArn }],
        [
            "both elsewhere",
            { region: "eu-west-1", existingBucket: { name: "backups" }, keyArn: keyArn.replace("central", "west") },
        ],
        ["a key whose region nobody knows yet", { region: unknown, existingBucket: { name: unknown }, keyArn }],
        ["nothing known yet", { region: unknown, replication: { region: unknown, restoringRoles: [unknown] } }],
        ["no key known yet", { existingBucket: { name: unknown }, keyArn: unknown }],
    ];
    for (const [what, further] of right) {
        it(`may be said with ${what}`, () => {
            assert.deepEqual(vaultProblems({ ...vault, ...further }), []);
        });
    }

    it("may be said while the cluster is not known", () => {
        const later = { ...vault, aws: { ...aws, oidcProviderArn: unknown } };
        const roles = ["arn:aws:iam::444455556666:role/orders"];
        assert.deepEqual(
            vaultProblems({ ...later, replication: { region: "eu-central-1", restoringRoles: roles } }),
            [],
        );
        assert.deepEqual(vaultProblems({ ...later, existingBucket: { name: "backups" }, keyArn }), []);
    });

    const wrong: [string, Partial<Known<BackupVaultArgs>>, string, RegExp][] = [
        [
            "a zone as region",
            { region: "eu-west-1a" },
            "region",
            /^"eu-west-1a" is no region of AWS; write one like eu-west-1$/,
        ],
        [
            "a region of another partition",
            { region: "cn-north-1" },
            "region",
            /^cn-north-1 is in the partition aws-cn, but the cluster is in aws: no role and no copy reaches across; write a region of aws$/,
        ],
        [
            "a lock for good that nobody acknowledged",
            { objectLock: { mode: "compliance" } },
            "objectLock.acknowledge",
            /^must be true with mode compliance: until its lock ends nobody can delete a backup/,
        ],
        [
            "a copy in the cluster's region, which is the vault's",
            { replication: { region: "eu-central-1" } },
            "replication.region",
            /^eu-central-1 is the vault's own region, and a copy there would be lost with it: write another one$/,
        ],
        [
            "a copy in the vault's region",
            { region: "eu-west-1", replication: { region: "eu-west-1" } },
            "replication.region",
            /^eu-west-1 is the vault's own region/,
        ],
        [
            "a copy in another partition",
            { replication: { region: "us-gov-west-1" } },
            "replication.region",
            /^us-gov-west-1 is in the partition aws-us-gov, but the cluster is in aws/,
        ],
        [
            "a user who restores",
            { replication: { region: "eu-west-1", restoringRoles: ["arn:aws:iam::111122223333:user/jane"] } },
            "replication.restoringRoles[0]",
            /^must be the ARN of an IAM role, .* is that of an IAM user$/,
        ],
        [
            "a role of another account that restores",
            { replication: { region: "eu-west-1", restoringRoles: ["arn:aws:iam::444455556666:role/orders"] } },
            "replication.restoringRoles[0]",
            /^is a role of account 444455556666, and the vault is in 111122223333: make the roles there, in a BackupVault with an OIDC provider of that account/,
        ],
        [
            "the address of a bucket",
            { existingBucket: { name: "s3://backups" } },
            "existingBucket.name",
            /^"s3:\/\/backups" cannot be the name of a bucket; write the bare name, without s3:\/\/ or arn:/,
        ],
        [
            "two dots",
            { existingBucket: { name: "back..ups" } },
            "existingBucket.name",
            /^"back..ups" cannot be the name/,
        ],
        [
            "the alias of a key",
            { existingBucket: { name: "backups" }, keyArn: "arn:aws:kms:eu-central-1:111122223333:alias/backups" },
            "keyArn",
            /^must be the ARN of a KMS key, .* is that of an alias, which anybody may point elsewhere/,
        ],
        [
            "a key of another region",
            { existingBucket: { name: "backups" }, keyArn: keyArn.replace("central", "west") },
            "keyArn",
            /^is in the region eu-west-1, but must be in eu-central-1: a bucket or volume is encrypted with a key of its own region$/,
        ],
        [
            "a topic of the cluster's region for a vault elsewhere",
            { region: "eu-west-1", aws: { ...aws, keys: { alarmTopicArn: topic } } },
            "aws.keys.alarmTopicArn",
            /^is in the region eu-central-1, but must be in eu-west-1: the events of its keys are there; name a topic of that region$/,
        ],
        [
            "the vault's topic for the copies",
            { replication: { region: "eu-west-1", alarmTopicArn: topic } },
            "replication.alarmTopicArn",
            /^is in the region eu-central-1, but must be in eu-west-1: the events of its keys are there; name a topic of that region$/,
        ],
        [
            "a lock on a bucket of one's own",
            { existingBucket: { name: "backups" }, objectLock: { days: 7 } },
            "objectLock",
            /^is a setting of the bucket, and that of existingBucket is taken as it is: set it where that bucket is made/,
        ],
        [
            "copies of a bucket of one's own",
            { existingBucket: { name: "backups" }, replication: { region: "eu-west-1" } },
            "replication",
            /^is a setting of the bucket, and that of existingBucket is taken as it is/,
        ],
        [
            "a lifecycle of a bucket of one's own",
            { existingBucket: { name: "backups" }, retentionDays: 7 },
            "retentionDays",
            /^is the lifecycle of a bucket that is made here, and that of existingBucket is taken as it is/,
        ],
    ];
    for (const [what, further, path, reason] of wrong) {
        it(`is refused with ${what}, and nothing else is complained of`, () => {
            const problems = vaultProblems({ ...vault, ...further });
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]?.reason ?? "", reason);
        });
    }

    it("is refused with every problem at once", () => {
        const problems = vaultProblems({
            ...vault,
            region: "Ireland",
            retentionDays: 7,
            objectLock: { mode: "compliance" },
            replication: { region: "Frankfurt", restoringRoles: ["jane"] },
            existingBucket: { name: "B" },
            keyArn: "k",
        });
        assert.deepEqual(problems.map(({ path }) => path).sort(), [
            "existingBucket.name",
            "keyArn",
            "objectLock",
            "objectLock.acknowledge",
            "region",
            "replication",
            "replication.region",
            "replication.restoringRoles[0]",
            "retentionDays",
        ]);
    });
});
