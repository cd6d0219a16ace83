import assert from "node:assert/strict";
import { matches } from "./eventPattern.test";
import { keyAlarmPattern } from "./keyAlarm";

const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const driver = "arn:aws:iam::111122223333:role/team/ebs-csi";
const administrator = "arn:aws:iam::111122223333:role/key-custodian";

/** A caller as CloudTrail tells of a role's session (CloudTrail user guide, "CloudTrail userIdentity element"). */
function session(role: string, more: object = {}): object {
    return {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:session",
        arn: `${role.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/session`,
        accountId: "111122223333",
        sessionContext: { sessionIssuer: { type: "Role", arn: role, accountId: "111122223333" } },
        ...more,
    };
}

const user = { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/mallory", accountId: "111122223333" };
const root = { type: "Root", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" };
/** EC2 for the role that attaches a volume (AWS KMS Developer Guide, "Amazon EC2 example two"). */
const ec2ForDriver = session(driver, { invokedBy: "ec2.amazonaws.com" });

interface Call {
    eventName: string;
    userIdentity?: object;
    key?: string;
    source?: string;
    eventSource?: string;
    detailType?: string;
}

/** As EventBridge gets it from CloudTrail (AWS KMS Developer Guide, "Examples of AWS KMS log entries"). */
function event({ eventName, userIdentity = session(administrator), key = keyArn, ...other }: Call): object {
    return {
        version: "0",
        source: other.source ?? "aws.kms",
        "detail-type": other.detailType ?? "AWS API Call via CloudTrail",
        account: "111122223333",
        region: "eu-central-1",
        resources: [],
        detail: {
            eventVersion: "1.08",
            userIdentity,
            eventSource: other.eventSource ?? "kms.amazonaws.com",
            eventName,
            requestParameters: { keyId: key.split("/")[1] },
            resources: [{ accountId: "111122223333", type: "AWS::KMS::Key", ARN: key }],
            eventType: "AwsApiCall",
        },
    };
}

const alarming = [
    "CreateGrant",
    "DisableKey",
    "DisableKeyRotation",
    "PutKeyPolicy",
    "ReplicateKey",
    "ScheduleKeyDeletion",
];

describe("The alarm on a key [CM-1, MAA-3]", () => {
    for (const [of, pattern] of [
        ["backups", keyAlarmPattern(keyArn)],
        ["volumes", keyAlarmPattern(keyArn, driver)],
    ] as const) {
        const told = (call: Call): boolean => matches(pattern, event(call));

        for (const eventName of alarming) {
            for (const [who, userIdentity] of [
                ["a role", session(administrator)],
                ["an IAM user, who has no session", user],
                ["the account's root", root],
            ] as const) {
                it(`tells of ${eventName} by ${who} for the key of ${of}`, () => {
                    assert.ok(told({ eventName, userIdentity }));
                });
            }
            it(`does not tell of ${eventName} for another key than that of ${of}`, () => {
                assert.ok(!told({ eventName, key: keyArn.replace("1234abcd", "ffffffff") }));
            });
            it(`does not tell of ${eventName} of another service or form for the key of ${of}`, () => {
                assert.ok(!told({ eventName, eventSource: "s3.amazonaws.com" }));
                assert.ok(!told({ eventName, source: "aws.s3" }));
                assert.ok(!told({ eventName, detailType: "AWS Console Sign In via CloudTrail" }));
            });
        }

        for (const eventName of [
            "Decrypt",
            "DescribeKey",
            "EnableKeyRotation",
            "GenerateDataKey",
            "RetireGrant",
            "TagResource",
        ]) {
            it(`does not tell of ${eventName}, which is daily work, for the key of ${of}`, () => {
                assert.ok(!told({ eventName }));
            });
        }
    }

    it("does not tell of a grant that EC2 makes for the EBS CSI driver, as it does for each volume", () => {
        const call = { eventName: "CreateGrant", userIdentity: ec2ForDriver };
        assert.ok(!matches(keyAlarmPattern(keyArn, driver), event(call)));
        assert.ok(
            matches(keyAlarmPattern(keyArn), event(call)),
            "on the key of backups nobody grants as a matter of course",
        );
    });

    for (const [who, role] of [
        ["a role whose name begins alike", `${driver}2`],
        ["a role of that name with another path", driver.replace("team/", "")],
        ["a role of that name in another account", driver.replace("111122223333", "444455556666")],
    ] as const) {
        it(`tells of a grant by ${who}`, () => {
            const userIdentity = session(role, { invokedBy: "ec2.amazonaws.com" });
            assert.ok(matches(keyAlarmPattern(keyArn, driver), event({ eventName: "CreateGrant", userIdentity })));
        });
    }

    for (const eventName of alarming.filter((name) => name !== "CreateGrant")) {
        it(`tells of ${eventName} by the EBS CSI driver too, which has no business with it`, () => {
            assert.ok(matches(keyAlarmPattern(keyArn, driver), event({ eventName, userIdentity: ec2ForDriver })));
        });
    }

    it("is short enough for EventBridge with the longest ARNs that there are", () => {
        const longest = `arn:aws-us-gov:iam::111122223333:role/${"p".repeat(510)}/${"r".repeat(64)}`;
        const key = "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
        assert.ok(JSON.stringify(keyAlarmPattern(key, longest)).length <= 2048);
    });
});
