import assert from "node:assert/strict";
import { fingerprint } from "./fingerprint";
import { finding } from "./reports/samples";

describe("a fingerprint", () => {
    const print = fingerprint(finding());

    it("stays when the finding moves, or its message, severity or status change", () => {
        assert.match(print, /^[0-9a-f]{64}$/);
        assert.equal(fingerprint(finding({ line: 99, file: "elsewhere.yaml" })), print);
        assert.equal(fingerprint(finding({ message: "other words", severity: "low", status: "waived" })), print);
    });

    it("stays when the object moves to another version of its kind", () => {
        const { resource } = finding();
        const served = { ...resource, apiVersion: "postgresql.cnpg.io/v2" };
        assert.equal(fingerprint(finding({ resource: served })), print);
    });

    it("differs by rule, path and everything that names the resource", () => {
        const { resource } = finding();
        const others = [
            finding({ rule: "postgres-storage-class" }),
            finding({ path: "spec.storage" }),
            finding({ resource: { ...resource, name: "other" } }),
            finding({ resource: { ...resource, namespace: "other" } }),
            finding({ resource: { ...resource, kind: "Pooler" } }),
            finding({ resource: { ...resource, apiVersion: "other.io/v1" } }),
            finding({ resource: { ...resource, urn: "urn:pulumi:live::shop::a:b:C::orders" } }),
        ].map(fingerprint);
        assert.equal(new Set([print, ...others]).size, others.length + 1);
    });
});
