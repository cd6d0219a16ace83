import assert from "node:assert/strict";
import fc from "fast-check";
import { parseArn, wrongArn, type ArnKind } from "./arn";

const examples: Record<ArnKind, string[]> = {
    oidcProvider: [
        "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABCDEF0123456789",
        "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/ABCDEF0123456789",
    ],
    role: [
        "arn:aws:iam::111122223333:role/Admin",
        "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef",
        "arn:aws-cn:iam::111122223333:role/team/keys",
    ],
    user: ["arn:aws:iam::111122223333:user/key-custodian"],
    policy: ["arn:aws:iam::111122223333:policy/boundary", "arn:aws:iam::aws:policy/PowerUserAccess"],
    kmsKey: [
        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    ],
    eksCluster: [
        "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
        `arn:aws-cn:eks:cn-north-1:111122223333:cluster/${"Sh_op-1".padEnd(100, "x")}`,
    ],
    snsTopic: ["arn:aws:sns:eu-central-1:111122223333:key-alarms"],
};
const kinds = Object.keys(examples) as ArnKind[];

describe("ARNs", () => {
    for (const kind of kinds) {
        it(`are taken where ${kind} is wanted, and refused where another kind is`, () => {
            for (const arn of examples[kind]) {
                assert.equal(wrongArn(arn, kind), undefined, arn);
                for (const other of kinds.filter((candidate) => candidate !== kind)) {
                    assert.match(
                        wrongArn(arn, other) ?? "",
                        /^must be the ARN of an? .+, for example arn:.+ is that of an? /,
                        `${arn} as ${other}`,
                    );
                }
            }
        });
    }

    it("are refused with what was given, what is wanted, and an example", () => {
        assert.equal(
            wrongArn("arn:aws:iam::111122223333:user/key-custodian", "role"),
            "must be the ARN of an IAM role, for example arn:aws:iam::111122223333:role/database-keys; " +
                '"arn:aws:iam::111122223333:user/key-custodian" is that of an IAM user',
        );
    });

    const mistakes: [string, string, RegExp][] = [
        [
            "a session",
            "arn:aws:sts::111122223333:assumed-role/Admin/jane",
            /is a session of a role: write the role itself \(aws iam get-role --role-name Admin\)$/,
        ],
        [
            "the account",
            "arn:aws:iam::111122223333:root",
            /is the whole account, which would leave it to any IAM policy/,
        ],
        ["a cluster", "arn:aws:eks:eu-central-1:111122223333:cluster/shop", /is that of an EKS cluster$/],
        [
            "a name longer than a cluster may have",
            `arn:aws:eks:eu-central-1:111122223333:cluster/${"x".repeat(101)}`,
            /is of another kind \(eks, /,
        ],
        [
            "a FIFO topic, to which EventBridge does not send",
            "arn:aws:sns:eu-central-1:111122223333:alarms.fifo",
            /is of another kind \(sns, alarms.fifo\)$/,
        ],
        [
            "an alias",
            "arn:aws:kms:eu-central-1:111122223333:alias/backups",
            /is that of an alias, which anybody may point elsewhere: write the key's own \(aws kms describe-key --key-id alias\/backups\)$/,
        ],
        ["a pattern", "arn:aws:iam::111122223333:role/*", /is a pattern: name each one$/],
        ["a name", "key-custodian", /is no ARN \(arn:<partition>:/],
        ["an empty text", "", /"" is no ARN/],
        ["something else", "arn:aws:sqs:eu-central-1:111122223333:queue", /is of another kind \(sqs, queue\)$/],
        ["a role without account", "arn:aws:iam:::role/Admin", /is of another kind \(iam, role\/Admin\)$/],
    ];
    for (const [what, text, message] of mistakes) {
        it(`are told from ${what}`, () => {
            assert.match(wrongArn(text, "role", "user") ?? "", message);
            assert.match(
                wrongArn(text, "role", "user") ?? "",
                /^must be the ARN of an IAM role or an IAM user, for example /,
            );
        });
    }

    it("keep the colons of their resource", () => {
        assert.equal(parseArn("arn:aws:logs:eu-central-1:111122223333:log-group:a:b")?.resource, "log-group:a:b");
    });

    it("are never found in text that does not begin like one", () => {
        fc.assert(
            fc.property(fc.string(), (text) => {
                fc.pre(!text.startsWith("arn:"));
                assert.equal(parseArn(text), undefined);
            }),
        );
    });
});
