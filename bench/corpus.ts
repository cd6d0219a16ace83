import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/**
 * A corpus like a large GitOps repository: of every fifty files one is a bundle of CustomResourceDefinitions (most of the bytes), a third
 * are databases and what stands around them, well and badly made, and the rest is what the audit has no rule for.
 * Made from a fixed seed, so that every run measures the same bytes.
 */
export function makeCorpus(folder: string, files: number): void {
    const random = seeded(4711);
    for (let index = 0; index < files; index += 1) {
        const below = join(folder, `apps-${Math.floor(index / 50)}`, `app-${index}`);
        mkdirSync(below, { recursive: true });
        const documents =
            index % 50 === 0 ? bundle(index) : index % 3 === 0 ? database(index, random) : application(index);
        const text = documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }));
        writeFileSync(join(below, "manifests.yaml"), text.join("---\n"));
    }
}

/** Park and Miller's generator: enough for choosing. */
function seeded(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
    };
}

function bundle(index: number): object[] {
    const properties = (depth: number, breadth: number): object =>
        Object.fromEntries(
            Array.from({ length: breadth }, (_, field) => [
                `field${field}`,
                depth === 0
                    ? {
                          type: "string",
                          description: "What the field is for, in a sentence or two as operators write them.",
                      }
                    : { type: "object", description: "A group of fields.", properties: properties(depth - 1, breadth) },
            ]),
        );
    return Array.from({ length: 8 }, (_, number) => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `kinds${number}.example${index}.org` },
        spec: {
            group: `example${index}.org`,
            scope: "Namespaced",
            versions: [
                {
                    name: "v1",
                    served: true,
                    storage: true,
                    schema: { openAPIV3Schema: { type: "object", properties: properties(2, 10) } },
                },
            ],
        },
    }));
}

function database(index: number, random: () => number): object[] {
    const maybe = <Value>(value: Value): Value | undefined => (random() < 0.5 ? value : undefined);
    const namespace = `team-${index % 40}`;
    const name = `orders-${index}`;
    return [
        {
            apiVersion: "postgresql.cnpg.io/v1",
            kind: "Cluster",
            metadata: { name, namespace },
            spec: {
                instances: 3,
                enableSuperuserAccess: maybe(true),
                postgresql: {
                    parameters: { ssl_min_protocol_version: maybe("TLSv1.1"), log_statement: maybe("all") },
                    pg_hba: maybe(["hostssl all all 10.0.0.0/8 scram-sha-256", "host all all all reject"]),
                },
                storage: { size: "20Gi", storageClass: maybe("encrypted") },
                bootstrap: { initdb: { database: "app", owner: "app", secret: { name: `${name}-app` } } },
            },
        },
        {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: `${name}-app`, namespace },
            type: "kubernetes.io/basic-auth",
            stringData: { username: "app", password: maybe("changeme") ?? "k3v9-Zr7-qTn2-Lw8x" },
        },
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: `${name}-public`, namespace },
            spec: { type: maybe("LoadBalancer"), selector: { "cnpg.io/cluster": name }, ports: [{ port: 5432 }] },
        },
    ];
}

function application(index: number): object[] {
    const name = `web-${index}`;
    const labels = { "app.kubernetes.io/name": name };
    return [
        {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name, labels },
            spec: {
                replicas: 2,
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: {
                        containers: [
                            {
                                name: "web",
                                image: `registry.example/${name}:1.${index}`,
                                ports: [{ containerPort: 8080 }],
                                env: Array.from({ length: 12 }, (_, number) => ({
                                    name: `SETTING_${number}`,
                                    value: "on",
                                })),
                                resources: { requests: { cpu: "100m", memory: "128Mi" } },
                            },
                        ],
                    },
                },
            },
        },
        { apiVersion: "v1", kind: "Service", metadata: { name }, spec: { selector: labels, ports: [{ port: 80 }] } },
        {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name },
            data: { "settings.ini": "[web]\nworkers = 4\ncolour = blue\n".repeat(40) },
        },
    ];
}
