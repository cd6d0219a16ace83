/**
 * Host names in a server's certificate, as CloudNativePG 1.30 puts them into one that it issues
 * (api/v1/cluster_funcs.go GetClusterAltDNSNames): each Service in all forms that pods resolve.
 * `services`: Services besides the operator's own three.
 */
export function serverNames(
    { name, namespace }: { name: string; namespace: string },
    services: readonly string[],
    others: readonly string[],
): string[] {
    const own = ["rw", "r", "ro"].map((role) => `${name}-${role}`);
    return [...new Set([...[...own, ...services].flatMap((service) => serviceNames(service, namespace)), ...others])];
}

export function serviceNames(service: string, namespace: string): string[] {
    return [
        service,
        `${service}.${namespace}`,
        `${service}.${namespace}.svc`,
        `${service}.${namespace}.svc.cluster.local`,
    ];
}
