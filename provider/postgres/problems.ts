import { platformProblems as awsProblems } from "../aws/problems";
import { referenceProblems, trustProblems } from "../aws/target";
import { vaultStorageProblems } from "../aws/vaultStorageProblems";
import { isUnknown, type Known, type Unknown } from "../core/known";
import { labelProblems } from "../core/names";
import { at, type Problem } from "../core/problems";
import { monitoringProblems } from "../kubernetes/monitoringProblems";
import { namespaceProblems, networkProblems } from "../kubernetes/problems";
import { s3Problems } from "../s3/problems";
import type { PlatformArgs, PostgresDatabaseArgs, PostgresOperatorArgs, PostgresOperatorChoiceArgs } from "./arguments";
import { databaseEntryProblems } from "./databaseEntryProblems";
import { ldapProblems } from "./ldapProblems";
import { directoryProblems } from "./loginProblems";
import { imageProblems } from "./imageProblems";
import { clusterNameLimit } from "./names";
import { egressProblems } from "./egressProblems";
import { parameterProblems } from "./parameterProblems";
import { podProblems } from "./podProblems";
import { poolerProblems } from "./poolerProblems";
import { restoreProblems } from "./restoreProblems";
import { backupProblems } from "./schedule";
import { serviceProblems } from "./serviceProblems";
import { cloudOf } from "./services";
import { storageProblems } from "./storageProblems";
import { tlsProblems } from "./tlsProblems";
import { userProblems } from "./userProblems";

/** What is wrong with a PostgresDatabase's arguments beyond their form. */
export function databaseProblems(name: string, args: Known<PostgresDatabaseArgs>): Problem[] {
    const { namespace, users, databases = [], storage, platform, backup = {}, operator = {} } = args;
    const { tls = {}, parameters = {}, fips = false, externalAuth: { ldap } = {} } = args;
    return [
        ...clusterNameProblems(name),
        ...namespaceProblems("namespace", namespace),
        ...imageProblems(args),
        ...userProblems(
            namespace.name,
            users,
            platform.network,
            databases.map(({ name }) => name),
        ),
        ...databaseEntryProblems(databases, users, parameters),
        ...directoryProblems(users, ldap !== undefined),
        ...(ldap === undefined ? [] : at("externalAuth.ldap", ldapProblems(ldap))),
        ...fipsProblems(fips),
        ...parameterProblems(parameters),
        ...tlsProblems(tls, users, namespace.name),
        ...storageProblems(storage, platform),
        ...(args.pods === undefined ? [] : at("pods", podProblems(args.pods, args.parameters?.["shared_buffers"]))),
        ...platformProblems(platform, storage.storageClass === undefined, backup.region),
        ...backupKeyProblems(platform, backup),
        ...at("backup", backupProblems(backup)),
        ...vaultProblems(name, namespace.name, platform, backup),
        ...restoreProblems(name, args),
        ...operatorProblems(namespace.name, operator),
        ...poolerProblems(args),
        ...at("service", serviceProblems(args.service, cloudOf(platform))),
        ...egressProblems(args.egress),
        ...(args.monitoring === undefined ? [] : at("monitoring", monitoringProblems(args.monitoring))),
    ];
}

/** What is wrong with a PostgresOperator's arguments beyond their form. */
export function operatorArgumentProblems(name: string, args: Known<PostgresOperatorArgs>): Problem[] {
    const { namespace, watchNamespaces, network } = args;
    return [
        ...labelProblems(
            "(resource name)",
            "the resource's name",
            name,
            63 - "-monitoring-queries".length,
            '"-monitoring-queries"',
        ),
        ...namespaceProblems("namespace", namespace),
        ...watchNamespaces.flatMap((watched, index) => [
            ...namespaceProblems(`watchNamespaces[${index}]`, watched),
            ...repeatedProblems(`watchNamespaces[${index}]`, watched.name, watchNamespaces.slice(0, index)),
        ]),
        ...networkProblems("network", network),
    ];
}

/** Control NM-10 (facts/operators 1.4): nothing to switch on, so nothing that could look switched on. */
function fipsProblems(fips: boolean): Problem[] {
    return fips
        ? [
              {
                  path: "fips",
                  reason: "cannot be true: CloudNativePG's community builds neither its operator nor its PostgreSQL images with a FIPS-validated module; run images of a vendor who does (images.postgres, operator.images) on nodes in FIPS mode, and leave this out",
              },
          ]
        : [];
}

function repeatedProblems(path: string, namespace: string, before: readonly { name: string }[]): Problem[] {
    return before.some(({ name }) => name === namespace)
        ? [{ path, reason: `namespace "${namespace}" is in the list already; write it once` }]
        : [];
}

/** Services are named after the Cluster, so it begins with a letter (CloudNativePG's validateName: RFC 1035). */
function clusterNameProblems(name: string): Problem[] {
    const path = "(resource name)";
    const problems = labelProblems(
        path,
        "the resource's name",
        name,
        clusterNameLimit,
        "up to 13 characters of CloudNativePG's own",
    );
    return problems.length === 0 && /^\d/.test(name)
        ? [
              {
                  path,
                  reason: `the resource's name "${name}" must begin with a letter, since Services are named after it`,
              },
          ]
        : problems;
}

function platformProblems(
    platform: Known<PlatformArgs>,
    makesStorageClass: boolean,
    backupRegion: string | Unknown | undefined,
): Problem[] {
    const given = (["aws", "s3"] as const).filter((name) => platform[name] !== undefined);
    const count =
        given.length === 1
            ? []
            : [
                  {
                      path: "platform",
                      reason: `needs exactly one of aws and s3, not ${given.length === 0 ? "none" : "both"}: say where the database runs and its backups go`,
                  },
              ];
    return [
        ...count,
        ...networkProblems("platform.network", platform.network),
        ...(platform.aws === undefined
            ? []
            : at("platform.aws", awsProblems(platform.aws, makesStorageClass, backupRegion))),
        ...(platform.s3 === undefined ? [] : at("platform.s3", s3Problems(platform.s3))),
    ];
}

function vaultProblems(
    name: string,
    namespace: string,
    { s3, aws }: Known<PlatformArgs>,
    backup: NonNullable<Known<PostgresDatabaseArgs>["backup"]>,
): Problem[] {
    const { vault, disabled } = backup;
    if (vault === undefined) {
        return aws === undefined
            ? ownVaultProblems(
                  backup,
                  "goes with platform.aws; with platform.s3 the bucket named there is taken as it is",
              )
            : at("backup", disabled === undefined ? vaultStorageProblems(backup, aws) : []);
    }
    const given = ownVaultProblems(
        backup,
        "says how this database's own vault keeps backups, but backup.vault names one that is made elsewhere: give it to that BackupVault",
    );
    if (s3 !== undefined) {
        return [
            ...given,
            {
                path: "backup.vault",
                reason: "goes with platform.aws; with platform.s3 backups go to the bucket named there",
            },
        ];
    }
    return [
        ...given,
        ...at("backup.vault", [
            ...referenceProblems(vault, { namespace, serviceAccount: name }),
            ...(aws === undefined ? [] : trustProblems(vault, aws)),
        ]),
    ];
}

/** Settings of a vault of the database's own, where there is none. With backups off, all of `backup` has no effect (schedule.ts). */
function ownVaultProblems(backup: NonNullable<Known<PostgresDatabaseArgs>["backup"]>, reason: string): Problem[] {
    return (["region", "objectLock", "replication", "existingBucket"] as const)
        .filter((setting) => backup[setting] !== undefined && backup.disabled === undefined)
        .map((setting) => ({ path: `backup.${setting}`, reason }));
}

/** A key for backups goes with a vault of the database's own, which is made only without another and with backups. */
function backupKeyProblems(
    { aws }: Known<PlatformArgs>,
    { vault, disabled }: NonNullable<Known<PostgresDatabaseArgs>["backup"]>,
): Problem[] {
    const other = vault !== undefined ? "backup.vault" : disabled !== undefined ? "backup.disabled" : undefined;
    return aws?.backupKeyArn === undefined || other === undefined
        ? []
        : [
              {
                  path: "platform.aws.backupKeyArn",
                  reason: `has no effect with ${other}${vault === undefined ? "" : ", whose backups are encrypted with the vault's key"}: take it out${vault === undefined ? "" : ", or write keyArn in the BackupVault"}`,
              },
          ];
}

function operatorProblems(namespace: string, operator: Known<PostgresOperatorChoiceArgs>): Problem[] {
    const { shared, ...own } = operator;
    if (shared === undefined) {
        return [];
    }
    const besides = Object.keys(own).map((argument) => ({
        path: `operator.${argument}`,
        reason: "says how to install an operator, but operator.shared names one that is installed: give it to that PostgresOperator",
    }));
    const watched = isUnknown(shared) || isUnknown(shared.watchNamespaces) ? undefined : shared.watchNamespaces;
    return watched === undefined || watched.some((each) => isUnknown(each) || each === namespace)
        ? besides
        : [
              ...besides,
              {
                  path: "operator.shared",
                  reason: `this operator does not watch namespace "${namespace}": add it to the PostgresOperator's watchNamespaces (it watches ${watched.join(", ")})`,
              },
          ];
}
