import assert from "node:assert/strict";
import { waiverArguments } from "../../build/waiverArguments";
import type { Definitions } from "../../build/argumentsSchema";
import { onAnyCluster, onAws } from "../../testing/postgresArguments";
import { annotationPrefix } from "../../waivers/annotationPrefix";
import argumentsSchema from "../api/arguments.schema.json";
import type { Waiver } from "../core/waiver";
import { s3Target } from "../s3/target";
import type { PostgresDatabaseArgs } from "./arguments";
import { objectStore } from "./backup";
import { clusterWaivers } from "./clusterWaivers";
import { databaseObject } from "./databases";

const waiver: Waiver = { reason: "legacy", owner: "data", expires: "2027-03-31" };
const [user] = onAws().users;
assert.ok(user !== undefined);

/** Each argument that takes a waiver, given one. */
const weakened: Readonly<Record<string, Partial<PostgresDatabaseArgs>>> = {
    "users[].from[].allowWide": { users: [{ ...user, from: [{ cidr: "0.0.0.0/0", allowWide: waiver }] }] },
    "users[].privileged": { users: [{ ...user, privileged: { ...waiver, rights: ["superuser"] } }] },
    "databases[].extensions[].allowOutbound": {
        databases: [{ name: "orders", extensions: [{ name: "dblink", allowOutbound: waiver }] }],
    },
    "platform.s3.credentials.allowStaticKeys": { platform: onAnyCluster().platform },
    "backup.disabled": { backup: { disabled: waiver } },
    "tls.allowPlaintext": { tls: { allowPlaintext: waiver } },
    "audit.disabled": { audit: { disabled: waiver } },
    "audit.logStatements": { audit: { logStatements: waiver } },
    "service.allowExternal": {
        service: { exposure: "external", sourceRanges: ["192.0.2.0/24"], allowExternal: waiver },
    },
};

/** The rules under which Cluster, object store and Databases carry a waiver. */
function stamped(further: Partial<PostgresDatabaseArgs>): readonly string[] {
    const args = { ...onAws(), ...further };
    const { s3 } = args.platform;
    const annotations = [
        clusterWaivers(args),
        ...(s3
            ? [objectStore({ name: "orders", namespace: "shop" }, s3Target(s3, "orders")).metadata.annotations ?? {}]
            : []),
        ...(args.databases ?? []).map((entry) => databaseObject("orders", "orders", entry).metadata.annotations ?? {}),
    ];
    return annotations.flatMap((each) => Object.keys(each).map((name) => name.replace(annotationPrefix, "")));
}

describe("a waiver in place of a value", () => {
    const definitions: Definitions = argumentsSchema.definitions;
    const all = waiverArguments("PostgresDatabaseArgs", definitions);

    it("is stamped under the rule that the argument's comment names, and under no other", () => {
        assert.deepEqual(Object.keys(weakened).sort(), all.map(({ path }) => path).sort());
        for (const { path, schema } of all) {
            assert.deepEqual(stamped(weakened[path] ?? {}), schema.waives === undefined ? [] : [schema.waives], path);
        }
    });

    it("is not there when nothing is weakened", () => {
        assert.deepEqual(stamped({}), []);
    });
});
