import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import type { ChildOptions } from "../core/children";
import { addresses, tcp, type Flow } from "../kubernetes/networkFlow";
import { managedLabels } from "../kubernetes/labels";
import type { ProjectedSource } from "./pods";
import type { PostgresLdapArgs } from "./userArguments";

/** Options of a pg_hba line with method ldap: simple bind as the user, so that no password of the directory stands in the Cluster. */
export function ldapOptions({ host, port, encryption = "ldaps", userPrefix, userSuffix }: PostgresLdapArgs): string {
    const way = encryption === "ldaps" ? "ldapscheme=ldaps" : "ldaptls=1";
    return (
        `ldapserver=${host} ldapport=${port ?? defaultPorts[encryption]} ${way} ` +
        `ldapprefix=${quoted(userPrefix)} ldapsuffix=${quoted(userSuffix)}`
    );
}

const defaultPorts = { ldaps: 636, startTls: 389 };

/** Connections of the servers to the directory. */
export function ldapEgress({ cidrs, port, encryption = "ldaps" }: PostgresLdapArgs): Flow {
    return { peers: addresses(cidrs), ports: tcp(port ?? defaultPorts[encryption]) };
}

/** pg_hba reads a value with spaces or commas only in double quotes, which it doubles inside (PostgreSQL 18, section 20.1). */
function quoted(value: string): string {
    return `"${value.replaceAll('"', '""')}"`;
}

/** The directory's root certificate, and how the servers' LDAP library is told of it: by environment alone (ldap.conf(5)). */
export interface LdapTrust {
    configMap: ConfigMap;
    env: { name: string; value: string }[];
    projected: ProjectedSource[];
}

export function ldapTrust(
    name: string,
    namespace: string,
    { ca }: PostgresLdapArgs,
    options: ReturnType<ChildOptions>,
): LdapTrust {
    const configMap = new ConfigMap(
        `${name}-ldap-ca`,
        { metadata: { name: `${name}-ldap-ca`, namespace, labels: managedLabels }, data: { "ca.crt": ca } },
        options,
    );
    return {
        configMap,
        env: [
            // CloudNativePG mounts projected volumes there (pkg/specs/volumes.go, 1.30).
            { name: "LDAPTLS_CACERT", value: "/projected/ldap/ca.crt" },
            { name: "LDAPTLS_REQCERT", value: "demand" },
        ],
        projected: [{ configMap: { name: `${name}-ldap-ca`, items: [{ key: "ca.crt", path: "ldap/ca.crt" }] } }],
    };
}
