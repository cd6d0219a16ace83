import { isUnknown, type Known, type Unknown } from "../core/known";
import { labelProblems } from "../core/names";
import { at, type Problem } from "../core/problems";
import type { AwsIdentityArgs, AwsPlatformArgs, BackupClient, BackupOwner, BackupVaultArgs } from "./arguments";
import { parseArn, wrongArn, type ArnKind } from "./arn";
import { eksCluster, notAnEksCluster, notAPodIdentityCluster, type EksCluster } from "./cluster";
import { clientKey } from "./names";

/** What is wrong with a vault's arguments beyond their form, which the schema checks. */
export function vaultProblems(args: Known<BackupVaultArgs>): Problem[] {
    return [...at("aws", identityProblems(args.aws)), ...at("clients", clientProblems(args.clients))];
}

/** The same for `platform.aws`. */
export function platformProblems(args: Known<AwsPlatformArgs>): Problem[] {
    const driver = args.ebsCsiRoleArn;
    const both = args.keyAdministrators.flatMap((administrator, index) =>
        !isUnknown(driver) && administrator === driver
            ? [
                  {
                      path: `keyAdministrators[${index}]`,
                      reason: "is also ebsCsiRoleArn: who administers a key must not use it; name another role",
                  },
              ]
            : [],
    );
    return [
        ...identityProblems(args),
        ...arnProblems("ebsCsiRoleArn", driver, clusterIn(args)?.partition, "role"),
        ...both,
    ];
}

function identityProblems(args: Known<AwsIdentityArgs>): Problem[] {
    const { keyAdministrators, permissionsBoundary } = args;
    const partition = clusterIn(args)?.partition;
    return [
        ...podProblems(args),
        ...keyAdministrators.flatMap((administrator, index) =>
            arnProblems(`keyAdministrators[${index}]`, administrator, partition, "role", "user"),
        ),
        ...(permissionsBoundary === undefined
            ? []
            : arnProblems("permissionsBoundary", permissionsBoundary, partition, "policy")),
    ];
}

function arnProblems(
    path: string,
    text: string | Unknown,
    partition: string | undefined,
    ...wanted: [ArnKind, ...ArnKind[]]
): Problem[] {
    if (isUnknown(text)) {
        return [];
    }
    const wrong = wrongArn(text, ...wanted);
    if (wrong !== undefined) {
        return [{ path, reason: wrong }];
    }
    const given = parseArn(text)?.partition;
    return partition === undefined || given === partition
        ? []
        : [
              {
                  path,
                  reason: `is in the partition ${given ?? ""}, but the cluster is in ${partition}: no ARN reaches across`,
              },
          ];
}

/** Exactly one of the two says how AWS knows the cluster's pods. */
function podProblems({ oidcProviderArn, podIdentityCluster }: Known<AwsIdentityArgs>): Problem[] {
    const both = oidcProviderArn !== undefined && podIdentityCluster !== undefined;
    if (both || (oidcProviderArn === undefined && podIdentityCluster === undefined)) {
        return [
            {
                path: "",
                reason:
                    `needs exactly one of oidcProviderArn and podIdentityCluster, not ${both ? "both" : "none"}: write oidcProviderArn ` +
                    "(the cluster's IAM OIDC provider) when pods take roles by IRSA, podIdentityCluster (the cluster's ARN) when by EKS Pod Identity",
            },
        ];
    }
    return [
        ...wrongProblems("oidcProviderArn", oidcProviderArn, notAnEksCluster),
        ...wrongProblems("podIdentityCluster", podIdentityCluster, notAPodIdentityCluster),
    ];
}

function wrongProblems(
    path: string,
    text: string | Unknown | undefined,
    wrongIn: (text: string) => string | undefined,
): Problem[] {
    const reason = text === undefined || isUnknown(text) ? undefined : wrongIn(text);
    return reason === undefined ? [] : [{ path, reason }];
}

/** The cluster, when it is known and makes sense. */
function clusterIn(args: Known<AwsIdentityArgs>): EksCluster | undefined {
    const { oidcProviderArn, podIdentityCluster } = args;
    const identity = oidcProviderArn ?? podIdentityCluster;
    return identity === undefined || isUnknown(identity) || podProblems(args).length > 0
        ? undefined
        : eksCluster(identity);
}

function clientProblems(clients: BackupClient[]): Problem[] {
    return clients.flatMap((client, index) => [
        ...at(`[${index}]`, ownerProblems(client)),
        ...duplicateProblems(clients, client, index),
        ...at(`[${index}].restoresFrom`, sourceProblems(client)),
    ]);
}

function ownerProblems({ namespace, serviceAccount }: BackupOwner): Problem[] {
    return [
        ...labelProblems("namespace", "namespace", namespace),
        ...serviceAccountProblems("serviceAccount", serviceAccount),
    ];
}

function sourceProblems({ restoresFrom = [], ...client }: BackupClient): Problem[] {
    return restoresFrom.flatMap((source, index) => {
        const key = clientKey(source);
        const before = restoresFrom.slice(0, index).some((other) => clientKey(other) === key);
        return [
            ...at(`[${index}]`, ownerProblems(source)),
            ...(key === clientKey(client)
                ? [{ path: `[${index}]`, reason: `${key} is this client itself, which reads its own folder anyway` }]
                : []),
            ...(before ? [{ path: `[${index}]`, reason: `${key} is in the list already; write it once` }] : []),
        ];
    });
}

function duplicateProblems(clients: BackupClient[], client: BackupClient, index: number): Problem[] {
    const first = clients.findIndex((other) => clientKey(other) === clientKey(client));
    return first === index
        ? []
        : [
              {
                  path: `[${index}]`,
                  reason: `${clientKey(client)} is already clients[${first}]: a client has one role; list it once`,
              },
          ];
}

/** Kubernetes, "Object Names and IDs": a ServiceAccount is an RFC 1123 subdomain. */
function serviceAccountProblems(path: string, name: string): Problem[] {
    if (name.length > 253) {
        return [{ path, reason: `has ${name.length} characters; Kubernetes allows 253` }];
    }
    return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
        ? []
        : [
              {
                  path,
                  reason: `service account "${name}" cannot be a name in Kubernetes; write lower-case letters, digits, "-" and ".", with a letter or digit at both ends of each part`,
              },
          ];
}
