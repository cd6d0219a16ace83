import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";

import { apply, ApiError, request } from "./api-client";
import { findControlPlane, startControlPlane, stopControlPlane } from "./control-plane";
import { filesIn } from "./control-plane-processes";
import { textAt } from "./json";
import { freePorts } from "./ports";
import { isAlive } from "./processes";
import { readState } from "./state";
import { ensureToolchain, type Toolchain } from "./toolchain/build";
import { controlPlaneParts } from "./toolchain/parts";

describe("the control plane", function () {
    this.timeout(90_000);
    let toolchain: Toolchain;
    let directory: string;

    before(async function () {
        // With empty caches the parts are built first.
        this.timeout(20 * 60_000);
        toolchain = await ensureToolchain(controlPlaneParts, () => undefined);
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db control-plane-"));
    });

    after(async () => {
        await stopControlPlane(directory);
        fs.rmSync(directory, { recursive: true, force: true });
    });

    const start = () => startControlPlane({ directory, toolchain });
    const processes = () => readState(filesIn(directory).state).processes;
    const namesHere = () =>
        execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
            .split("\n")
            .filter((line) => line.includes(directory));

    it("is ready when it has started: objects are served and Pods get ready", async () => {
        const { access, started } = await start();
        assert.equal(started, true);
        assert.equal(await request(access, "/readyz"), "ok");
        const labels = { app: "probe" };
        await apply(access, "/apis/apps/v1/namespaces/default/deployments/probe", {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name: "probe" },
            spec: {
                selector: { matchLabels: labels },
                template: { metadata: { labels }, spec: { containers: [{ name: "probe", image: "probe" }] } },
            },
        });
        for (;;) {
            const probe = await request(access, "/apis/apps/v1/namespaces/default/deployments/probe");
            if (JSON.stringify(probe).includes('"readyReplicas":1')) {
                break;
            }
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    });

    it("is used again while it is healthy", async () => {
        const before = processes();
        const again = await start();
        assert.equal(again.started, false);
        assert.deepEqual(processes(), before);
    });

    it("knows a user who may do nothing until somebody lets them", async () => {
        const { access, limited } = await start();
        const secrets = "/api/v1/namespaces/default/secrets";
        const refused = (error: unknown) => error instanceof ApiError && error.status === 403;
        await assert.rejects(request(limited.access, secrets), refused);
        await apply(access, "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/limited", {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "RoleBinding",
            metadata: { name: "limited" },
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
            subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "limited" }],
        });
        // The authorizer sees the binding through its own watch, a moment later.
        for (const deadline = Date.now() + 5000; ;) {
            try {
                await request(limited.access, secrets);
                break;
            } catch (error) {
                assert.ok(refused(error) && Date.now() < deadline, String(error));
            }
        }
        await assert.rejects(request(limited.access, "/api/v1/namespaces/kube-system/secrets"), refused);
    });

    it("writes who did what into the audit log, and no Secret's content", async () => {
        const { access, auditLog } = await start();
        await apply(access, "/api/v1/namespaces/default/secrets/audited", {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "audited" },
            stringData: { password: "correct-horse-battery" },
        });
        const log = fs.readFileSync(auditLog, "utf8");
        const events = log
            .trim()
            .split("\n")
            .map((line): unknown => JSON.parse(line))
            .filter((event) => textAt(event, "objectRef", "name") === "audited");
        assert.deepEqual(
            events.map((event) => [textAt(event, "user", "username"), textAt(event, "verb")]),
            [["admin", "patch"]],
        );
        const encoded = Buffer.from("correct-horse-battery").toString("base64");
        assert.ok(!log.includes("correct-horse-battery") && !log.includes(encoded));
    });

    it("keeps tokens and keys from other users of the machine", () => {
        const { kubeconfig, limitedKubeconfig, tokens, serviceAccountKey, auditLog, state } = filesIn(directory);
        for (const file of [kubeconfig, limitedKubeconfig, tokens, serviceAccountKey, auditLog, state]) {
            assert.equal(fs.statSync(file).mode & 0o077, 0, `${file} is its owner's only`);
        }
        assert.ok(!fs.readFileSync(kubeconfig, "utf8").includes("insecure-skip-tls-verify"));
    });

    for (const victim of ["etcd", "kube-apiserver", "kwok"]) {
        it(`is whole again, with its objects and at its address, after ${victim} was killed`, async () => {
            const before = await start();
            const killed = processes().find(({ name }) => name === victim);
            assert.ok(killed !== undefined);
            process.kill(killed.pid, "SIGKILL");
            while (isAlive(killed)) {
                await new Promise((resolve) => setTimeout(resolve, 10));
            }
            assert.equal(await findControlPlane(directory), undefined);
            const after = await start();
            assert.equal(after.started, true);
            assert.equal(after.access.server, before.access.server);
            assert.equal(after.access.token, before.access.token);
            await request(after.access, "/api/v1/namespaces/default/secrets/audited");
            assert.equal(namesHere().length, 5, "nothing of the half-dead one is left");
        });
    }

    it("leaves no process when it is stopped, and no other process is touched", async () => {
        await start();
        const records = processes();
        assert.equal(records.length, 5);
        await stopControlPlane(directory);
        assert.deepEqual(records.filter(isAlive), []);
        assert.deepEqual(namesHere(), []);
        await stopControlPlane(directory);
    });

    it("moves to other ports when somebody else took its own meanwhile", async () => {
        const port = readState(filesIn(directory).state).ports["kube-apiserver"];
        const squatter = net.createServer();
        await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
        try {
            const { access } = await start();
            assert.notEqual(access.server, `https://127.0.0.1:${port ?? 0}`);
            assert.equal(await request(access, "/readyz"), "ok");
        } finally {
            squatter.close();
            await stopControlPlane(directory);
        }
    });

    it("says which port is busy when every attempt meets another program", async () => {
        const [etcd = 0, peer = 0, taken = 0] = await freePorts(3);
        const squatter = net.createServer();
        await new Promise<void>((resolve) => squatter.listen(taken, "127.0.0.1", resolve));
        const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-busy-"));
        try {
            const choosePorts = () => Promise.resolve([etcd, peer, taken]);
            await assert.rejects(
                startControlPlane({ directory: elsewhere, toolchain, choosePorts }),
                new RegExp(`no free ports in 4 attempts: another program listens on 127\\.0\\.0\\.1:${taken}`),
            );
            assert.deepEqual(readState(filesIn(elsewhere).state).processes, []);
        } finally {
            squatter.close();
            fs.rmSync(elsewhere, { recursive: true, force: true });
        }
    });

    it("leaves nothing behind when it is called off", async () => {
        const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-aborted-"));
        try {
            const calledOff = startControlPlane({ directory: elsewhere, toolchain, signal: AbortSignal.timeout(500) });
            await assert.rejects(calledOff, /TimeoutError|aborted due to timeout/);
            assert.deepEqual(readState(filesIn(elsewhere).state).processes, []);
        } finally {
            fs.rmSync(elsewhere, { recursive: true, force: true });
        }
    });
});
