import assert from "node:assert/strict";
import { operatorDeployment } from "./operatorDeployment";
import { images } from "./pins";

interface Container {
    name: string;
    image: string;
    command?: string[];
    args: string[];
    env: { name: string; value?: string }[];
    ports: { containerPort: number; hostPort?: number }[];
    securityContext: Record<string, unknown>;
    resources: { requests: object; limits: { memory: string } };
    volumeMounts: { name: string; mountPath: string }[];
}

interface PodSpec {
    containers: Container[];
    volumes: ({ name: string } & Record<string, unknown>)[];
    securityContext: Record<string, unknown>;
    [field: string]: unknown;
}

const made = operatorDeployment({
    name: "cnpg",
    namespace: "operators",
    watchNamespaces: ["orders", "shop"],
    images,
    monitoringQueries: "cnpg-monitoring-queries",
});
const { replicas, strategy, selector, template } = made.spec as unknown as {
    replicas: number;
    strategy: unknown;
    selector: { matchLabels: Record<string, string> };
    template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
};
const pod = template.spec;

/** Kubernetes, "Pod Security Standards", profile `restricted` and the `baseline` below it, field by field. */
describe("The operator's pod passes the restricted Pod Security profile [KSI-3]:", () => {
    it("no namespaces, ports or folders of the node", () => {
        for (const field of ["hostNetwork", "hostPID", "hostIPC"]) {
            assert.equal(pod[field], undefined, field);
        }
        for (const { ports, name } of pod.containers) {
            assert.deepEqual(
                ports.filter(({ hostPort }) => hostPort !== undefined),
                [],
                name,
            );
        }
        const allowed = [
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
        ];
        for (const { name, ...source } of pod.volumes) {
            assert.deepEqual(
                Object.keys(source).filter((kind) => !allowed.includes(kind)),
                [],
                name,
            );
        }
    });

    for (const { name, securityContext } of pod.containers) {
        it(`${name} is not privileged and cannot become so`, () => {
            assert.notEqual(securityContext["privileged"], true);
            assert.equal(securityContext["allowPrivilegeEscalation"], false);
            assert.deepEqual(securityContext["capabilities"], { drop: ["ALL"] });
            assert.equal(securityContext["procMount"], undefined);
        });

        it(`${name} is not root`, () => {
            assert.equal(securityContext["runAsNonRoot"], true);
            assert.ok(Number(securityContext["runAsUser"]) > 0);
        });

        it(`${name} has the runtime's own seccomp profile, and cannot write to its image`, () => {
            assert.deepEqual(securityContext["seccompProfile"], { type: "RuntimeDefault" });
            assert.equal(securityContext["readOnlyRootFilesystem"], true);
        });
    }

    it("and so does the pod as a whole", () => {
        assert.equal(pod.securityContext["runAsNonRoot"], true);
        assert.deepEqual(pod.securityContext["seccompProfile"], { type: "RuntimeDefault" });
        assert.equal(pod.securityContext["sysctls"], undefined);
        assert.equal(
            pod["initContainers"] ?? pod["ephemeralContainers"],
            undefined,
            "no container but those looked at",
        );
    });
});

describe("The operator's Deployment", () => {
    const [manager, plugin, ...others] = pod.containers;
    assert.ok(manager && plugin);
    const env = Object.fromEntries(manager.env.map(({ name, value }) => [name, value]));

    it("runs manager and plugin by digest, with bounds to their memory [SSC-2]", () => {
        assert.deepEqual(others, []);
        for (const { image, resources } of pod.containers) {
            assert.match(image, /@sha256:[0-9a-f]{64}$/);
            assert.match(resources.limits.memory, /^\d+Mi$/);
        }
        assert.equal(env["OPERATOR_IMAGE_NAME"], manager.image, "instances get the manager's own binary");
        assert.match(plugin.env.find(({ name }) => name === "SIDECAR_IMAGE")?.value ?? "", /@sha256:[0-9a-f]{64}$/);
    });

    it("watches the namespaces that are named, and keeps its hands off webhooks [KSI-2]", () => {
        assert.equal(env["WATCH_NAMESPACE"], "orders,shop");
        assert.equal(env["MANAGE_WEBHOOK_CONFIGURATIONS"], "false");
        assert.equal(env["MONITORING_QUERIES_CONFIGMAP"], "cnpg-monitoring-queries");
    });

    it("lets the two speak over a socket in memory, which both mount at the same place", () => {
        const mounts = pod.containers.map(
            ({ volumeMounts }) => volumeMounts.find(({ name }) => name === "plugins")?.mountPath,
        );
        assert.deepEqual(mounts, [env["PLUGIN_SOCKET_DIR"], env["PLUGIN_SOCKET_DIR"]]);
        assert.ok(plugin.args.includes("--plugin-path=/plugins"));
        assert.ok(!plugin.args.some((argument) => argument.startsWith("--server-address")), "no port between them");
    });

    it("is never there twice, and finds its own pods", () => {
        assert.equal(replicas, 1);
        assert.deepEqual(strategy, { type: "Recreate" });
        assert.deepEqual({ ...template.metadata.labels, ...selector.matchLabels }, template.metadata.labels);
    });

    it("mounts every volume that it has, and has every volume that it mounts", () => {
        const mounted = new Set(pod.containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name)));
        assert.deepEqual([...mounted].sort(), pod.volumes.map(({ name }) => name).sort());
    });
});
