import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { list, request } from "../../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, type JsonRecord } from "../../sandbox/json";
import { run, type RunResult } from "../../sandbox/run";
import { exists, makeNamespace, paths, settingUpPrimary } from "../../testing/cluster";
import { stageForTests } from "../../testing/stageForTests";

describe("the program for a fleet of tenants, as it is, in the sandbox", function () {
    this.timeout(1_200_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    const file = (): string => join(stage().directory, "fleet", "tenants.yaml");

    /** What a person types; `ended` has the exit status. */
    async function fleet(...words: string[]): Promise<RunResult> {
        const tsx = require.resolve("tsx/cli");
        const args = [tsx, resolve(__dirname, "main.ts"), ...words, "--file", file()];
        const ended = await run(process.execPath, args, { env: stage().env });
        printed.push(ended.stdout, ended.stderr);
        return ended;
    }
    const printed: string[] = [];

    /** pulumi by hand, in a tenant's folder. */
    async function pulumi(tenant: string, ...args: string[]): Promise<string> {
        const cwd = join(stage().directory, "fleet", "stacks", `tenant-${tenant}`);
        const all = [...args, "--stack", `tenant-${tenant}`, "--non-interactive"];
        const { code, stdout, stderr } = await run("pulumi", all, { cwd, env: stage().env });
        assert.equal(code, 0, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
        return stdout;
    }

    async function changesNothing(tenant: string): Promise<void> {
        await pulumi(tenant, "preview", "--expect-no-changes");
    }

    /** tenants.yaml as it lies here, with what the sandbox needs. */
    function writeFile(change: (content: JsonRecord) => void = () => undefined): void {
        const content: unknown = parse(readFileSync(join(__dirname, "tenants.yaml"), "utf8"));
        assert.ok(isRecord(content) && isRecord(content["database"]) && isRecord(content["tenants"]));
        content["plugin"] = resolve(__dirname, content["plugin"] as string);
        content["atOnce"] = 2;
        // Simulated pods never become ready, and the sandbox must be able to take everything away.
        Object.assign(content["database"], { awaitReady: false, deletionProtection: false });
        // Its application's namespace is somebody else's, and not there yet.
        const globex = content["tenants"]["globex"];
        assert.ok(isRecord(globex));
        globex["users"] = [
            {
                name: "app",
                database: "ledger",
                access: "owner",
                from: [{ namespace: "globex-books", podLabels: { app: "ledger" } }],
            },
        ];
        change(content);
        writeFileSync(file(), stringify(content));
    }

    before("the file is written", () => {
        mkdirSync(join(stage().directory, "fleet"));
        writeFile();
    });

    it("says which of the file's keys there is not, with exit status 2, before anything is made", async () => {
        writeFile((content) => {
            content["tenant"] = {};
        });
        const { code, stderr } = await fleet("up");
        assert.equal(code, 2);
        assert.match(stderr, /tenant: there is no such key; there are plugin, /);
        writeFile();
        const { code: unknown, stderr: why } = await fleet("up", "hooli");
        assert.deepEqual([unknown, why.split("\n")[0]], [2, "not in the file: hooli"]);
    });

    it("brings up whom it can, two at a time, when one fails half-way", async () => {
        const { code, stdout, stderr } = await fleet("up");
        assert.equal(code, 1, stdout + stderr);
        assert.deepEqual(endings(stdout), {
            operator: "changed",
            acme: "changed",
            globex: "failed",
            initech: "changed",
        });
        assert.match(stdout, /globex +failed .*globex-books/);

        await settingUpPrimary(onStage, "acme", "acme");
        await settingUpPrimary(onStage, "initech", "initech");
        assert.deepEqual(stage().operators?.running(), ["databases/postgres"]);

        assert.equal(mostAtOnce(stdout), 2);
        assert.match(stdout, /^\d\d:\d\d:\d\d acme {2}create Cluster acme \(\d+ done\)$/m);
    });

    it("shows how each stands", async () => {
        const { code, stdout } = await fleet("status");
        assert.equal(code, 0);
        assert.match(stdout, /^acme +up +\d\d /m);
        assert.match(stdout, /^globex +failed +[1-9]/m);
    });

    it("makes only what is missing once the cause is gone", async () => {
        await makeNamespace(access(), "globex-books");
        const before = Number(/^globex +failed +(\d+)/m.exec((await fleet("status")).stdout)?.[1]);
        const { code, stdout, stderr } = await fleet("up");
        assert.equal(code, 0, stdout + stderr);
        assert.deepEqual(endings(stdout), {
            operator: "unchanged",
            acme: "unchanged",
            globex: "changed",
            initech: "unchanged",
        });
        const made = Number(/^globex +changed .*create (\d+)/m.exec(stdout)?.[1]);
        assert.ok(made > 0);
        const now = Number(/^globex +up +(\d+)/m.exec((await fleet("status")).stdout)?.[1]);
        assert.equal(now, before + made, "nothing of what was there was made again");
        await settingUpPrimary(onStage, "globex", "globex");
    });

    it("looks how an interrupted update ended, and goes on", async () => {
        // Where the backend keeps it: `pulumi stack import` would take out what is pending.
        const kept = join(stage().directory, "state/.pulumi/stacks/hardened-db-tenants/tenant-initech.json");
        const state: unknown = JSON.parse(readFileSync(kept, "utf8"));
        const latest = at(state, "checkpoint", "latest");
        const cluster = recordsAt(latest, "resources").find(
            (each) => textAt(each, "type") === "kubernetes:postgresql.cnpg.io/v1:Cluster",
        );
        assert.ok(cluster !== undefined && isRecord(latest));
        const { id: _, ...unborn } = cluster;
        latest["pending_operations"] = [
            { resource: cluster, type: "updating" },
            { resource: { ...unborn, urn: `${String(cluster["urn"])}-two` }, type: "creating" },
        ];
        writeFileSync(kept, JSON.stringify(state));
        assert.match(
            (await fleet("status")).stdout,
            /^initech +interrupted at updating Cluster initech, creating Cluster/m,
        );

        const { code, stdout, stderr } = await fleet("up", "initech");
        assert.equal(code, 0, stdout + stderr);
        assert.match(stdout, /initech {2}was interrupted at updating Cluster initech, creating Cluster initech-two/);
        assert.equal(endings(stdout)["initech"], "unchanged");
        const after: unknown = JSON.parse(await pulumi("initech", "stack", "export"));
        assert.deepEqual(recordsAt(after, "deployment", "pending_operations"), []);
    });

    it("touches no stack that another pulumi holds, until it is unlocked", async () => {
        const locks = join(
            stage().directory,
            "state",
            ".pulumi",
            "locks",
            "organization",
            "hardened-db-tenants",
            "tenant-acme",
        );
        mkdirSync(locks, { recursive: true });
        const lock = { pid: 1, username: "somebody", hostname: "elsewhere", timestamp: "2026-11-27T00:00:00Z" };
        writeFileSync(join(locks, "00000000-0000-4000-8000-000000000000.json"), JSON.stringify(lock));
        const held = await fleet("up", "acme");
        assert.equal(held.code, 1);
        assert.match(held.stdout, /acme +failed .*`unlock` it when none does/);
        assert.equal((await fleet("unlock", "acme")).code, 0);
        const { code, stdout } = await fleet("up", "acme");
        assert.deepEqual([code, endings(stdout)["acme"]], [0, "unchanged"]);
    });

    it("takes no protected database down, and says what to do", async () => {
        writeFile((content) => {
            const acme = at(content, "tenants", "acme");
            assert.ok(isRecord(acme));
            acme["deletionProtection"] = true;
        });
        assert.equal((await fleet("up", "acme")).code, 0);
        const { code, stdout } = await fleet("down", "acme");
        assert.equal(code, 1);
        assert.match(stdout, /acme {2}protected: .*Cluster acme/);
        assert.match(stdout, /`deletionProtection: false` for acme in the file/);
        assert.ok(await exists(access(), paths.cluster("acme", "acme")));
        writeFile();
        assert.equal((await fleet("up", "acme")).code, 0);
    });

    it("takes one down, says what it leaves, and leaves the others whole", async () => {
        const others = ["acme", "initech"];
        const before = await Promise.all(others.map((name) => request(access(), paths.cluster(name, name))));
        const { code, stdout } = await fleet("down", "globex");
        assert.equal(code, 0, stdout);
        assert.match(stdout, /globex {2}left: the volumes/);
        assert.match(stdout, /globex {2}left: the namespace globex/);
        assert.equal(await exists(access(), paths.cluster("globex", "globex")), false);
        assert.match((await fleet("status")).stdout, /^globex +not there/m);

        const clusters = await list(access(), paths.clusters);
        assert.deepEqual(clusters.map((each) => textAt(each, "metadata", "name")).sort(), others);
        for (const [index, name] of others.entries()) {
            const now = await request(access(), paths.cluster(name, name));
            assert.equal(textAt(now, "metadata", "uid"), textAt(before[index], "metadata", "uid"));
            await changesNothing(name);
        }
    });

    it("takes the tenant out of the operator's sight when it leaves the file, and no other tenant changes", async () => {
        const without = (name: string): void => {
            writeFile((content) => {
                const tenants = Object.entries(at(content, "tenants") ?? {});
                content["tenants"] = Object.fromEntries(tenants.filter(([each]) => ![name, "globex"].includes(each)));
            });
        };
        without("acme");
        const refused = await fleet("up");
        assert.equal(refused.code, 1);
        assert.match(refused.stdout, /operator +failed .*acme would lose the operator/);

        without("globex");
        const { code, stdout } = await fleet("up");
        assert.equal(code, 0, stdout);
        assert.deepEqual(endings(stdout), { operator: "changed", acme: "unchanged", initech: "unchanged" }, stdout);
    });

    it("prints no secret", async () => {
        const secrets = (await list(access(), "/api/v1/secrets"))
            .filter((secret) => ["acme", "globex", "initech"].includes(textAt(secret, "metadata", "namespace") ?? ""))
            .flatMap((secret) => {
                const data = at(secret, "data");
                return isRecord(data) ? Object.values(data) : [];
            })
            .map((value) => Buffer.from(String(value), "base64").toString())
            .filter((value) => value.length > 15 && !value.includes("CERTIFICATE"));
        assert.ok(secrets.length >= 2, "passwords were generated");
        const all = printed.join("\n");
        for (const secret of secrets) {
            assert.ok(!all.includes(secret), "a secret was printed");
        }
    });
});

/** How each ended, from the table at the end. */
function endings(stdout: string): Record<string, string> {
    const rows = stdout.slice(stdout.lastIndexOf("\nstack ")).trim().split("\n").slice(1);
    const ended = rows.map((row) => /^(\S+) +(changed|unchanged|failed|not tried)/.exec(row));
    return Object.fromEntries(ended.map((found) => [found?.[1] ?? "", found?.[2] ?? ""]));
}

/** How many tenants were between their begin and their end at a time. */
function mostAtOnce(stdout: string): number {
    let running = 0;
    return Math.max(
        ...stdout.split("\n").map((line) => {
            const [, who, what] = /^[\d:]{8} (\S+) {2}(begins$|changed:|unchanged:|failed:)/.exec(line) ?? [];
            if (who !== undefined && who !== "operator") {
                running += what === "begins" ? 1 : -1;
            }
            return running;
        }),
    );
}
