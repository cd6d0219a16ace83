import { execFile } from "node:child_process";
import { kindOf, kubernetes, type Kind } from "../../rules/kinds";
import { Subject } from "../../rules/subject";
import type { AuditError } from "../finding";
import { together } from "./read";
import type { Reading, ReadSubject } from "./source";

export interface ClusterOptions {
    /** A context of the kubeconfig; absent for its current one. */
    readonly context?: string;
    /** Without it, Secrets are not listed, and rules on them have nothing to say. */
    readonly readSecrets: boolean;
    readonly progress?: (done: number, all: number) => void;
    /** Asks the API server for a path. Default: `kubectl get --raw`, so that whatever logs kubectl in logs this in. */
    readonly get?: (path: string) => Promise<unknown>;
}

/** Objects a page: what kubectl itself asks for. */
const pageSize = 500;
const parallel = 4;

interface Listing {
    readonly kind: Kind;
    readonly path: string;
}

/** Lists what the kinds name, read-only, page by page. A kind that may not be listed is an error, and then nothing is concluded from absence. */
export async function readCluster(kinds: readonly Kind[], options: ClusterOptions): Promise<Reading> {
    const get = options.get ?? kubectlGet(options.context);
    const file = options.context === undefined ? "cluster" : `cluster:${options.context}`;
    const wanted = kinds.filter((kind) => kind !== kubernetes.secret || options.readSecrets);
    const { listings, errors } = await discover(wanted, get);
    const readings: Reading[] = [];
    const queue = [...listings];
    let done = 0;
    const worker = async (): Promise<void> => {
        for (let listing = queue.shift(); listing !== undefined; listing = queue.shift()) {
            readings.push(await list(listing, file, get));
            done += 1;
            options.progress?.(done, listings.length);
        }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
    const whole = together(readings);
    const problems = [...errors.map((message) => ({ file, message })), ...whole.errors];
    return {
        ...whole,
        errors: problems.sort((a, b) => a.message.localeCompare(b.message, "en")),
        complete: problems.length === 0,
        readable: listings.length > 0 ? 1 : 0,
    };
}

async function discover(
    kinds: readonly Kind[],
    get: (path: string) => Promise<unknown>,
): Promise<{ listings: readonly Listing[]; errors: readonly string[] }> {
    const byGroup = new Map<string, Kind[]>();
    for (const kind of kinds) {
        const group = kind.includes("/") ? (kind.split("/")[0] ?? "") : "";
        byGroup.set(group, [...(byGroup.get(group) ?? []), kind]);
    }
    const served = new Map<string, string>();
    const groupList = (await get("/apis")) as {
        groups?: { name: string; preferredVersion: { groupVersion: string } }[];
    };
    for (const { name, preferredVersion } of groupList.groups ?? []) {
        served.set(name, preferredVersion.groupVersion);
    }
    const listings: Listing[] = [];
    const errors: string[] = [];
    for (const [group, wanted] of byGroup) {
        const version = group === "" ? "v1" : served.get(group);
        if (version === undefined) {
            continue;
        }
        const base = group === "" ? "/api/v1" : `/apis/${version}`;
        try {
            const { resources = [] } = (await get(base)) as { resources?: { name: string; kind: string }[] };
            for (const { name, kind } of resources) {
                const full = kindOf(version, kind);
                if (wanted.includes(full) && !name.includes("/")) {
                    listings.push({ kind: full, path: `${base}/${name}` });
                }
            }
        } catch (problem) {
            errors.push(`${base}: ${messageOf(problem)}`);
        }
    }
    return { listings, errors };
}

async function list(
    listing: Listing,
    file: string,
    get: (path: string) => Promise<unknown>,
    again = true,
): Promise<Reading> {
    const { kind, path } = listing;
    const subjects: ReadSubject[] = [];
    try {
        let next: string | undefined;
        do {
            const more = next === undefined ? "" : `&continue=${encodeURIComponent(next)}`;
            const page = (await get(`${path}?limit=${pageSize}${more}`)) as {
                apiVersion?: string;
                items?: object[];
                metadata?: { continue?: string };
            };
            for (const item of page.items ?? []) {
                // The items of a list carry neither apiVersion nor kind when they come from the API server.
                const bareKind = kind.split("/").at(-1);
                const subject = Subject.ofManifest({ apiVersion: page.apiVersion, kind: bareKind, ...item });
                if (subject !== undefined) {
                    subjects.push({ subject, origin: { file, lineOf: () => null } });
                }
            }
            next = page.metadata?.continue === "" ? undefined : page.metadata?.continue;
        } while (next !== undefined);
        return { subjects, errors: [], complete: true, readable: 1 };
    } catch (problem) {
        // A list of many pages may outlive its snapshot (410 Gone); then it begins anew, once.
        if (again && subjects.length > 0 && /expired|too old|410/i.test(messageOf(problem))) {
            return list(listing, file, get, false);
        }
        const error: AuditError = {
            file,
            message: `${path} cannot be listed, so its objects are not judged and nothing is concluded from absence: ${messageOf(problem)}`,
        };
        return { subjects, errors: [error], complete: false, readable: 0 };
    }
}

function messageOf(problem: unknown): string {
    return problem instanceof Error ? problem.message : String(problem);
}

function kubectlGet(context: string | undefined): (path: string) => Promise<unknown> {
    const where = context === undefined ? [] : ["--context", context];
    return (path) =>
        new Promise((resolve, reject) => {
            const limits = { maxBuffer: 256 * 2 ** 20, timeout: 120_000 };
            execFile("kubectl", [...where, "get", "--raw", path], limits, (problem, stdout, stderr) => {
                if (problem === null) {
                    resolve(JSON.parse(stdout));
                } else if (problem.code === "ENOENT") {
                    reject(
                        new Error(
                            "kubectl is not on the PATH; the audit of a cluster logs in as kubectl does: https://kubernetes.io/docs/tasks/tools/",
                        ),
                    );
                } else {
                    reject(new Error(stderr.trim().split("\n").at(-1) ?? problem.message));
                }
            });
        });
}
