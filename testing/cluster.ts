import { apply, ApiError, list, request, type ApiAccess } from "../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, type JsonRecord } from "../sandbox/json";
import { until, type TestStage } from "./stageForTests";

/** Paths in the API server. */
export const paths = {
    namespaces: "/api/v1/namespaces",
    storageClasses: "/apis/storage.k8s.io/v1/storageclasses",
    definitions: "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    clusters: "/apis/postgresql.cnpg.io/v1/clusters",
    core: (namespace: string, kind: string): string => `/api/v1/namespaces/${namespace}/${kind}`,
    group: (group: string, namespace: string, kind: string): string =>
        `/apis/${group}/v1/namespaces/${namespace}/${kind}`,
    cluster: (namespace: string, name: string): string =>
        `/apis/postgresql.cnpg.io/v1/namespaces/${namespace}/clusters/${name}`,
};

/** As far as a database gets where pods are simulated: the operator asked the backup plugin and made the Job that fills the first volume. */
export async function settingUpPrimary(
    { access, log }: Pick<TestStage, "access" | "log">,
    namespace: string,
    name: string,
    job: "initdb" | "full-recovery" = "initdb",
): Promise<JsonRecord> {
    let seen: unknown;
    const cluster = await until(
        `the operator sets the primary of ${namespace}/${name} up`,
        async () => {
            const found = await request(access(), paths.cluster(namespace, name));
            seen = at(found, "status");
            const done = textAt(found, "status", "phase") === "Setting up primary";
            return done && isRecord(found) && recordsAt(found, "status", "pluginStatus").length > 0 ? found : undefined;
        },
        { seen: () => `its status: ${JSON.stringify(seen)}; the operators: ${log.join("\n")}` },
    );
    // The operator writes the phase first and makes the Job then (createPrimaryInstance in CloudNativePG 1.30's cluster_create.go).
    let jobs: readonly string[] = [];
    await until(
        `the operator makes the Job ${name}-1-${job} in ${namespace}`,
        async () => {
            jobs = await namesIn(access(), paths.group("batch", namespace, "jobs"));
            return jobs.includes(`${name}-1-${job}`) ? true : undefined;
        },
        { seen: () => `the Jobs ${jobs.join(", ")}; the operators: ${log.join("\n")}` },
    );
    return cluster;
}

export async function exists(access: ApiAccess, path: string): Promise<boolean> {
    try {
        await request(access, path);
        return true;
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
            return false;
        }
        throw error;
    }
}

export async function namesIn(access: ApiAccess, collection: string): Promise<string[]> {
    return (await list(access, collection)).map((item) => textAt(item, "metadata", "name") ?? "").sort();
}

/** As an administrator would: outside of every stack. */
export async function makeNamespace(access: ApiAccess, name: string): Promise<void> {
    await apply(access, `${paths.namespaces}/${name}`, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
}
