import type { ApiAccess } from "./api-client";

/** A kubeconfig for one user, the certificate authority inside. With `tokenFile` the token is read anew when it changes. */
export function kubeconfigFor(
    user: string,
    access: Pick<ApiAccess, "server" | "certificateAuthority">,
    credential: { token: string } | { tokenFile: string },
): string {
    const ca = Buffer.from(access.certificateAuthority).toString("base64");
    // JSON is YAML, quoted right whatever a path or token holds.
    const config = {
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "hardened-db", cluster: { server: access.server, "certificate-authority-data": ca } }],
        users: [{ name: user, user: credential }],
        contexts: [{ name: "hardened-db", context: { cluster: "hardened-db", user } }],
        "current-context": "hardened-db",
    };
    return `${JSON.stringify(config, undefined, 2)}\n`;
}
