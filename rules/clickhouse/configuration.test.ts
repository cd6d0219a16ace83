import assert from "node:assert/strict";
import fc from "fast-check";
import { Estate } from "../estate";
import { Subject } from "../subject";
import { configurationOf, effectiveIn, isConfigured, type Configuration } from "./configuration";
import { nameOf, placeOf } from "./setting";

function configuration(written: object): Configuration {
    const subject = Subject.ofManifest({
        apiVersion: "clickhouse.altinity.com/v1",
        kind: "ClickHouseInstallation",
        metadata: { name: "orders", namespace: "shop" },
        spec: { configuration: written },
    });
    assert.ok(subject);
    return configurationOf(subject, new Estate([subject]));
}

function values(written: object): Record<string, unknown> {
    return Object.fromEntries(configuration(written).settings.map((setting) => [nameOf(setting), setting.field.value]));
}

describe("the configuration of an installation", () => {
    it("reads slash paths, nested mappings and files alike", () => {
        const wanted = { "openSSL/client/verificationMode": "none" };
        assert.deepEqual(values({ settings: { "openSSL/client/verificationMode": "none" } }), wanted);
        assert.deepEqual(values({ settings: { "openSSL/client": { verificationMode: "none" } } }), wanted);
        const xml = "<yandex><openSSL><client><verificationMode>none</verificationMode></client></openSSL></yandex>";
        assert.deepEqual(values({ files: { "x.xml": xml } }), wanted);
        assert.deepEqual(values({ files: { "x.txt": `<?xml version="1.0"?><!-- tls -->${xml}` } }), wanted);
        const yaml = "openSSL:\n  client:\n    verificationMode: none\n";
        assert.deepEqual(values({ files: { "x.yaml": yaml } }), wanted);
    });

    it("puts users, profiles and quotas where ClickHouse has them", () => {
        const written = { users: { "app/profile": "p" }, profiles: { "p/readonly": 1 }, quotas: { "q/interval": 1 } };
        assert.deepEqual(values(written), {
            "users/app/profile": "p",
            "profiles/p/readonly": 1,
            "quotas/q/interval": 1,
        });
    });

    it("points at the value's own field, or at the file", () => {
        const [own] = configuration({ users: { "app/networks/ip": ["::1"] } }).settings;
        assert.deepEqual(own?.at.path, ["spec", "configuration", "users", "app/networks/ip", 0]);
        const [inFile] = configuration({
            files: { "x.xml": "<clickhouse><http_port>1</http_port></clickhouse>" },
        }).settings;
        assert.ok(inFile);
        assert.deepEqual(inFile.at.path, ["spec", "configuration", "files", "x.xml"]);
        assert.equal(placeOf(inFile), 'http_port in spec.configuration.files["x.xml"]');
    });

    it("takes the most specific place", () => {
        const { chains } = configuration({
            settings: { level: "a" },
            clusters: [
                { settings: { level: "b" }, layout: { shards: [{ settings: { level: "c" }, replicas: [{}] }, {}] } },
                {},
            ],
        });
        const seen = chains.map((chain) => effectiveIn(chain, "level").map(({ field }) => field.value));
        assert.deepEqual(seen, [["c"], ["b"], ["a"]]);
    });

    it("is configured by an empty value, not by one that is taken out, and maybe by a file out of sight", () => {
        const judge = (written: object): unknown[] =>
            configuration(written).chains.map((chain) => isConfigured(chain, "hosts"));
        assert.deepEqual(judge({ settings: { hosts: "" } }), [true]);
        assert.deepEqual(judge({ settings: { hosts: {} } }), [true]);
        assert.deepEqual(judge({ settings: { hosts: [] } }), [true]);
        assert.deepEqual(judge({ settings: { hosts: null } }), [false]);
        assert.deepEqual(judge({ settings: { hosts: "_removed_" } }), [false]);
        assert.deepEqual(judge({ files: { "x.xml": { valueFrom: {} } } }), ["unknown"]);
        assert.deepEqual(judge({ files: { "x.crt": { valueFrom: {} } } }), [false]);
        assert.deepEqual(judge({ files: { "x.xml": "" } }), [false]);
    });

    it("knows what is read from elsewhere", () => {
        const references = (written: object): boolean[] =>
            configuration(written).settings.map(({ isReference }) => isReference);
        assert.deepEqual(references({ users: { "app/password": { valueFrom: {} } } }), [true]);
        for (const attribute of ["from_env", "from_zk", "incl"]) {
            assert.deepEqual(references({ files: { "x.xml": `<a><key ${attribute}="X"/></a>` } }), [true]);
        }
        assert.deepEqual(references({ files: { "x.xml": `<a><key replace="X"/></a>` } }), [false]);
        assert.deepEqual(references({ files: { "x.yaml": `key: { "@from_env": X }` } }), [true]);
    });

    it("reads any file without throwing", () => {
        fc.assert(
            fc.property(fc.constantFrom("x.xml", "x.yaml", "x"), fc.string(), (name, text) => {
                configuration({ files: { [name]: `<a>${text}</a>`, [`b.${name}`]: text } });
            }),
        );
    });
});
