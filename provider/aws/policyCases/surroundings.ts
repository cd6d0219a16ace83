import assert from "node:assert/strict";
import { answer } from "../../../testing/computedOutputs";
import type { CarriedDocument } from "../../../testing/aws/documents";
import type { Registered } from "../../../testing/fakeMonitor";
import type { ConstructedScene } from "../../../testing/aws/scenes";
import { eksCluster } from "../cluster";
import type { Surroundings } from "./cases";

/** What the graph says of where a document stands. */
export function surroundingsOf(scene: ConstructedScene, { resource, property }: CarriedDocument): Surroundings {
    const family = familyOf(resource, property);
    const siblings = scene.resources.filter(({ parent }) => parent.split("::").at(-1) === family);
    const sibling = (ending: string): Registered | undefined => siblings.find(({ name }) => name === family + ending);
    const arn = (ending: string): string =>
        arnOf(sibling(ending) ?? assert.fail(`a resource is named ${family}${ending}`));
    const client = /^-([^.]+)\.(.+)-(role|permissions)$/.exec(resource.name.slice(family.length));
    const identity = eksCluster(text(scene.aws.oidcProviderArn ?? scene.aws.podIdentityCluster));
    const made = (ending: string, own: string | undefined) => own ?? arn(ending);
    const place = (ending: string) => {
        const region = sibling(ending)?.inputs["region"];
        return { ...identity, region: typeof region === "string" ? region : identity.region };
    };
    const vault: Surroundings["vault"] = {
        get bucket() {
            return made("-bucket", scene.own?.bucketArn);
        },
        get key() {
            return made("-key", scene.own?.keyArn);
        },
        cluster: place("-bucket"),
    };
    const copies: Surroundings["vault"] = {
        get bucket() {
            return arn("-replica-bucket");
        },
        get key() {
            return arn("-replica-key");
        },
        cluster: place("-replica-bucket"),
    };
    const side = resource.name.startsWith(`${family}-replica-`) ? copies : vault;
    return {
        client: { namespace: client?.[1] ?? "", serviceAccount: client?.[2] ?? "" },
        scene,
        cluster: side.cluster,
        vault: side,
        copies,
        copier: sibling("-replication-role") && arn("-replication-role"),
        administrators: scene.aws.keyAdministrators.map(text),
        stranger: `arn:${identity.partition}:iam::${identity.account}:role/stranger`,
        self: protectedBy(resource, property, side, arn),
        arn,
    };
}

/** Name of the component whose children belong together. A database tells also what its own vault does. */
function familyOf(resource: Registered, property: string): string {
    return resource.custom
        ? (resource.parent.split("::").at(-1) ?? "")
        : `${resource.name}${property === "backupKeyStatements" ? "-vault" : ""}`;
}

function protectedBy(
    resource: Registered,
    property: string,
    side: Surroundings["vault"],
    arn: Surroundings["arn"],
): string {
    const ending = resource.custom ? nameWithin(resource) : property;
    if (/^(backupK|k)eyStatements$/.test(ending)) {
        return side.key;
    }
    if (ending === "bucketStatements") {
        return side.bucket;
    }
    if (ending === "volumeKeyStatements") {
        return volumeKey(resource);
    }
    if (ending.endsWith("-permissions")) {
        return arn(`-${ending.replace(/permissions$/, "role")}`);
    }
    return resource.type === "aws:s3/bucketPolicy:BucketPolicy"
        ? arn(`-${ending.replace(/-policy$/, "")}`)
        : arnOf(resource);
}

function volumeKey({ outputs }: Registered): string {
    return text(outputs?.["volumeKeyArn"]);
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
