import type { Known } from "../core/known";
import type { Problem } from "../core/problems";
import { rootProblems } from "../kubernetes/certificateText";
import { defaultIssuer } from "./certificates";
import { clientCertificateSources, showsCertificate } from "./clientCertificates";
import type { PostgresTlsArgs, TlsIssuer } from "./tlsArguments";
import type { PostgresUserArgs } from "./userArguments";

type Tls = Known<PostgresTlsArgs>;
type User = Known<PostgresUserArgs>;

/** What is wrong with `tls` beyond its form, and with what users want of it. */
export function tlsProblems(tls: Tls, users: readonly User[], namespace: string): Problem[] {
    const issuer = tls.issuer ?? defaultIssuer;
    return [
        ...issuerProblems(tls, issuer),
        ...(tls.ca === undefined ? [] : rootProblems("tls.ca", tls.ca)),
        ...(tls.previousCa === undefined ? [] : rootProblems("tls.previousCa", tls.previousCa)),
        ...(tls.roots ?? []).flatMap((root, index, roots) => generationProblems(index, root, roots)),
        ...(tls.serverNames ?? []).flatMap(serverNameProblems),
        ...certManagerProblems(tls),
        ...Object.entries(tls.provided ?? {}).flatMap(([argument, secret]) => secretProblems(argument, secret)),
        ...plaintextProblems(tls),
        ...users.flatMap((user, index) => deliveryProblems(index, user, tls, issuer, namespace)),
    ];
}

/** With which issuers an argument goes, and what to write in place of it with another. */
const belongings: Readonly<
    Record<"certManager" | "provided" | "ca" | "roots" | "serverNames", { with: TlsIssuer[]; otherwise: string }>
> = {
    certManager: {
        with: ["certManager"],
        otherwise: 'take it out, or write issuer: "certManager"',
    },
    provided: { with: ["provided"], otherwise: 'take it out, or write issuer: "provided"' },
    ca: {
        with: ["certManager", "provided"],
        otherwise:
            "the root is made here (output caCertificate): take it out, or write a root that clients trust besides as previousCa",
    },
    roots: {
        with: ["operator", "generated"],
        otherwise: "no root is made here: take it out, and change your root by ca and previousCa",
    },
    serverNames: {
        with: ["operator", "generated", "certManager"],
        otherwise: "the certificate is yours: take it out, and put these names into that",
    },
};

/** What an issuer cannot do without. */
const requirements: Readonly<Partial<Record<TlsIssuer, Partial<Record<keyof typeof belongings, string>>>>> = {
    certManager: {
        certManager: "name the issuer that cert-manager takes, { issuerName }",
        ca: "write the root certificate of that issuer in PEM, which clients verify the servers by",
    },
    provided: {
        provided: "name the four Secrets, { serverSecret, serverCaSecret, replicationSecret, clientCaSecret }",
        ca: "write the root certificate of the servers in PEM, which clients verify them by",
    },
};

function issuerProblems(tls: Tls, issuer: TlsIssuer): Problem[] {
    const misplaced = keysOf(belongings)
        .filter((argument) => tls[argument] !== undefined && !belongings[argument].with.includes(issuer))
        .map((argument) => ({
            path: `tls.${argument}`,
            reason: `does not go with issuer "${issuer}": ${belongings[argument].otherwise}`,
        }));
    const required = requirements[issuer] ?? {};
    const missing = keysOf(required)
        .filter((argument) => tls[argument] === undefined)
        .map((argument) => ({
            path: `tls.${argument}`,
            reason: `is required with issuer "${issuer}": ${required[argument] ?? ""}`,
        }));
    return [...misplaced, ...missing];
}

function keysOf<Key extends string>(record: Partial<Record<Key, unknown>>): Key[] {
    return Object.keys(record) as Key[];
}

/** Names of roots stand in names of children and in a host name. */
function generationProblems(index: number, root: string, roots: readonly string[]): Problem[] {
    const path = `tls.roots[${index}]`;
    if (!/^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$/.test(root)) {
        return [
            {
                path,
                reason: `"${root}" cannot be the name of a root; write up to 20 lower-case letters, digits and "-", with a letter or digit at both ends, for example "2" or "2027"`,
            },
        ];
    }
    return roots.indexOf(root) < index ? [{ path, reason: `"${root}" is in the list already; write it once` }] : [];
}

function serverNameProblems(name: string, index: number, names: readonly string[]): Problem[] {
    const path = `tls.serverNames[${index}]`;
    const labels = name.split(".");
    const isHostName =
        name.length <= 253 &&
        labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
        // So ends an address.
        !/^\d+$/.test(labels.at(-1) ?? "");
    if (!isHostName) {
        return [
            {
                path,
                reason: `"${name}" is no host name; write one in lower case, without a port, "*" or an address, for example db.example.org`,
            },
        ];
    }
    return names.indexOf(name) < index ? [{ path, reason: `"${name}" is in the list already; write it once` }] : [];
}

/** The longest that the rule certificate-lifetime lets pass (CA/Browser Forum: 398 days). */
const mostHours = 398 * 24;

function certManagerProblems({ certManager }: Tls): Problem[] {
    const { issuerName, hours = 1 } = certManager ?? { issuerName: "-" };
    return [
        ...(issuerName === ""
            ? [
                  {
                      path: "tls.certManager.issuerName",
                      reason: "is empty; write the name of an Issuer or ClusterIssuer",
                  },
              ]
            : []),
        ...(hours > mostHours
            ? [
                  {
                      path: "tls.certManager.hours",
                      reason: `is ${hours}; write at most ${mostHours} (398 days), or leave it out`,
                  },
              ]
            : []),
    ];
}

function secretProblems(argument: string, name: string): Problem[] {
    return name.length <= 253 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)
        ? []
        : [
              {
                  path: `tls.provided.${argument}`,
                  reason: `"${name}" cannot be the name of a Secret; write lower-case letters, digits, "-" and ".", with a letter or digit at both ends`,
              },
          ];
}

function plaintextProblems({ allowPlaintext, clientCertificates }: Tls): Problem[] {
    return allowPlaintext !== undefined && clientCertificates === "required"
        ? [
              {
                  path: "tls.allowPlaintext",
                  reason: 'lets clients in without TLS, which can show no certificate, but clientCertificates is "required": take one of the two out',
              },
          ]
        : [];
}

/** A Secret that the operator makes and renews lies where the database does, and nobody here can copy it. */
function deliveryProblems(index: number, user: User, tls: Tls, issuer: TlsIssuer, namespace: string): Problem[] {
    if (!showsCertificate(user, tls) || clientCertificateSources[issuer] !== "databaseRole") {
        return [];
    }
    const why =
        user.clientCertificate === true
            ? "clientCertificate"
            : 'tls.clientCertificates: "required" asks it to show one';
    return user.from.flatMap(({ namespace: from = namespace, connectionSecret }, position) =>
        from === namespace || connectionSecret === false
            ? []
            : [
                  {
                      path: `users[${index}].from[${position}].namespace`,
                      reason: `"${from}" is not the database's namespace "${namespace}", where CloudNativePG keeps the certificate of "${user.name}" (${why}): write tls.issuer: "generated", which puts it into the connection Secret, or connectionSecret: false here and bring it there yourself`,
                  },
              ],
    );
}
