import { isIPv6 } from "node:net";
import { at, isRecord, textsAt } from "../../sandbox/json";

/**
 * The configuration files that CloudNativePG 1.30 writes from a Cluster (pkg/postgres/configuration.go: MandatorySettings,
 * GlobalDefaultSettings, hbaTemplateString, identTemplateString; pkg/postgres/hba/hba.go: ExpandLine).
 */
export interface Places {
    port: number;
    addresses: readonly string[];
    sockets: string;
    logs: string;
    /** Folder with server.crt, server.key and client-ca.crt. */
    certificates: string;
}

/** `pgaudit`: whether the installation has it. */
export function parametersOf(
    cluster: unknown,
    places: Places,
    { pgaudit, major }: { pgaudit: boolean; major: number },
): Record<string, string> {
    const own = textsOf(at(cluster, "spec", "postgresql", "parameters"));
    const libraries = [
        ...textsAt(cluster, "spec", "postgresql", "shared_preload_libraries"),
        // Where there is none to load, its parameters stay without a meaning.
        ...(pgaudit && wantsPgaudit(cluster) ? ["pgaudit"] : []),
    ];
    const alterSystem = at(cluster, "spec", "postgresql", "enableAlterSystem") === true ? "on" : "off";
    return {
        ...operatorDefaults,
        ...own,
        ...operatorMandates(places),
        ...(major >= 17 && { allow_alter_system: alterSystem }),
        shared_preload_libraries: [...new Set(libraries)].join(","),
        ...onThisMachine,
    };
}

/** Any parameter of pgaudit makes the operator load it, and create the extension (ManagedExtensions). */
export function wantsPgaudit(cluster: unknown): boolean {
    const own = textsOf(at(cluster, "spec", "postgresql", "parameters"));
    return Object.keys(own).some((name) => name.startsWith("pgaudit."));
}

/** What a Cluster may override. */
const operatorDefaults = {
    archive_timeout: "5min",
    dynamic_shared_memory_type: "posix",
    full_page_writes: "on",
    log_rotation_age: "0",
    log_rotation_size: "0",
    log_truncate_on_rotation: "false",
    max_parallel_workers: "32",
    max_worker_processes: "32",
    max_replication_slots: "32",
    shared_memory_type: "mmap",
    ssl_max_protocol_version: "TLSv1.3",
    ssl_min_protocol_version: "TLSv1.3",
    wal_keep_size: "512MB",
    wal_level: "logical",
    wal_log_hints: "on",
    wal_sender_timeout: "5s",
    wal_receiver_timeout: "5s",
};

/** What stands whatever a Cluster says. */
function operatorMandates({ port, addresses, sockets, logs, certificates }: Places): Record<string, string> {
    return {
        hot_standby: "true",
        restart_after_crash: "false",
        listen_addresses: addresses.join(","),
        port: String(port),
        unix_socket_directories: sockets,
        logging_collector: "on",
        log_destination: "csvlog",
        log_directory: logs,
        log_filename: "postgres",
        ssl: "on",
        ssl_cert_file: `${certificates}/server.crt`,
        ssl_key_file: `${certificates}/server.key`,
        ssl_ca_file: `${certificates}/client-ca.crt`,
    };
}

/** What only speed or the lack of a pod asks for; nothing of it is about security. */
const onThisMachine = {
    // In the operator's place, which archives with its own program.
    archive_mode: "on",
    archive_command: "true",
    fsync: "off",
    jit: "off",
    // 128MB by default; several servers share a small machine.
    shared_buffers: "16MB",
};

export function parameterFile(parameters: Readonly<Record<string, string>>): string {
    return Object.entries(parameters)
        .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
        .join("");
}

/** `addresses`: of the pods that each of `podSelectorRefs` picks. */
export function hostBasedAuthentication(
    lines: readonly string[],
    addresses: Readonly<Record<string, readonly string[]>>,
): string {
    return [
        "local all cnpg_metrics_exporter peer map=cnpg_metrics_exporter",
        "local all all peer map=local",
        "hostssl postgres streaming_replica all cert map=cnpg_streaming_replica",
        "hostssl replication streaming_replica all cert map=cnpg_streaming_replica",
        "hostssl all cnpg_pooler_pgbouncer all cert map=cnpg_pooler_pgbouncer",
        ...lines.flatMap((line) => expanded(line, addresses)),
        "host all all all scram-sha-256",
        "",
    ].join("\n");
}

function expanded(line: string, addresses: Readonly<Record<string, readonly string[]>>): string[] {
    const name = /\$\{podselector:([^}]+)\}/.exec(line)?.[1];
    if (name === undefined) {
        return [line];
    }
    const known = addresses[name];
    return known === undefined
        ? [`# ${line} # pod selector not found: ${name}`]
        : known.map((address) => line.replace(`\${podselector:${name}}`, `${address}/${isIPv6(address) ? 128 : 32}`));
}

/** `user`: who the operator is on this machine, and thereby the superuser on the Unix socket. */
export function identMap(user: string, maps: readonly string[]): string {
    return [
        `local ${user} postgres`,
        "cnpg_streaming_replica streaming_replica streaming_replica",
        "cnpg_pooler_pgbouncer cnpg_pooler_pgbouncer cnpg_pooler_pgbouncer",
        `cnpg_metrics_exporter ${user} cnpg_metrics_exporter`,
        ...maps,
        "",
    ].join("\n");
}

/** Options of initdb (pkg/specs/jobs.go, with the defaults of api/v1/cluster_defaults.go). */
export function initdbOptions(cluster: unknown): string[] {
    const initdb = at(cluster, "spec", "bootstrap", "initdb");
    const { encoding = "UTF8", localeCollate = "C", localeCType = "C" } = textsOf(initdb);
    return [
        ...(at(initdb, "dataChecksums") === true ? ["-k"] : []),
        `--encoding=${encoding}`,
        `--lc-collate=${localeCollate}`,
        `--lc-ctype=${localeCType}`,
    ];
}

function textsOf(value: unknown): Record<string, string> {
    return Object.fromEntries(
        Object.entries(isRecord(value) ? value : {}).flatMap(([name, text]) =>
            typeof text === "string" ? [[name, text] as const] : [],
        ),
    );
}
