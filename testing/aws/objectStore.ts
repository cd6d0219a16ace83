import { linkSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../sandbox/ports";
import { hasCode } from "../../sandbox/run";
import { ensureToolchain, program } from "../../sandbox/toolchain/build";
import type { PolicyDocument } from "../../provider/aws/policyDocument";
import { createAuthority } from "../postgres/certificates";
import { startServerProcess } from "../serverProcess";
import { giveToServer, serverFolder } from "../serverUser";

/** A real S3 server on this machine, with policies that it enforces. */
export interface ObjectStore {
    https: string;
    http: string;
    /** File with the root that verifies it. */
    root: string;
    stop(): Promise<void>;
}

/** Who may log in, and what each may do by a policy of his own; the key is the name with `-secret` behind. `root` may do everything. */
export async function startObjectStore(users: Readonly<Record<string, PolicyDocument>>): Promise<ObjectStore> {
    const folder = serverFolder(mkdtempSync(join(tmpdir(), "hardened-db-s3-")));
    const remove = (): void => {
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        const toolchain = await ensureToolchain(["seaweedfs"], () => undefined);
        const weed = join(folder, "weed");
        linkOrCopy(program(toolchain, "seaweedfs", "weed"), weed);
        const authority = await createAuthority("s3");
        const certificate = await authority.server(["localhost"]);
        const write = (name: string, content: string): string => {
            const file = join(folder, name);
            writeFileSync(file, content, { mode: 0o600 });
            giveToServer(file);
            return file;
        };
        const [http = 0, https = 0, ...others] = await freePorts(9);
        const [master, masterGrpc, volume, volumeGrpc, filer, filerGrpc, s3Grpc] = others.map(String);
        const output = join(folder, "output");
        const server = await startServerProcess({
            title: "SeaweedFS",
            program: weed,
            args: [
                "-logtostderr=true",
                "server",
                ...["-dir", serverFolder(join(folder, "data")), "-ip", "127.0.0.1", "-ip.bind", "127.0.0.1"],
                ...[`-master.port=${master ?? ""}`, `-master.port.grpc=${masterGrpc ?? ""}`, "-master.telemetry=false"],
                ...[
                    `-volume.port=${volume ?? ""}`,
                    `-volume.port.grpc=${volumeGrpc ?? ""}`,
                    "-volume.preStopSeconds=0",
                ],
                ...["-volume.max=20", "-master.volumeSizeLimitMB=64"],
                ...[`-filer.port=${filer ?? ""}`, `-filer.port.grpc=${filerGrpc ?? ""}`],
                `-filer.localSocket=${join(folder, "filer.sock")}`,
                ...["-s3", `-s3.port=${http}`, `-s3.port.https=${https}`, `-s3.port.grpc=${s3Grpc ?? ""}`],
                ...["-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.iam=false"],
                `-s3.cert.file=${write("server.crt", certificate.certificate)}`,
                `-s3.key.file=${write("server.key", certificate.key)}`,
                `-s3.config=${write("s3.json", JSON.stringify(configuration(users)))}`,
            ],
            environment: {},
            output,
            isReady: () => readFileSync(output, "utf8").includes("S3 API Server"),
        });
        return {
            https: `https://localhost:${https}`,
            http: `http://localhost:${http}`,
            root: write("root.crt", authority.root),
            stop: async () => {
                await server.stop();
                remove();
            },
        };
    } catch (error) {
        remove();
        throw error;
    }
}

function configuration(users: Readonly<Record<string, PolicyDocument>>): object {
    const login = (name: string) => [{ accessKey: name, secretKey: `${name}-secret` }];
    return {
        identities: [
            { name: "root", credentials: login("root"), actions: ["Admin"] },
            ...Object.keys(users).map((name) => ({ name, credentials: login(name), actions: [], policyNames: [name] })),
        ],
        policies: Object.entries(users).map(([name, policy]) => ({ name, content: JSON.stringify(policy) })),
        kms: { default_provider: "local", providers: { local: { type: "local", enableOnDemandCreate: true } } },
    };
}

/** The server's user does not enter the folder in which the program lies. */
function linkOrCopy(from: string, to: string): void {
    try {
        linkSync(from, to);
    } catch (error) {
        if (!hasCode(error, "EXDEV", "EPERM", "EMLINK")) {
            throw error;
        }
        copyFileSync(from, to);
    }
}
