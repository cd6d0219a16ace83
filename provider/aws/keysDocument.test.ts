import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decide, type Request } from "./iamSimulation.test";
import { keyAlarmName } from "./names";
import type { PolicyDocument } from "./policyDocument";

const document = readFileSync("docs/keys.md", "utf8");

describe("The policy of a topic in docs/keys.md [CM-1]", () => {
    const [, text = ""] = /```json\n([^`]+)```/.exec(document) ?? [];
    const resourcePolicy = JSON.parse(text) as PolicyDocument;
    const rule = (name: string) => `arn:aws:events:eu-central-1:111122223333:rule/${name}`;
    const name = keyAlarmName({ project: "shop", stack: "prod", component: "orders" }, "volumes");
    const publishes: Request = {
        principal: "events.amazonaws.com",
        action: "sns:Publish",
        resource: "arn:aws:sns:eu-central-1:111122223333:key-alarms",
        account: "111122223333",
        context: { "aws:SourceArn": rule(name) },
        resourcePolicy,
    };

    it("lets EventBridge publish for the rules that are made here", async () => {
        assert.equal(await decide(publishes), "Allowed");
    });

    const denied: [string, Partial<Request>][] = [
        ["for another rule", { context: { "aws:SourceArn": rule("somebody-elses") } }],
        [
            "for a rule of another account",
            { context: { "aws:SourceArn": rule(name).replace("111122223333", "444455556666") } },
        ],
        ["for no rule", { context: {} }],
        ["to another topic", { resource: "arn:aws:sns:eu-central-1:111122223333:orders" }],
        ["as another service", { principal: "s3.amazonaws.com" }],
        ["more than messages", { action: "sns:Subscribe" }],
    ];
    for (const [what, other] of denied) {
        it(`refuses to publish ${what}`, async () => {
            assert.equal(await decide({ ...publishes, ...other }), "ImplicitlyDenied");
        });
    }
});
