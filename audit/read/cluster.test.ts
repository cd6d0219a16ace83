import assert from "node:assert/strict";
import { readCluster } from "./cluster";

const kinds = ["Secret", "postgresql.cnpg.io/Cluster", "clickhouse.altinity.com/ClickHouseInstallation"];

/** An API server of two groups that gives two objects a page. */
function server(answers: Record<string, unknown> = {}): { get: (path: string) => Promise<unknown>; asked: string[] } {
    const asked: string[] = [];
    const item = (name: string): object => ({ metadata: { name, namespace: "shop" }, spec: {} });
    const all: Record<string, unknown> = {
        "/apis": {
            groups: [{ name: "postgresql.cnpg.io", preferredVersion: { groupVersion: "postgresql.cnpg.io/v1" } }],
        },
        "/api/v1": {
            resources: [
                { name: "secrets", kind: "Secret" },
                { name: "pods", kind: "Pod" },
            ],
        },
        "/apis/postgresql.cnpg.io/v1": {
            resources: [
                { name: "clusters", kind: "Cluster" },
                { name: "clusters/status", kind: "Cluster" },
            ],
        },
        "/api/v1/secrets?limit=500": { apiVersion: "v1", items: [item("s")] },
        "/apis/postgresql.cnpg.io/v1/clusters?limit=500": {
            apiVersion: "postgresql.cnpg.io/v1",
            items: [item("a"), item("b")],
            metadata: { continue: "next page" },
        },
        "/apis/postgresql.cnpg.io/v1/clusters?limit=500&continue=next%20page": {
            apiVersion: "postgresql.cnpg.io/v1",
            items: [item("c")],
            metadata: { continue: "" },
        },
        ...answers,
    };
    return {
        asked,
        get: (path) => {
            asked.push(path);
            const answer = all[path];
            return answer instanceof Error || answer === undefined
                ? Promise.reject(answer instanceof Error ? answer : new Error(`no ${path}`))
                : Promise.resolve(answer);
        },
    };
}

describe("reading a cluster", () => {
    it("lists the kinds that are served, page by page, and is complete", async () => {
        const { get } = server();
        const { subjects, errors, complete } = await readCluster(kinds, { get, readSecrets: true, context: "prod" });
        assert.deepEqual(subjects.map(({ subject, origin }) => `${origin.file} ${subject.title}`).sort(), [
            "cluster:prod Cluster shop/a",
            "cluster:prod Cluster shop/b",
            "cluster:prod Cluster shop/c",
            "cluster:prod Secret shop/s",
        ]);
        assert.deepEqual([errors, complete], [[], true]);
    });

    it("leaves Secrets alone unless told otherwise", async () => {
        const { get, asked } = server();
        await readCluster(kinds, { get, readSecrets: false });
        assert.deepEqual(
            asked.filter((path) => path.includes("secrets")),
            [],
        );
    });

    it("says what may not be listed, keeps what was, and is then not complete", async () => {
        const { get } = server({
            "/apis/postgresql.cnpg.io/v1/clusters?limit=500&continue=next%20page": new Error("clusters is forbidden"),
        });
        const { subjects, errors, complete } = await readCluster(kinds, { get, readSecrets: true });
        assert.equal(subjects.length, 3);
        assert.equal(complete, false);
        assert.deepEqual(errors, [
            {
                file: "cluster",
                message:
                    "/apis/postgresql.cnpg.io/v1/clusters cannot be listed, so its objects are not judged and nothing is concluded from absence: clusters is forbidden",
            },
        ]);
    });

    it("begins a list anew whose snapshot has expired, and keeps nothing twice", async () => {
        const { get } = server();
        let expired = false;
        const { subjects, errors } = await readCluster(kinds, {
            readSecrets: false,
            get: (path) => {
                if (path.includes("continue") && !expired) {
                    expired = true;
                    return Promise.reject(new Error("the provided continue parameter is too old"));
                }
                return get(path);
            },
        });
        assert.deepEqual(subjects.map(({ subject }) => subject.name).sort(), ["a", "b", "c"]);
        assert.deepEqual(errors, []);
    });

    it("fails as a whole when the cluster cannot be reached", async () => {
        await assert.rejects(
            readCluster(kinds, { readSecrets: false, get: () => Promise.reject(new Error("refused")) }),
            {
                message: "refused",
            },
        );
    });
});
