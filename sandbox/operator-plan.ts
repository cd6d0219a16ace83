import { at, isRecord, recordsAt, textAt, textsAt, type JsonRecord } from "./json";

/** What of this machine stands in for what a Pod would have. */
export interface OperatorPlace {
    kubeconfig: string;
    /** Folder of the plugin's unix socket, in the pod an emptyDir that both containers mount. */
    sockets: string;
    /** apiserver.crt and apiserver.key for the operator's webhook port, in the pod a mounted Secret. */
    certificates: string;
    webhookPort: number;
    pluginHealthPort: number;
}

export interface ProgramPlan {
    args: string[];
    env: Record<string, string>;
}

export interface OperatorPlan {
    namespace: string;
    serviceAccount: string;
    manager: ProgramPlan;
    /** Undefined when the Deployment has no container of that name. */
    plugin: ProgramPlan | undefined;
}

/** Flags that mean something else outside a Pod; every other flag of the Deployment is kept. */
const managerFlagsLeftOut = [
    "--metrics-bind-address",
    "--webhook-port",
    "--pprof-server",
    // Outside a Pod the operator does not know in which namespace to keep the lease, and ends.
    "--leader-elect",
];
const pluginFlagsLeftOut = [
    "--plugin-path",
    "--metrics-bind-address",
    "--health-probe-bind-address",
    "--leader-elect",
    "--server-cert",
    "--server-key",
    "--client-cert",
    "--server-address",
];

/** Whether the Deployment's Pod was let in and came up, as far as the cluster is concerned. */
export function wantsToRun(deployment: JsonRecord): boolean {
    const ready = at(deployment, "status", "readyReplicas");
    return typeof ready === "number" && ready > 0 && at(deployment, "metadata", "deletionTimestamp") === undefined;
}

/** What a kubelet would run for the Deployment of CloudNativePG: an error names what it has that cannot be run here. */
export function planOperator(deployment: JsonRecord, place: OperatorPlace): OperatorPlan {
    const namespace = textAt(deployment, "metadata", "namespace") ?? "default";
    const name = textAt(deployment, "metadata", "name") ?? "";
    const where = `Deployment ${namespace}/${name}`;
    const pod = at(deployment, "spec", "template", "spec");
    const containers = recordsAt(pod, "containers");
    const manager = containers.find((container) => container["name"] === "manager");
    if (manager === undefined) {
        throw new Error(`${where} has no container named "manager"; the sandbox runs CloudNativePG from that one`);
    }
    const plugin = containers.find((container) => container["name"] === "plugin-barman-cloud");
    const fields = {
        "metadata.namespace": namespace,
        "metadata.name": `${name}-sandbox`,
        "spec.serviceAccountName": textAt(pod, "serviceAccountName") ?? "default",
    };
    return {
        namespace,
        serviceAccount: fields["spec.serviceAccountName"],
        manager: {
            args: [
                ...leaveOut(argumentsOf(manager, "controller"), managerFlagsLeftOut),
                "--metrics-bind-address=0",
                `--webhook-port=${place.webhookPort}`,
            ],
            env: {
                ...environmentOf(manager, fields, `${where}, container manager`),
                KUBECONFIG: place.kubeconfig,
                WEBHOOK_CERT_DIR: place.certificates,
                ...(plugin === undefined ? {} : { PLUGIN_SOCKET_DIR: place.sockets }),
            },
        },
        plugin:
            plugin === undefined
                ? undefined
                : {
                      args: [
                          ...leaveOut(argumentsOf(plugin, "operator"), pluginFlagsLeftOut),
                          `--plugin-path=${place.sockets}`,
                          "--metrics-bind-address=0",
                          `--health-probe-bind-address=127.0.0.1:${place.pluginHealthPort}`,
                      ],
                      env: {
                          ...environmentOf(plugin, fields, `${where}, container plugin-barman-cloud`),
                          KUBECONFIG: place.kubeconfig,
                      },
                  },
    };
}

/** The arguments after the program itself: an image's entry point may stand in `command`. */
function argumentsOf(container: JsonRecord, subcommand: string): string[] {
    const all = [...textsAt(container, "command").slice(1), ...textsAt(container, "args")];
    return all.includes(subcommand) ? all : [subcommand, ...all];
}

/** Both forms go: `--flag=value` and `--flag value`. */
function leaveOut(args: readonly string[], flags: readonly string[]): string[] {
    return args.filter((argument, index) => {
        const before = args[index - 1];
        const isValue = before !== undefined && flags.includes(before) && !argument.startsWith("--");
        return !isValue && !flags.includes(argument.split("=", 1)[0] ?? "");
    });
}

function environmentOf(container: JsonRecord, fields: Record<string, string>, where: string): Record<string, string> {
    const entries = recordsAt(container, "env").map((variable) => {
        const name = textAt(variable, "name") ?? "";
        if (!isRecord(variable["valueFrom"])) {
            return [name, textAt(variable, "value") ?? ""] as const;
        }
        const field = textAt(variable, "valueFrom", "fieldRef", "fieldPath");
        const value = field === undefined ? undefined : fields[field];
        if (value === undefined) {
            const known = Object.keys(fields).join(", ");
            throw new Error(
                `${where}: the value of ${name} comes from where the sandbox cannot take it (${JSON.stringify(variable["valueFrom"])}); ` +
                    `write the value, or a fieldRef to one of ${known}`,
            );
        }
        return [name, value] as const;
    });
    return Object.fromEntries(entries);
}
