import type { CertificateNeeds } from "./certificates";

/**
 * Host names in a server's certificate, as CloudNativePG 1.30 puts them into one that it issues
 * (api/v1/cluster_funcs.go GetClusterAltDNSNames): each Service in all forms that pods resolve.
 */
export function serverNames(
    { name, namespace }: { name: string; namespace: string },
    { services, pooler, tls }: Pick<CertificateNeeds, "services" | "pooler" | "tls">,
): string[] {
    const own = ["rw", "r", "ro"].map((role) => `${name}-${role}`);
    const all = [...own, ...services, ...(pooler === undefined ? [] : [pooler])];
    return [...new Set([...all.flatMap((service) => serviceNames(service, namespace)), ...(tls.serverNames ?? [])])];
}

export function serviceNames(service: string, namespace: string): string[] {
    return [
        service,
        `${service}.${namespace}`,
        `${service}.${namespace}.svc`,
        `${service}.${namespace}.svc.cluster.local`,
    ];
}
