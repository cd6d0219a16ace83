export interface Bind {
    /** As whom. */
    name: string;
    /** Whether the connection was encrypted by then. */
    encrypted: boolean;
}

/** Who bound, in order, of the log that slapd writes with `-d stats`. */
export function bindsOf(log: string): Bind[] {
    const encrypted = new Set<string>();
    const binds: Bind[] = [];
    for (const [, connection = "", event = ""] of log.matchAll(/ conn=(\d+) (?:fd|op)=\d+ (.*)/g)) {
        const name = /^BIND dn="(.*)" method=128$/.exec(event)?.[1];
        if (event.startsWith("TLS established ")) {
            encrypted.add(connection);
        } else if (name !== undefined) {
            binds.push({ name, encrypted: encrypted.has(connection) });
        }
    }
    return binds;
}
