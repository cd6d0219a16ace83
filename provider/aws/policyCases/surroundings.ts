import assert from "node:assert/strict";
import { answer } from "../../../testing/computedOutputs";
import type { Registered } from "../../../testing/fakeMonitor";
import type { ConstructedScene } from "../../../testing/aws/scenes";
import { eksCluster } from "../cluster";
import type { Surroundings } from "./cases";

/** What the graph says of where a resource stands. */
export function surroundingsOf(scene: ConstructedScene, resource: Registered): Surroundings {
    const family = resource.parent.split("::").at(-1) ?? "";
    const siblings = scene.resources.filter(({ parent }) => parent === resource.parent);
    const arn = (ending: string): string => {
        const found = siblings.filter(({ name }) => name === family + ending);
        assert.equal(found.length, 1, `one resource is named ${family}${ending}`);
        return arnOf(found[0] ?? assert.fail());
    };
    const client = /^-([^.]+)\.(.+)-(role|permissions)$/.exec(resource.name.slice(family.length));
    const cluster = eksCluster(text(scene.aws.oidcProviderArn ?? scene.aws.podIdentityCluster));
    return {
        client: { namespace: client?.[1] ?? "", serviceAccount: client?.[2] ?? "" },
        scene,
        cluster,
        administrators: scene.aws.keyAdministrators.map(text),
        stranger: `arn:${cluster.partition}:iam::${cluster.account}:role/stranger`,
        self: ownArn(resource, arn),
        arn,
    };
}

function ownArn(resource: Registered, arn: (ending: string) => string): string {
    if (resource.name.endsWith("-permissions")) {
        return arn(`-${nameWithin(resource).replace(/permissions$/, "role")}`);
    }
    return resource.type === "aws:s3/bucketPolicy:BucketPolicy"
        ? arn(`-${nameWithin(resource).replace(/-policy$/, "")}`)
        : arnOf(resource);
}

/** The name without that of the component which it belongs to. */
function nameWithin({ name, parent }: Registered): string {
    return name.slice((parent.split("::").at(-1) ?? "").length + 1);
}

function arnOf({ type, name, wire }: Registered): string {
    return text(answer(type, name, wire, false).state["arn"]);
}

function text(value: unknown): string {
    assert.ok(typeof value === "string", "an ARN is a text");
    return value;
}
