import * as path from "node:path";

import { program, type Toolchain } from "./toolchain/build";

/** The loopback ports that a control plane listens on; the other processes serve nothing. */
export const portNames = ["etcd", "etcd-peer", "kube-apiserver"] as const;

export type Ports = Record<(typeof portNames)[number], number>;

export interface Files {
    kubeconfig: string;
    limitedKubeconfig: string;
    tokens: string;
    serviceAccountKey: string;
    auditPolicy: string;
    auditLog: string;
    certificates: string;
    etcdData: string;
    state: string;
    logs: string;
}

export function filesIn(directory: string): Files {
    const inside = (...names: string[]) => path.join(directory, ...names);
    return {
        kubeconfig: inside("kubeconfig"),
        limitedKubeconfig: inside("limited.kubeconfig"),
        tokens: inside("control-plane", "tokens.csv"),
        serviceAccountKey: inside("control-plane", "service-account.key"),
        auditPolicy: inside("control-plane", "audit-policy.json"),
        auditLog: inside("logs", "audit.log"),
        certificates: inside("control-plane", "certificates"),
        etcdData: inside("control-plane", "etcd"),
        state: inside("state.json"),
        logs: inside("logs"),
    };
}

export interface ProcessPlan {
    name: string;
    program: string;
    args: string[];
}

/** etcd and the API server: what everything else talks to. */
export function storagePlans(toolchain: Toolchain, files: Files, ports: Ports): ProcessPlan[] {
    const loopback = (name: keyof Ports) => `http://127.0.0.1:${ports[name]}`;
    return [
        {
            name: "etcd",
            program: program(toolchain, "etcd", "etcd"),
            args: [
                `--data-dir=${files.etcdData}`,
                `--listen-client-urls=${loopback("etcd")}`,
                `--advertise-client-urls=${loopback("etcd")}`,
                `--listen-peer-urls=${loopback("etcd-peer")}`,
                `--initial-advertise-peer-urls=${loopback("etcd-peer")}`,
                `--initial-cluster=default=${loopback("etcd-peer")}`,
                // A sandbox may be lost with the machine; waiting for the disk on every write is most of its start.
                "--unsafe-no-fsync",
                "--log-level=warn",
            ],
        },
        {
            name: "kube-apiserver",
            program: program(toolchain, "kubernetes", "kube-apiserver"),
            args: [
                `--etcd-servers=${loopback("etcd")}`,
                "--bind-address=127.0.0.1",
                // Without it a machine that has no default route is refused; endpoints in 127/8 are refused by the API.
                "--advertise-address=127.0.0.1",
                "--endpoint-reconciler-type=none",
                `--secure-port=${ports["kube-apiserver"]}`,
                `--cert-dir=${files.certificates}`,
                "--service-cluster-ip-range=10.96.0.0/16",
                "--authorization-mode=RBAC",
                `--token-auth-file=${files.tokens}`,
                "--service-account-issuer=https://kubernetes.default.svc",
                `--service-account-signing-key-file=${files.serviceAccountKey}`,
                `--service-account-key-file=${files.serviceAccountKey}`,
                `--audit-policy-file=${files.auditPolicy}`,
                `--audit-log-path=${files.auditLog}`,
                "--audit-log-maxsize=500",
            ],
        },
    ];
}

/** What works on the objects in the API server; started when it answers. */
export function controllerPlans(toolchain: Toolchain, files: Files): ProcessPlan[] {
    return [
        {
            name: "kube-controller-manager",
            program: program(toolchain, "kubernetes", "kube-controller-manager"),
            args: [
                `--kubeconfig=${files.kubeconfig}`,
                `--service-account-private-key-file=${files.serviceAccountKey}`,
                `--root-ca-file=${path.join(files.certificates, "apiserver.crt")}`,
                "--use-service-account-credentials",
                "--leader-elect=false",
                "--secure-port=0",
            ],
        },
        {
            name: "kube-scheduler",
            program: program(toolchain, "kubernetes", "kube-scheduler"),
            args: [`--kubeconfig=${files.kubeconfig}`, "--leader-elect=false", "--secure-port=0"],
        },
        {
            name: "kwok",
            program: program(toolchain, "kwok", "kwok"),
            args: [
                `--kubeconfig=${files.kubeconfig}`,
                `--config=${program(toolchain, "kwok", "kwok-stages.yaml")}`,
                "--manage-all-nodes=true",
            ],
        },
    ];
}

/** Who did what to which object, without bodies: Secrets never reach the log. */
export const auditPolicy = {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived"],
    rules: [{ level: "Metadata" }],
};

/** A Node as large as no test needs; kwok keeps it ready. */
export const node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
        name: "sandbox",
        labels: {
            "kubernetes.io/arch": "amd64",
            "kubernetes.io/hostname": "sandbox",
            "kubernetes.io/os": "linux",
            "topology.kubernetes.io/region": "sandbox",
            "topology.kubernetes.io/zone": "sandbox-a",
        },
    },
};

const capacity = { cpu: "64", memory: "512Gi", pods: "500", "ephemeral-storage": "1Ti" };

/** Capacity belongs to the status, which is written apart from the rest. */
export const nodeStatus = { ...node, status: { allocatable: capacity, capacity } };
