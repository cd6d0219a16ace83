import { isUnknown, type Known, type Unknown } from "../core/known";
import { labelProblems } from "../core/names";
import { at, type Problem } from "../core/problems";
import type { AwsPlatformArgs, BackupClient, BackupOwner, BackupVaultArgs } from "./arguments";
import { arnProblems } from "./arnProblems";
import type { EksCluster } from "./cluster";
import { clusterIn, identityProblems, placeIn } from "./identityProblems";
import { ownKeyProblems } from "./keyProblems";
import { clientKey } from "./names";
import { vaultStorageProblems } from "./vaultStorageProblems";

/** What is wrong with a vault's arguments beyond their form, which the schema checks. */
export function vaultProblems(args: Known<BackupVaultArgs>): Problem[] {
    const place = placeIn(args.aws, args.region);
    return [
        ...at("aws", identityProblems(args.aws, place)),
        ...ownKeyProblems("keyArn", args.keyArn, place),
        ...at("clients", clientProblems(args.clients)),
        ...vaultStorageProblems(args, args.aws),
        ...(args.existingBucket !== undefined && args.retentionDays !== undefined ? [retentionOfOwner] : []),
    ];
}

const retentionOfOwner = {
    path: "retentionDays",
    reason: "is the lifecycle of a bucket that is made here, and that of existingBucket is taken as it is: set it there, and take it out here",
};

/**
 * The same for `platform.aws`. `makesStorageClass`: whether the volumes' class is made here, with the key that it encrypts with.
 * `backupRegion`: of the vault that is made along with it, when that is not the cluster's.
 */
export function platformProblems(
    args: Known<AwsPlatformArgs>,
    makesStorageClass: boolean,
    backupRegion?: string | Unknown,
): Problem[] {
    const { ebsCsiRoleArn: driver, keyAdministrators, volumeKeyArn, backupKeyArn } = args;
    const cluster = clusterIn(args);
    return [
        ...identityProblems(args),
        ...(driver === undefined ? [] : arnProblems("ebsCsiRoleArn", driver, cluster?.partition, "role")),
        ...driverProblems(args, makesStorageClass),
        ...ownKeyProblems("volumeKeyArn", volumeKeyArn, cluster),
        ...ownKeyProblems("backupKeyArn", backupKeyArn, placeIn(args, backupRegion)),
        ...farTopicProblems(args, placeIn(args, backupRegion)),
        ...(volumeKeyArn === undefined || makesStorageClass
            ? []
            : [
                  {
                      path: "volumeKeyArn",
                      reason: "has no effect with a StorageClass of your own (storage.storageClass), which names its key itself: take one of them out",
                  },
              ]),
        ...keyAdministrators.flatMap((administrator, index) =>
            driver !== undefined && !isUnknown(driver) && administrator === driver
                ? [
                      {
                          path: `keyAdministrators[${index}]`,
                          reason: "is also ebsCsiRoleArn: who administers a key must not use it; name another role",
                      },
                  ]
                : [],
        ),
    ];
}

/** One topic cannot be told of keys in two regions. */
function farTopicProblems({ keys = {}, ...args }: Known<AwsPlatformArgs>, vault: EksCluster | undefined): Problem[] {
    const here = clusterIn(args)?.region;
    return keys.alarmTopicArn === undefined || vault === undefined || here === undefined || vault.region === here
        ? []
        : [
              {
                  path: "keys.alarmTopicArn",
                  reason:
                      `is told of the keys in ${here}, and backup.region has the key of the backups made in ${vault.region}: ` +
                      "make the vault apart, as a BackupVault with a topic of that region, and give it as backup.vault",
              },
          ];
}

function driverProblems(
    { ebsCsiRoleArn, volumeKeyArn }: Known<AwsPlatformArgs>,
    makesStorageClass: boolean,
): Problem[] {
    return ebsCsiRoleArn === undefined && volumeKeyArn === undefined && makesStorageClass
        ? [
              {
                  path: "ebsCsiRoleArn",
                  reason:
                      "is required where a key for the volumes is made: write the ARN of the role of kube-system/ebs-csi-controller-sa, " +
                      "or give a key (volumeKeyArn) or a StorageClass (storage.storageClass) of your own",
              },
          ]
        : [];
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
