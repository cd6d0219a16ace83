import assert from "node:assert/strict";
import { Field } from "../field";
import { isUnreadable } from "../percona.configuration";
import { readMongoConfiguration, type MongoConfiguration } from "./configuration";

const at = new Field(["spec", "configuration"], undefined);

function read(text: string): MongoConfiguration {
    const configuration = readMongoConfiguration({ at, where: "here", text, secret: false });
    assert.ok(!isUnreadable(configuration), JSON.stringify(configuration));
    return configuration;
}

function problemOf(text: string): string {
    const configuration = readMongoConfiguration({ at, where: "here", text, secret: false });
    assert.ok(isUnreadable(configuration));
    return configuration.problem;
}

describe("a configuration of mongod", () => {
    it("knows its options by dotted names, nested or not", () => {
        const { option } = read("net:\n  tls:\n    mode: requireTLS\n  port: 27018\nsecurity.vault: { port: 8200 }\n");
        assert.equal(option("net.tls.mode").value, "requireTLS");
        assert.equal(option("net.port").value, 27018);
        assert.equal(option("security.vault.port").value, 8200);
        assert.equal(option("net.tls").state, "absent");
        assert.deepEqual(option("net.port").path, ["spec", "configuration", "net.port"]);
    });

    it("reads a key named value as its parent, but not at the top", () => {
        const { option } = read("value: 1\nnet: { port: { value: 2 } }");
        assert.equal(option("value").value, 1);
        assert.equal(option("net.port").value, 2);
    });

    it("takes the last of equal names, and null for absent", () => {
        const { option, hasSection } = read("net.port: 1\nnet: { port: 2, bindIp: null }\nauditLog:\n");
        assert.equal(option("net.port").value, 2);
        assert.equal(option("net.bindIp").state, "absent");
        assert.equal(hasSection("auditLog"), false);
    });

    it("knows its sections by whole words", () => {
        const { hasSection } = read("auditLogs: { a: 1 }\nsecurity: { vault: { port: 1 }, kmips: 1 }\nsystemLog: [a]");
        assert.equal(hasSection("auditLog"), false);
        assert.equal(hasSection("security.vault"), true);
        assert.equal(hasSection("security.kmip"), false);
        assert.equal(hasSection("security"), true);
        assert.equal(hasSection("systemLog"), true);
    });

    it("does not know what a variable may bring", () => {
        for (const text of ["security: ${X}", "security: {{ x }}", "security: !vault x", "${X}: { a: 1 }"]) {
            const { option, hasSection } = read(text);
            assert.equal(option("security.vault.port").state, "unknown", text);
            assert.equal(hasSection("security.vault"), "unknown", text);
        }
        const { option, hasSection } = read("security: ${X}\nnet:\n  port: ${Y}\nstorage: plain");
        assert.equal(option("securityVault").state, "absent");
        assert.equal(hasSection("net.tls"), false);
        assert.equal(hasSection("storage.engine"), false);
        assert.equal(hasSection("security"), true);
        assert.equal(option("net.port").value, "${Y}");
        assert.equal(read("${X}: 1\nnet: { port: 2 }").option("net.port").value, 2);
        assert.equal(read("security: 5").hasSection("security.vault"), false);
    });

    it("keeps a secret a secret", () => {
        const configuration = readMongoConfiguration({ at, where: "here", text: "a: 1", secret: true });
        assert.ok(!isUnreadable(configuration));
        assert.ok(configuration.option("a").secret);
    });

    it("is empty without a document", () => {
        for (const text of ["", "# nothing", "{}", "---\n"]) {
            assert.equal(read(text).option("net.port").state, "absent", text);
        }
    });

    it("says why it cannot be read", () => {
        assert.equal(problemOf("${ALL}"), "here is a variable");
        assert.equal(problemOf(" {{ all }}\n"), "here is a variable");
        assert.equal(problemOf("words"), "here is no mapping of options");
        assert.equal(problemOf("- a"), "here is no mapping of options");
        assert.match(problemOf("a: 1\nb: ["), /^here cannot be read as YAML \(line \d\): ./);
        assert.match(problemOf("a: &a [*a]"), /^here cannot be read as YAML: ./);
    });
});
