import assert from "node:assert/strict";
import { readSource } from "./source";

const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;

function resource(type: string, name: string, inputs: object, more: object = {}): object {
    return { urn: urn(type, name), type, custom: true, inputs, outputs: {}, ...more };
}

function exported(...resources: object[]): string {
    return JSON.stringify({ version: 3, deployment: { manifest: {}, resources } }, null, 4);
}

describe("reading a Pulumi state", () => {
    it("is a whole stack, whether exported or in a file of the self-managed backend", () => {
        const key = resource("aws:kms/key:Key", "k", { enableKeyRotation: true });
        const file = JSON.stringify({ version: 3, checkpoint: { stack: "dev", latest: { resources: [key] } } });
        for (const text of [exported(key), file]) {
            const { subjects, complete } = readSource("s", text);
            assert.equal(complete, true);
            assert.deepEqual(
                subjects.map(({ subject }) => [subject.kind, subject.name, subject.read("enableKeyRotation").value]),
                [["aws:kms/key:Key", "k", true]],
            );
        }
    });

    it("reads what was written through Pulumi as the Kubernetes object that it is", () => {
        const cluster = resource("kubernetes:postgresql.cnpg.io/v1:Cluster", "orders", {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "Cluster",
            metadata: { name: "orders", namespace: "shop" },
        });
        const [read] = readSource("s", exported(cluster)).subjects;
        assert.equal(read?.subject.kind, "postgresql.cnpg.io/Cluster");
        assert.equal(read.subject.title, "Cluster shop/orders");
        assert.equal(read.subject.pulumi?.urn, urn("kubernetes:postgresql.cnpg.io/v1:Cluster", "orders"));
        assert.equal(read.origin.lineOf([]), 7, "the line of the resource");
    });

    it("keeps secrets marked, and encrypted ones unknown", () => {
        const secret = resource("x:y:Z", "s", {
            encrypted: { ...mark, ciphertext: "AAAA" },
            shown: { ...mark, plaintext: '{"password":"hunter2hunter2"}' },
            broken: { ...mark, plaintext: "{" },
            plain: "x",
        });
        const [read] = readSource("s", exported(secret)).subjects;
        const field = (path: string): { state: string; secret: boolean } | undefined => read?.subject.read(path);
        assert.deepEqual([field("encrypted")?.state, field("encrypted")?.secret], ["unknown", true]);
        assert.deepEqual([field("shown.password")?.state, field("shown.password")?.secret], ["known", true]);
        assert.equal(read?.subject.read("shown.password").shown, "set (hidden)");
        assert.deepEqual([field("broken")?.state, field("plain")?.secret], ["unknown", false]);
    });

    it("takes an output that was not known for unknown", () => {
        const pending = resource("x:y:Z", "s", { a: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
        assert.equal(readSource("s", exported(pending)).subjects[0]?.subject.read("a").isUnknown, true);
    });

    it("knows parents, dependencies of both kinds, protection; leaves out what is waiting to be deleted", () => {
        const text = exported(
            resource("x:y:Z", "gone", {}, { delete: true }),
            resource(
                "x:y:Z",
                "here",
                {},
                {
                    parent: urn("x:y:C", "c"),
                    dependencies: [urn("a", "1")],
                    propertyDependencies: { p: [urn("a", "1"), urn("a", "2")], q: null },
                    protect: true,
                },
            ),
        );
        const { subjects } = readSource("s", text);
        assert.equal(subjects.length, 1);
        assert.deepEqual(subjects[0]?.subject.pulumi, {
            urn: urn("x:y:Z", "here"),
            type: "x:y:Z",
            parent: urn("x:y:C", "c"),
            dependencies: [urn("a", "1"), urn("a", "2")],
            propertyDependencies: { p: [urn("a", "1"), urn("a", "2")], q: [] },
            marksSecrets: true,
            protect: true,
            retainOnDelete: false,
        });
    });

    it("shows rules the outputs of generated secrets, and of nothing else", () => {
        const outputs = { result: "abc" };
        const { subjects } = readSource(
            "s",
            exported(
                resource("random:index/randomPassword:RandomPassword", "p", { length: 32 }, { outputs }),
                resource("aws:kms/key:Key", "k", {}, { outputs }),
            ),
        );
        assert.deepEqual(
            subjects.map(({ subject }) => subject.read("__outputs.result").state),
            ["known", "absent"],
        );
    });

    it("survives a state that is not what it should be", () => {
        for (const resources of [null, 1, [null, 1, "x", {}, { urn: 1 }, { urn: "u", type: "t", inputs: [] }]]) {
            const { errors } = readSource("s", JSON.stringify({ version: 3, deployment: { resources } }));
            assert.deepEqual(errors, []);
        }
    });
});
