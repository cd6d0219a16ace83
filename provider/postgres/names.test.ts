import assert from "node:assert/strict";
import fc from "fast-check";
import { roleName } from "./arbitraries.test";
import { clusterNameLimit, connectionSecret, kubernetesName, loginSecret } from "./names";

const cluster = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
/** What CloudNativePG 1.30 adds to a Cluster's name for Secrets of its own, that of poolers included. */
const theirs = ["app", "ca", "server", "replication", "superuser", "pooler"];
const named = roleName.filter((name) => kubernetesName(name) !== "");

describe("Names of a user's Secrets", () => {
    it("are never those that CloudNativePG makes, whatever user and cluster are called", () => {
        const user = fc.oneof(named, fc.constantFrom(...theirs, "x-app", "login", "root", "client-ca"));
        fc.assert(
            fc.property(cluster, cluster, user, fc.constantFrom(...theirs), (name, other, role, ending) => {
                for (const secret of [loginSecret(name, { name: role }), connectionSecret(name, { name: role })]) {
                    assert.notEqual(secret, `${name}-${ending}`);
                    assert.notEqual(secret, `${other}-${ending}`);
                    assert.ok(!secret.endsWith(`-${ending}`), secret);
                    assert.notEqual(secret, `${name}-root`);
                }
            }),
        );
    });

    it("are names in Kubernetes, also of the longest cluster and user", () => {
        const longest = "c".repeat(clusterNameLimit);
        fc.assert(
            fc.property(fc.oneof(named, fc.constant(`u${"_".repeat(61)}x`)), (role) => {
                for (const secret of [
                    loginSecret(longest, { name: role }),
                    connectionSecret(longest, { name: role }),
                ]) {
                    assert.match(secret, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
                    assert.ok(secret.length <= 253);
                }
            }),
        );
    });

    it("differ between users whose names differ in more than - and _", () => {
        fc.assert(
            fc.property(named, named, (one, other) => {
                const same = kubernetesName(one) === kubernetesName(other);
                assert.equal(loginSecret("orders", { name: one }) === loginSecret("orders", { name: other }), same);
            }),
        );
        assert.equal(kubernetesName("_batch_job_"), "batch-job");
    });
});
