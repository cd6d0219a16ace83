import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { apply, request } from "../../sandbox/api-client";
import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "../../sandbox/json";
import { callsBy } from "../../testing/auditLog";
import { makeNamespace, paths, settingUpPrimary } from "../../testing/cluster";
import { operatorErrors } from "../../testing/operatorLog";
import { onAnyCluster } from "../../testing/postgresArguments";
import { changedNothing, createStack, endedWell, type TestStack } from "../../testing/stack";
import { stageForTests, until } from "../../testing/stageForTests";
import { openSsl } from "../kubernetes/openssl.test";
import type { PostgresPoolerArgs } from "./poolerArguments";
import type { PostgresTlsArgs } from "./tlsArguments";

const namespace = "databases";
const { platform, ...base } = onAnyCluster();

/** Databases that differ in nothing but their certificates, and share an operator. */
function program(issuers: Record<string, PostgresTlsArgs>, pooler?: PostgresPoolerArgs) {
    const here = { name: namespace, create: false };
    const databases = Object.entries(issuers).map(([name, tls]) => [
        name,
        {
            type: "hardened-db:PostgresDatabase",
            properties: {
                ...base,
                platform,
                namespace: here,
                instances: 1,
                awaitReady: false,
                deletionProtection: false,
                users: [{ ...base.users[0], from: [{ podLabels: { app: "api" } }] }],
                operator: { shared: "${postgres.reference}" },
                tls: tls.issuer === "generated" && pooler ? withoutRequirement(tls) : tls,
                ...(tls.issuer === "generated" && pooler && { pooler }),
            },
        },
    ]);
    return {
        resources: {
            postgres: {
                type: "hardened-db:PostgresOperator",
                properties: { namespace: here, watchNamespaces: [here], network: platform.network },
            },
            ...(Object.fromEntries(databases) as Record<string, unknown>),
        },
    };
}

/** PgBouncer cannot hold password and certificate against each other, so that the two do not go together. */
function withoutRequirement({ clientCertificates: _required, ...rest }: PostgresTlsArgs): PostgresTlsArgs {
    return rest;
}

describe("certificates, as the real operator takes them", function () {
    this.timeout(300_000);
    const onStage = stageForTests();
    const { stage, access } = onStage;
    const openssl = openSsl();
    let stack: TestStack;
    let company: Authority;
    let pooler: PostgresPoolerArgs | undefined;
    let issuers: Record<"signed" | "chained" | "certified" | "brought", PostgresTlsArgs>;

    before("four databases come up, each with another issuer", async () => {
        await makeNamespace(access(), namespace);
        await putSecret("backup-login", { content: { ACCESS_KEY_ID: "id", ACCESS_SECRET_KEY: "key" } });
        company = authority("company");
        const ownClients = authority("clients of brought");
        await putSecret("own-server", company.issue("brought-rw", "serverAuth", [`brought-rw.${namespace}.svc`]));
        await putSecret("own-server-ca", { content: { "ca.crt": company.root } });
        await putSecret("own-replication", ownClients.issue("streaming_replica", "clientAuth"));
        await putSecret("own-client-ca", { content: { "ca.crt": ownClients.root } });
        issuers = {
            signed: {},
            chained: { issuer: "generated", clientCertificates: "required" },
            certified: { issuer: "certManager", certManager: { issuerName: "company" }, ca: company.root },
            brought: {
                issuer: "provided",
                ca: company.root,
                provided: {
                    serverSecret: "own-server",
                    serverCaSecret: "own-server-ca",
                    replicationSecret: "own-replication",
                    clientCaSecret: "own-client-ca",
                },
            },
        };
        stack = await createStack(stage(), { project: "certificates", program: program(issuers) });
        endedWell(await stack.up());
    });

    const cluster = (name: string) => request(access(), paths.cluster(namespace, name));

    async function entry(secret: string, key: string): Promise<string | undefined> {
        const found = await request(access(), `${paths.core(namespace, "secrets")}/${secret}`);
        const value = textAt(found, "data", key);
        return value === undefined ? undefined : Buffer.from(value, "base64").toString();
    }

    async function certificate(secret: string, key = "tls.crt"): Promise<string> {
        return (await entry(secret, key)) ?? assert.fail(`${secret} has ${key}`);
    }

    async function putSecret(
        name: string,
        { content, type, labels }: { content: Record<string, string>; type?: string; labels?: JsonRecord },
    ): Promise<void> {
        await apply(access(), `${paths.core(namespace, "secrets")}/${name}`, {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name, namespace, ...(labels && { labels }) },
            ...(type && { type }),
            stringData: content,
        });
    }

    /**
     * What the operator complained of about a database, but for a Secret that is gone for a moment: pulumi-kubernetes replaces a Secret
     * whose content changes, unless its setting enableSecretMutable says otherwise (4.25, provider/diff.go).
     */
    function complaints(name: string): string[] {
        const errors = operatorErrors(stage(), { namespace, name: "postgres" }, name);
        return errors.filter((error) => !/Secret "[^"]+" not found$/.test(error));
    }

    it("that the operator issues from our root it issues for every name of the database, which the root verifies [NM-4] [NM-7]", async () => {
        await settingUpPrimary(onStage, namespace, "signed");
        const root = await certificate("signed-root", "ca.crt");
        const server = await certificate("signed-server");
        for (const name of ["signed-rw", `signed-rw.${namespace}.svc`, `signed-ro.${namespace}.svc.cluster.local`]) {
            assert.match(openssl.verify(server, root, "-purpose", "sslserver", "-verify_hostname", name), /: OK/);
        }
    });

    it("by which its replicas log in it issues from a CA of its own, which signs for nobody else [NM-3] [NM-5] [UM-6]", async () => {
        const clients = await certificate("signed-ca", "ca.crt");
        const replica = await certificate("signed-replication");
        assert.match(openssl.verify(replica, clients, "-purpose", "sslclient"), /: OK/);
        const ours = await certificate("signed-root", "ca.crt");
        assert.throws(() => openssl.verify(replica, ours), /unable to get local issuer/);
        assert.match((await certificate("signed-ca", "ca.key")).split("\n")[0] ?? "", /BEGIN EC PRIVATE KEY/);
    });

    it("by which a user logs in it issues from that CA too, under the name of the role [UM-5]", async () => {
        await apply(access(), `${paths.group("postgresql.cnpg.io", namespace, "databaseroles")}/by-hand`, {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "DatabaseRole",
            metadata: { name: "by-hand", namespace },
            spec: { cluster: { name: "signed" }, name: "by_hand", login: true, clientCertificate: { enabled: true } },
        });
        const user = await until("the operator signs the user's certificate", () => maybe("by-hand-client-cert"));
        assert.equal(new X509Certificate(user).subject, "CN=by_hand");
        const clients = await certificate("signed-ca", "ca.crt");
        assert.match(openssl.verify(user, clients, "-purpose", "sslclient"), /: OK/);
    });

    it("that are generated it takes as they are, with the intermediate, and issues none itself [NM-7] [NM-9]", async () => {
        const found = await settingUpPrimary(onStage, namespace, "chained");
        assert.deepEqual(secretsOf(found), {
            clientCASecret: "chained-generated-client-ca",
            replicationTLSSecret: "chained-generated-replication",
            serverCASecret: "chained-generated-server-ca",
            serverTLSSecret: "chained-generated-server",
        });
        assert.deepEqual(complaints("chained"), []);
    });

    it("of cert-manager are asked for in an object that its definition accepts, and taken when they come [NM-7]", async () => {
        const path = `${paths.group("cert-manager.io", namespace, "certificates")}/certified-cert-manager-server`;
        const { spec } = (await request(access(), path)) as { spec: JsonRecord };
        const issued = company.issue(textAt(spec, "commonName") ?? "", "serverAuth", textsAt(spec, "dnsNames"));
        const labels = at(spec, "secretTemplate", "labels");
        assert.ok(isRecord(labels));
        await putSecret(textAt(spec, "secretName") ?? "", { ...issued, labels });
        const found = await settingUpPrimary(onStage, namespace, "certified");
        assert.deepEqual(secretsOf(found), {
            clientCASecret: "certified-ca",
            replicationTLSSecret: "certified-replication",
            serverCASecret: "certified-cert-manager-server-ca",
            serverTLSSecret: "certified-cert-manager-server",
        });
    });

    it("that are provided it takes from the Secrets named [NM-7]", async () => {
        const found = await settingUpPrimary(onStage, namespace, "brought");
        assert.deepEqual(secretsOf(found), {
            clientCASecret: "own-client-ca",
            replicationTLSSecret: "own-replication",
            serverCASecret: "own-server-ca",
            serverTLSSecret: "own-server",
        });
        assert.deepEqual(complaints("brought"), []);
    });

    it("change nothing at the next `up`", async () => {
        changedNothing(await stack.up());
    });

    it("of a pooler it signs with the key of the intermediate for clients, where they are generated [UM-6]", async () => {
        const image = `ghcr.io/cloudnative-pg/pgbouncer@sha256:${"0".repeat(64)}`;
        pooler = { image };
        stack.rewrite(program(issuers, pooler));
        endedWell(await stack.up());
        await apply(access(), `${paths.group("postgresql.cnpg.io", namespace, "poolers")}/by-hand`, {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "Pooler",
            metadata: { name: "by-hand", namespace },
            spec: { cluster: { name: "chained" }, instances: 1, pgbouncer: { poolMode: "session", image } },
        });
        const shown = await until("the operator signs PgBouncer's certificate", () => maybe("chained-pooler"));
        const clients = await certificate("chained-generated-client-ca", "ca.crt");
        assert.equal(new X509Certificate(shown).subject, "CN=cnpg_pooler_pgbouncer");
        assert.match(openssl.verify(shown, clients, "-purpose", "sslclient"), /: OK/);
        const [, ...roots] = clients.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n/g) ?? [];
        assert.throws(
            () => openssl.verify(shown, roots.join("")),
            /unable to get local issuer/,
            "the root's key is not there",
        );
    });

    it("are issued anew by the operator when the root changes, in steps of which each verifies what the one before showed [NM-8]", async () => {
        let roots = await certificate("signed-root", "ca.crt");
        let shown = await certificate("signed-server");
        const first = roots;
        for (const step of [["1", "2"], ["2", "1"], ["2"]]) {
            stack.rewrite(program({ ...issuers, signed: { roots: step } }, pooler));
            endedWell(await stack.up());
            const before = { roots, shown };
            roots = await certificate("signed-root", "ca.crt");
            shown = await until(`the servers' certificate follows the roots ${step.join(", ")}`, async () => {
                const now = await certificate("signed-server");
                return now === before.shown ? undefined : now;
            });
            assert.ok(new X509Certificate(shown).checkHost(`${step.join(".")}.roots.invalid`));
            for (const [certificate, by] of [
                [shown, roots],
                [before.shown, roots],
                [shown, before.roots],
            ] as const) {
                const host = ["-verify_hostname", `signed-rw.${namespace}.svc`];
                assert.match(openssl.verify(certificate, by, "-purpose", "sslserver", ...host), /: OK/);
            }
        }
        assert.throws(() => openssl.verify(shown, first), /error/, "nothing is signed by the first root any more");
        assert.deepEqual(complaints("signed"), []);
    });

    it("change their issuer under one root, so that clients notice nothing [NM-7]", async () => {
        const roots = ["2"];
        const before = await certificate("signed-root", "ca.crt");
        stack.rewrite(program({ ...issuers, signed: { issuer: "generated", roots } }, pooler));
        endedWell(await stack.up());
        assert.equal(await certificate("signed-generated-server-ca", "ca.crt"), before);
        await until("the operator takes the generated certificate", async () =>
            textAt(await cluster("signed"), "status", "certificates", "serverTLSSecret") === "signed-generated-server"
                ? true
                : undefined,
        );
        assert.deepEqual(complaints("signed"), []);
    });

    it("are all taken without a call that the operator may not make", () => {
        const user = `system:serviceaccount:${namespace}:postgres`;
        const calls = callsBy(user, stage().auditLog);
        assert.ok(calls.some(({ resource, verb }) => resource === "secrets" && verb === "create"));
        assert.deepEqual(
            calls.filter(({ code }) => code === 403),
            [],
        );
    });

    async function maybe(secret: string): Promise<string | undefined> {
        const all = recordsAt(await request(access(), paths.core(namespace, "secrets")), "items");
        return all.some((each) => textAt(each, "metadata", "name") === secret) ? certificate(secret) : undefined;
    }

    interface Authority {
        root: string;
        issue: (
            commonName: string,
            purpose: string,
            names?: readonly string[],
        ) => { type: string; content: Record<string, string> };
    }

    /** Somebody's root and an intermediate of it, as cert-manager or a company has them. */
    function authority(name: string): Authority {
        const newKey = () => openssl.run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        const sign = (subject: string, key: string, ca: { crt: string; key: string }, extensions: string[]) => {
            const request = openssl.run("req", "-new", "-key", openssl.file("new.key", key), "-subj", `/CN=${subject}`);
            return openssl.run(
                ...["x509", "-req", "-in", openssl.file("new.csr", request), "-days", "90"],
                ...["-set_serial", String(Math.floor(Math.random() * 1e12))],
                ...["-CA", openssl.file("ca.crt", ca.crt), "-CAkey", openssl.file("ca.key", ca.key)],
                ...["-extfile", openssl.file("new.extensions", extensions.join("\n"))],
            );
        };
        const rootKey = newKey();
        const root = openssl.run(
            ...["req", "-x509", "-new", "-key", openssl.file("root.key", rootKey), "-subj", `/CN=${name}`],
            ...["-days", "900"],
        );
        const key = newKey();
        const identifiers = ["subjectKeyIdentifier=hash", "authorityKeyIdentifier=keyid"];
        const authorityExtensions = [
            "basicConstraints=critical,CA:TRUE",
            "keyUsage=critical,keyCertSign",
            ...identifiers,
        ];
        const crt = sign(`${name} below`, key, { crt: root, key: rootKey }, authorityExtensions);
        return {
            root,
            issue: (commonName, purpose, names = []) => {
                const own = newKey();
                const leaf = sign(commonName, own, { crt, key }, [
                    "basicConstraints=critical,CA:FALSE",
                    "keyUsage=critical,digitalSignature",
                    `extendedKeyUsage=${purpose}`,
                    ...(names.length > 0 ? [`subjectAltName=${names.map((each) => `DNS:${each}`).join()}`] : []),
                    ...identifiers,
                ]);
                return { type: "kubernetes.io/tls", content: { "tls.crt": leaf + crt, "tls.key": own } };
            },
        };
    }
});

/** The Secrets that the operator says it uses. */
function secretsOf(cluster: JsonRecord): Record<string, unknown> {
    const certificates = at(cluster, "status", "certificates");
    assert.ok(isRecord(certificates), "the operator looked at the certificates");
    const { clientCASecret, replicationTLSSecret, serverCASecret, serverTLSSecret } = certificates;
    return { clientCASecret, replicationTLSSecret, serverCASecret, serverTLSSecret };
}
