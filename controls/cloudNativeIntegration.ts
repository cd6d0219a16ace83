import type { Control } from "./control";

export const cloudNativeIntegration: readonly Control[] = [
    {
        key: "CN-1",
        name: "Helm Chart Install",
        section: "Cloud Native Development and CI/CD Integration",
        wording: "A public, documented Helm chart installs the operator into the namespace of the user's choice.",
        check: "rules",
        build: "Planned: the operator from its own chart with the same hardened values. Charts are judged by the audit already.",
        answers: {
            postgres: {
                how: "native",
                note: "An official chart; it watches the whole cluster by default.",
                shownBy: {
                    file: "examples/audit/audit.test.ts",
                    title: "CloudNativePG from its official Helm chart is judged by its values: the whole cluster as the chart comes, one namespace when it is told so [CN-1, KSI-2]",
                },
            },
            clickhouse: { how: "native", note: "An official chart." },
            mysql: { how: "native", note: "Official charts for one namespace." },
            mongodb: { how: "native", note: "Official charts for one namespace." },
        },
    },
    {
        key: "CN-2",
        name: "Manifest Install",
        section: "Cloud Native Development and CI/CD Integration",
        wording:
            "Plain manifests install the operator too, in a form that Kustomize can change and with no namespace fixed in them.",
        check: "evidence",
        evidence: {
            kind: "rendered manifests",
            record: "The repository and commit that hold the manifests and their kustomization, that `kubectl kustomize` renders them for another namespace, and the date.",
        },
        build: "`renderTo` writes every Kubernetes object as YAML with a kustomization and without fixed namespaces.",
        answers: {
            postgres: { how: "native", note: "A release manifest, with a fixed namespace." },
            clickhouse: { how: "native", note: "A bundle, and templates with variables." },
            mysql: { how: "native", note: "A bundle without a namespace." },
            mongodb: { how: "native", note: "A bundle without a namespace." },
        },
    },
    {
        key: "CN-3",
        name: "Credential Encryption",
        section: "Cloud Native Development and CI/CD Integration",
        wording: "Credentials are objects that can be encrypted in Git and decrypted in the cluster, such as Secrets.",
        check: "evidence",
        evidence: {
            kind: "the repository's way with secrets",
            record: "The tool (Sealed Secrets, SOPS, External Secrets Operator), where its key lies, a secret scan of the repository's history without findings, and the date.",
        },
        build: "Credentials are Secrets, encrypted by Pulumi in the state; rendered as ExternalSecret, SealedSecret or SOPS, never in the clear.",
        answers: {
            postgres: { how: "native", note: "All credentials are Secrets." },
            clickhouse: { how: "configured", note: "Only with valueFrom.secretKeyRef." },
            mysql: { how: "native", note: "All credentials are Secrets." },
            mongodb: { how: "native", note: "All credentials are Secrets." },
        },
    },
];
