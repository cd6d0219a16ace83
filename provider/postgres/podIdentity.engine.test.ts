import assert from "node:assert/strict";
import { list, request } from "../../sandbox/api-client";
import { at, textAt } from "../../sandbox/json";
import { makeNamespace, paths, settingUpPrimary } from "../../testing/cluster";
import { withPodIdentity } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests } from "../../testing/stageForTests";

const { platform, ...base } = withPodIdentity();
const alarmTopicArn = "arn:aws:sns:eu-central-1:123456789012:key-alarms";

describe("A database with EKS Pod Identity on a cluster", function () {
    this.timeout(180_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    let stack: TestStack;

    before("a stack comes up with one, and with alarms on its keys", async function () {
        this.timeout(180_000);
        await makeNamespace(access(), "shop");
        stack = await createStack(stage(), {
            project: "identity",
            config: { "aws:region": "eu-central-1" },
            program: {
                resources: {
                    orders: {
                        type: "hardened-db:PostgresDatabase",
                        properties: {
                            ...base,
                            awaitReady: false,
                            platform: {
                                ...platform,
                                aws: { ...platform.aws, keys: { rotationDays: 90, alarmTopicArn } },
                            },
                        },
                    },
                },
            },
        });
        endedWell(await stack.up());
        await settingUpPrimary(onStage, "orders", "orders");
    });

    it("runs its pods as the service account that the association names, on which nothing is written [KSI-4]", async () => {
        const account = await request(access(), `${paths.core("orders", "serviceaccounts")}/orders`);
        assert.equal(JSON.stringify(at(account, "metadata", "annotations") ?? {}).includes("role-arn"), false);
        const [association, ...more] = (await stack.resources()).filter(({ type }) =>
            /PodIdentityAssociation$/.test(type),
        );
        assert.deepEqual(more, []);
        assert.equal(textAt(association?.state, "inputs", "clusterName"), "shop");
        assert.equal(textAt(association?.state, "inputs", "namespace"), "orders");
        const name = textAt(association?.state, "inputs", "serviceAccount");
        const pods = (await list(access(), paths.core("orders", "pods"))).filter(
            (pod) => textAt(pod, "metadata", "labels", "cnpg.io/cluster") === "orders",
        );
        assert.ok(pods.length > 0, "the operator has made a pod");
        for (const pod of pods) {
            assert.equal(textAt(pod, "spec", "serviceAccountName"), name);
        }
    });

    it("has a rule and a target for each of its keys", async () => {
        const types = (await stack.resources()).map(({ type }) => type);
        for (const type of [
            "aws:kms/key:Key",
            "aws:cloudwatch/eventRule:EventRule",
            "aws:cloudwatch/eventTarget:EventTarget",
        ]) {
            assert.equal(types.filter((each) => each === type).length, 2, type);
        }
    });

    it("changes nothing when it is brought up again", async () => {
        changedNothing(await stack.up());
    });
});
