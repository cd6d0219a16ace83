import type * as pulumi from "@pulumi/pulumi";
import { kubernetesName } from "./names";
import type { PostgresTlsArgs } from "./tlsArguments";
import type { PostgresLdapArgs, PostgresUserArgs } from "./userArguments";
import { ldapOptions } from "./ldap";

/** Pods that pg_hba names as `${podselector:NAME}`: CloudNativePG puts their addresses there (1.29 and later). */
export interface PodSelectorRef {
    name: string;
    selector: { matchLabels: Record<string, string> };
}

export interface HostBasedAuthentication {
    lines: pulumi.Input<string>[];
    podSelectorRefs: PodSelectorRef[];
}

/** What decides who is let in, besides the users. */
export interface Admissions {
    users: readonly PostgresUserArgs[];
    namespace: string;
    podCidrs: readonly pulumi.Input<string>[];
    tls: PostgresTlsArgs;
    ldap?: PostgresLdapArgs;
    /** Pods through which users with passwords may also come. */
    pooler?: PodSelectorRef;
}

/** Puts an address that may not be known yet into a line. */
type Interpolate = (address: pulumi.Input<string>, line: (address: string) => string) => pulumi.Input<string>;

/**
 * pg_hba from `users[].from`. Its own lines stand after the operator's fixed ones and before `host all all all scram-sha-256`,
 * which the final reject makes unreachable.
 */
export function hostBasedAuthentication(admissions: Admissions, interpolate: Interpolate): HostBasedAuthentication {
    const { users, namespace, podCidrs, tls, ldap, pooler } = admissions;
    const podSelectorRefs: PodSelectorRef[] = [];
    const lines = users.filter(mayComeIn).flatMap((user) => {
        const admitted = (address: string): string => admission(user, address, tls, ldap);
        return user.from.flatMap(({ namespace: from = namespace, podLabels, cidr }, index) => {
            if (cidr !== undefined) {
                return [interpolate(cidr, admitted)];
            }
            if (from !== namespace) {
                return podCidrs.map((podCidr) => interpolate(podCidr, admitted));
            }
            // The CRD wants a letter in front.
            const name = `user-${kubernetesName(user.name)}-${index}`;
            podSelectorRefs.push({ name, selector: { matchLabels: podLabels ?? {} } });
            return [admitted(`\${podselector:${name}}`)];
        });
    });
    const pooled = pooler === undefined ? [] : users.filter(mayBePooled).map((user) => pooledAdmission(user, pooler));
    const ends = tls.allowPlaintext
        ? ["host all all all reject"]
        : ["hostnossl all all all reject", "host all all all reject"];
    return {
        lines: [...new Set([...lines, ...pooled]), ...ends],
        podSelectorRefs: pooled.length > 0 && pooler !== undefined ? [...podSelectorRefs, pooler] : podSelectorRefs,
    };
}

export function mayComeIn({ disabled = false }: Pick<PostgresUserArgs, "disabled">): boolean {
    return !disabled;
}

/**
 * PgBouncer logs in with the client's SCRAM keys and shows a certificate of its own, so nobody whose login is a certificate or another
 * system's matter can come through it (CloudNativePG 1.30 pkg/management/pgbouncer).
 */
export function mayBePooled(
    user: Pick<PostgresUserArgs, "disabled" | "clientCertificate" | "authentication">,
): boolean {
    return mayComeIn(user) && user.clientCertificate !== true && user.authentication !== "ldap";
}

/** One line that lets a user in from an address, over TLS unless a waiver says otherwise. */
export function admission(
    user: PostgresUserArgs,
    address: string,
    tls: PostgresTlsArgs,
    ldap?: PostgresLdapArgs,
): string {
    // A certificate needs TLS, and a directory's password in the clear is never let in.
    const plaintext = tls.allowPlaintext !== undefined && !user.clientCertificate && user.authentication !== "ldap";
    const withCertificate = tls.clientCertificates === "required" ? " clientcert=verify-full" : "";
    return `${plaintext ? "host" : "hostssl"} ${user.database} ${user.name} ${address} ${method(user, withCertificate, ldap)}`;
}

function method(user: PostgresUserArgs, withCertificate: string, ldap: PostgresLdapArgs | undefined): string {
    if (user.clientCertificate === true) {
        return "cert";
    }
    return user.authentication === "ldap" && ldap !== undefined
        ? `ldap ${ldapOptions(ldap)}${withCertificate}`
        : `scram-sha-256${withCertificate}`;
}

/** A pooled login shows the pooler's own certificate, so a chain to the client CA is all that can be asked for. */
function pooledAdmission(user: PostgresUserArgs, { name }: PodSelectorRef): string {
    return `hostssl ${user.database} ${user.name} \${podselector:${name}} scram-sha-256 clientcert=verify-ca`;
}
