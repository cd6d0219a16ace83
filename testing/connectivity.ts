import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../sandbox/run";
import { ensureToolchain, program } from "../sandbox/toolchain/build";

/** One end of a connection: a pod, or an address outside of the cluster's network. */
export interface Endpoint {
    address: string;
    pod?: { namespace: string; labels: Readonly<Record<string, string>> };
}

export interface Connection {
    from: Endpoint;
    to: Endpoint;
    protocol: string;
    port: number;
}

/**
 * What Kubernetes would let through with these NetworkPolicies, as cyclonus judges it: an answer for each connection.
 * Namespaces carry the label with their name, as the API server gives it to all.
 */
export async function allowed(policies: readonly object[], connections: readonly Connection[]): Promise<boolean[]> {
    const toolchain = await ensureToolchain(["cyclonus"], () => undefined);
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-connectivity-"));
    try {
        const list = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicyList", items: policies };
        const files = { policies: join(folder, "policies.yaml"), traffic: join(folder, "traffic.json") };
        writeFileSync(files.policies, JSON.stringify(list));
        writeFileSync(files.traffic, JSON.stringify(connections.map(traffic)));
        const answer = await run(program(toolchain, "cyclonus", "cyclonus"), [
            "analyze",
            "--mode=query-traffic",
            // Merging rules is for people to read; here they stay as they are written.
            "--simplify-policies=false",
            `--policy-path=${files.policies}`,
            `--traffic-path=${files.traffic}`,
        ]);
        const verdicts = [...answer.stdout.matchAll(/^\| IS ALLOWED\? \|\s+(TRUE|FALSE)\s/gm)];
        if (answer.code !== 0 || verdicts.length !== connections.length) {
            throw new Error(
                `cyclonus judged ${verdicts.length} of ${connections.length} connections: ${answer.stderr}`,
            );
        }
        return verdicts.map(([, verdict]) => verdict === "TRUE");
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** As cyclonus reads it (its pkg/matcher/traffic.go). */
function traffic({ from, to, protocol, port }: Connection): object {
    return { Source: peer(from), Destination: peer(to), Protocol: protocol, ResolvedPort: port };
}

function peer({ address, pod }: Endpoint): object {
    return pod === undefined
        ? { IP: address }
        : {
              IP: address,
              Internal: {
                  Namespace: pod.namespace,
                  NamespaceLabels: { "kubernetes.io/metadata.name": pod.namespace },
                  PodLabels: pod.labels,
              },
          };
}
