import assert from "node:assert/strict";
import { ApiError, request, type ApiAccess } from "../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, type JsonRecord } from "../sandbox/json";
import { unsealed } from "./secrets";
import { until } from "./stageForTests";

/**
 * Makes the Kubernetes objects of a state that is in the clear, each by the field manager of its resource: as though the `up` that left
 * the state had been run on this API server. What a recorded state has only in part (CustomResourceDefinitions) is given whole.
 */
export async function makeObjectsOfState(
    state: unknown,
    access: ApiAccess,
    whole: readonly { kind: string; metadata: { name: string } }[],
): Promise<void> {
    for (const resource of recordsAt(state, "deployment", "resources")) {
        const manager = textAt(resource, "outputs", "__fieldManager");
        const object = unsealed(resource["inputs"]);
        if (manager !== undefined && isRecord(object)) {
            const name = textAt(object, "metadata", "name");
            const given = whole.find(({ kind, metadata }) => kind === object["kind"] && metadata.name === name);
            await makeObject(access, given === undefined ? object : { ...given }, manager);
        }
    }
}

async function makeObject(access: ApiAccess, object: JsonRecord, manager: string): Promise<void> {
    const path = await until(`the API server serves ${String(object["kind"])}`, () => pathOf(access, object));
    await request(access, `${path}?fieldManager=${manager}`, {
        method: "PATCH",
        contentType: "application/apply-patch+yaml",
        body: object,
    });
}

/** Where the API server has the object; nothing while it does not know the kind, whose definition is young. */
async function pathOf(access: ApiAccess, object: JsonRecord): Promise<string | undefined> {
    const version = textAt(object, "apiVersion") ?? assert.fail("an object has an apiVersion");
    const base = version.includes("/") ? `/apis/${version}` : `/api/${version}`;
    const kinds = recordsAt(await served(access, base), "resources");
    const kind = kinds.find((each) => each["kind"] === object["kind"] && !String(each["name"]).includes("/"));
    if (kind === undefined) {
        return undefined;
    }
    const namespace =
        at(kind, "namespaced") === true ? `/namespaces/${textAt(object, "metadata", "namespace") ?? ""}` : "";
    return `${base}${namespace}/${String(kind["name"])}/${textAt(object, "metadata", "name") ?? ""}`;
}

async function served(access: ApiAccess, path: string): Promise<unknown> {
    try {
        return await request(access, path);
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
            return undefined;
        }
        throw error;
    }
}
