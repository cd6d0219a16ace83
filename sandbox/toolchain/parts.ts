/** A part of the toolchain: a folder here with go.mod and go.sum, and what is built from it. */
export interface Part {
    /** Programs to build: file name -> Go package. None in a part that is files alone. */
    programs: Readonly<Record<string, string>>;
    /** Build tags of Go. */
    tags?: string;
    /** For the linker: versions that the programs report, which their peers check. */
    linkerFlags?: string;
    /** A Go release other than the installed one, fetched by Go itself. */
    goToolchain?: string;
    /** Files taken out of a module, one after the other into one file. */
    files?: readonly { name: string; module: string; from: readonly string[]; mode: number }[];
    /** Measured on 2 cores with empty caches. */
    minutes: number;
    /** Disk for sources, build cache and result with empty caches. */
    gigabytes: number;
}

/** The version of pulumi-resource-kubernetes; @pulumi/kubernetes in package.json is the same. */
export const kubernetesProviderVersion = "4.25.0";

const pulumiVersion = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const kubernetesVersion = "k8s.io/component-base/version";

const operator = "github.com/cloudnative-pg/cloudnative-pg";

/** Where exporters say what they emit: provider/postgres/metrics.ts is held against these, at the versions that go.mod pins. */
export const exporterSources = [
    { module: operator, file: "pkg/management/postgres/webserver/metricserver/pg_collector.go" },
    { module: operator, file: "pkg/management/postgres/metrics/collector.go" },
    { module: operator, file: "pkg/management/pgbouncer/metricsserver/pgbouncer_collector.go" },
    { module: operator, file: "pkg/management/pgbouncer/metricsserver/pools.go" },
    { module: operator, file: "pkg/management/pgbouncer/metricsserver/stats.go" },
    { module: "github.com/cloudnative-pg/plugin-barman-cloud", file: "internal/cnpgi/instance/metrics.go" },
    { module: "k8s.io/kubernetes", file: "pkg/kubelet/metrics/metrics.go" },
    { module: "github.com/cert-manager/cert-manager", file: "internal/collectors/certificate_collector.go" },
    { module: "github.com/prometheus/prometheus", file: "rules/alerting.go" },
] as const;

const table = {
    etcd: {
        programs: { etcd: "go.etcd.io/etcd/server/v3" },
        minutes: 0.5,
        gigabytes: 0.3,
    },
    kubernetes: {
        programs: {
            "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
            "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
            "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
        },
        linkerFlags: `-X ${kubernetesVersion}.gitVersion=v1.36.2 -X ${kubernetesVersion}.gitMajor=1 -X ${kubernetesVersion}.gitMinor=36`,
        minutes: 3,
        gigabytes: 1.5,
    },
    kwok: {
        programs: { kwok: "sigs.k8s.io/kwok/cmd/kwok" },
        files: [
            {
                name: "kwok-stages.yaml",
                module: "sigs.k8s.io/kwok",
                from: [
                    "kustomize/stage/node/fast/node-initialize.yaml",
                    "kustomize/stage/node/heartbeat/node-heartbeat.yaml",
                    "kustomize/stage/pod/fast/pod-ready.yaml",
                    "kustomize/stage/pod/fast/pod-complete.yaml",
                    "kustomize/stage/pod/fast/pod-delete.yaml",
                ],
                mode: 0o644,
            },
        ],
        minutes: 1,
        gigabytes: 0.6,
    },
    pulumi: {
        programs: { pulumi: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
        linkerFlags: `-X ${pulumiVersion}=v3.255.0`,
        minutes: 2.5,
        gigabytes: 1.5,
    },
    "language-hosts": {
        programs: {
            "pulumi-language-go": "github.com/pulumi/pulumi/sdk/go/pulumi-language-go/v3",
            "pulumi-language-nodejs": "github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3",
            "pulumi-language-python": "github.com/pulumi/pulumi/sdk/python/cmd/pulumi-language-python/v3",
        },
        linkerFlags: `-X ${pulumiVersion}=v3.192.0`,
        // Built with Go 1.26 these hosts generate wrong relative imports (fixed in pulumi 3.221).
        goToolchain: "go1.25.8",
        files: [
            {
                name: "pulumi-language-python-exec",
                module: "github.com/pulumi/pulumi/sdk/v3",
                from: ["python/cmd/pulumi-language-python-exec"],
                mode: 0o755,
            },
        ],
        minutes: 0.5,
        gigabytes: 0.8,
    },
    "dotnet-generator": {
        // The main.go beside go.mod writes C#, with the generator that Pulumi itself had then.
        programs: { "generate-dotnet": "." },
        goToolchain: "go1.25.8",
        minutes: 0.5,
        gigabytes: 0.8,
    },
    "language-yaml": {
        programs: { "pulumi-language-yaml": "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml" },
        minutes: 0.3,
        gigabytes: 0.3,
    },
    "kubernetes-provider": {
        // The main.go beside go.mod serves an empty schema: enough for up, preview, refresh and destroy.
        programs: { "pulumi-resource-kubernetes": "." },
        linkerFlags: `-X github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version=${kubernetesProviderVersion}`,
        minutes: 5.5,
        gigabytes: 2.2,
    },
    "cloudnative-pg": {
        programs: { "cloudnative-pg-manager": "github.com/cloudnative-pg/cloudnative-pg/cmd/manager" },
        minutes: 1.2,
        gigabytes: 0.4,
    },
    "plugin-barman-cloud": {
        programs: { "plugin-barman-cloud": "github.com/cloudnative-pg/plugin-barman-cloud/cmd/manager" },
        minutes: 2,
        gigabytes: 0.4,
    },
    "cert-manager-definitions": {
        programs: {},
        files: [
            {
                name: "definitions.yaml",
                module: "github.com/cert-manager/cert-manager",
                from: ["deploy/crds/cert-manager.io_certificates.yaml"],
                mode: 0o644,
            },
        ],
        minutes: 0.1,
        gigabytes: 0.1,
    },
    "prometheus-operator-definitions": {
        programs: {},
        files: [
            {
                name: "definitions.yaml",
                module: "github.com/prometheus-operator/prometheus-operator",
                from: [
                    "example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml",
                    "example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
                    "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
                ],
                mode: 0o644,
            },
        ],
        minutes: 0.1,
        gigabytes: 0.1,
    },
    promtool: {
        programs: { promtool: "github.com/prometheus/prometheus/cmd/promtool" },
        // Rules need no service discovery, which is half of the build.
        tags: "remove_all_sd",
        minutes: 2,
        gigabytes: 0.8,
    },
    logql: {
        // The main.go beside go.mod asks Loki's own engine. Loki is AGPL: this program judges in tests, and is shipped to nobody.
        programs: { logql: "." },
        minutes: 2.5,
        gigabytes: 0.9,
    },
    exporters: {
        programs: {},
        files: exporterSources.map(({ module, file }) => ({
            name: `${module}/${file}`.replaceAll("/", "-"),
            module,
            from: [file],
            mode: 0o644,
        })),
        minutes: 0.5,
        gigabytes: 0.5,
    },
    seaweedfs: {
        // An S3 that enforces policies. Every store that it can sit on comes with it, hence the size.
        programs: { weed: "github.com/seaweedfs/seaweedfs/weed" },
        minutes: 6,
        gigabytes: 3,
    },
    cyclonus: {
        programs: { cyclonus: "github.com/mattfenwick/cyclonus/cmd/cyclonus" },
        minutes: 1.2,
        gigabytes: 0.5,
    },
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof table;

export const parts: Readonly<Record<PartName, Part>> = table;

/** What serves the Kubernetes API. First, and the quickest first, so that a broken machine shows early. */
export const controlPlaneParts = ["etcd", "kwok", "kubernetes"] as const satisfies readonly PartName[];

/** What runs Pulumi programs; replaced by an official release on PATH that is new enough. */
export const engineParts = ["pulumi", "language-hosts", "language-yaml"] as const satisfies readonly PartName[];

export const operatorParts = ["cloudnative-pg", "plugin-barman-cloud"] as const satisfies readonly PartName[];

/** CustomResourceDefinitions, each in a definitions.yaml, of what a user's cluster may have besides. */
export const definitionParts = [
    "cert-manager-definitions",
    "prometheus-operator-definitions",
] as const satisfies readonly PartName[];

/** What judges in tests and runs on no stage. */
export const judgeParts = [
    "promtool",
    "logql",
    "exporters",
    "cyclonus",
    "seaweedfs",
    "dotnet-generator",
] as const satisfies readonly PartName[];

/** What a stage needs. */
export const everyPart: readonly PartName[] = [
    ...controlPlaneParts,
    ...engineParts,
    "kubernetes-provider",
    ...operatorParts,
];

/** The language hosts that are built here, under the versions they report. */
export const languages = [
    { part: "language-hosts", version: "3.192.0", names: ["go", "nodejs", "python"] },
    { part: "language-yaml", version: "1.38.0", names: ["yaml"] },
] as const;

/** Of every part: Go must be this new for the modules' own `go` lines. */
export const oldestGo = "1.26";
