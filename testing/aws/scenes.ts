import assert from "node:assert/strict";
import type { AwsIdentityArgs, AwsPlatformArgs, BackupVaultArgs } from "../../provider/aws/arguments";
import type { PostgresDatabaseArgs } from "../../provider/postgres/arguments";
import { startFakeEngine } from "../fakeEngine";
import type { Registered } from "../fakeMonitor";
import { createAuthority } from "../postgres/certificates";
import { onAws, withEverything, withPodIdentity } from "../postgresArguments";

/** A component as a program would write it, and what the judges must know of it. */
export interface Scene {
    type: "PostgresDatabase" | "BackupVault";
    name: string;
    args: object;
    /** The part of `args` that says who the cluster is. */
    aws: AwsIdentityArgs & Partial<AwsPlatformArgs>;
    /** Each client by its folder, with the folders that it may read besides. */
    clients: Record<string, string[]>;
    /** What is not made here, where the vault has one. */
    own?: { bucketArn?: string; keyArn?: string };
    /** Who restores from the copies. */
    restoringRoles?: string[];
    /** Whether the copies follow deletes. */
    followsDeletes?: boolean;
}

export interface ConstructedScene extends Scene {
    /** What the built plugin registered. */
    resources: Registered[];
}

/**
 * Every AWS option there is, in as few components as can have them all. policies.test.ts fails when an argument of
 * provider/aws/arguments.ts stands in none of them.
 */
async function scenes(): Promise<Scene[]> {
    return [
        databaseWithKeys((await createAuthority("ldap")).root),
        sharedVault(),
        ownKeys(),
        copiedVault(),
        ownBucket(),
    ];
}

const account = "123456789012";
const administrators = ["key-administrators", "security"].map((role) => `arn:aws:iam::${account}:role/${role}`);
const permissionsBoundary = `arn:aws:iam::${account}:policy/workloads`;
const irsa = { oidcProviderArn: onAws().platform.aws?.oidcProviderArn ?? "", keyAdministrators: administrators };
const podIdentity = {
    podIdentityCluster: withPodIdentity().platform.aws?.podIdentityCluster ?? "",
    keyAdministrators: administrators,
};
const orders = { namespace: "orders", serviceAccount: "orders" };
const shop = { namespace: "shop", serviceAccount: "orders" };
const clients = [shop, { namespace: "staging", serviceAccount: "orders", restoresFrom: [shop, orders] }];
const folders = { "shop/orders": [], "staging/orders": ["shop/orders", "orders/orders"] };

/** A database by IRSA whose vault and keys are its own. */
function databaseWithKeys(ldapCa: string): Scene {
    const everything = withEverything(ldapCa);
    const aws: AwsPlatformArgs = {
        ...irsa,
        ebsCsiRoleArn: "arn:aws:iam::123456789012:role/ebs-csi-controller",
        permissionsBoundary,
        keys: {
            rotationDays: 90,
            multiRegion: true,
            alarmTopicArn: `arn:aws:sns:eu-central-1:${account}:alarms`,
        },
    };
    const args: PostgresDatabaseArgs = {
        ...everything,
        platform: { ...everything.platform, aws },
        backup: { ...everything.backup, restorableBy: [{ namespace: "staging", name: "copy" }] },
    };
    return {
        type: "PostgresDatabase",
        name: "orders",
        args,
        aws,
        clients: { "orders/orders": [], "staging/copy": ["orders/orders"] },
    };
}

/** A vault by IRSA for two databases. */
function sharedVault(): Scene {
    const args: BackupVaultArgs = { aws: irsa, clients, retentionDays: 90, deletionProtection: true };
    return { type: "BackupVault", name: "shared", args, aws: args.aws, clients: folders };
}

/** A database by Pod Identity with keys of another account, whose backups are copied. */
function ownKeys(): Scene {
    const { platform, ...rest } = withPodIdentity();
    const [volumeKeyArn, backupKeyArn] = [
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "abcd1234-12ab-34cd-56ef-1234567890ab",
    ].map((id) => `arn:aws:kms:eu-central-1:444455556666:key/${id}`);
    assert.ok(volumeKeyArn !== undefined && backupKeyArn !== undefined);
    const aws: AwsPlatformArgs = {
        ...podIdentity,
        ebsCsiRoleArn: `arn:aws:iam::${account}:role/ebs-csi-controller`,
        volumeKeyArn,
        backupKeyArn,
    };
    const args: PostgresDatabaseArgs = {
        ...rest,
        namespace: { name: "ledger", create: true },
        platform: { ...platform, aws },
        backup: { retentionDays: 35, replication: { region: "eu-west-1" } },
    };
    return {
        type: "PostgresDatabase",
        name: "ledger",
        args,
        aws,
        clients: { "ledger/ledger": [] },
        own: { keyArn: backupKeyArn },
    };
}

/** A locked vault by Pod Identity in another region than the cluster, with a copy in a third from which another cluster restores. */
function copiedVault(): Scene {
    const restoringRoles = ["standby", "drill"].map((role) => `arn:aws:iam::${account}:role/hardened-db/${role}`);
    const args: BackupVaultArgs = {
        aws: { ...podIdentity, permissionsBoundary, keys: { rotationDays: 180 } },
        clients,
        region: "eu-west-3",
        objectLock: { mode: "compliance", days: 60, acknowledge: true },
        replication: {
            region: "eu-north-1",
            deletes: "followed",
            restoringRoles,
            alarmTopicArn: `arn:aws:sns:eu-north-1:${account}:alarms`,
        },
    };
    return {
        type: "BackupVault",
        name: "copied",
        args,
        aws: args.aws,
        clients: folders,
        restoringRoles,
        followsDeletes: true,
    };
}

/** A vault by IRSA in a bucket and with a key that are there already. */
function ownBucket(): Scene {
    const keyArn = `arn:aws:kms:eu-central-1:${account}:key/0987dcba-09fe-87dc-65ba-ab0987654321`;
    const args: BackupVaultArgs = { aws: irsa, clients, keyArn, existingBucket: { name: "company-backups" } };
    return {
        type: "BackupVault",
        name: "taken",
        args,
        aws: args.aws,
        clients: folders,
        own: { keyArn, bucketArn: "arn:aws:s3:::company-backups" },
    };
}

let constructed: Promise<ConstructedScene[]> | undefined;

/** The scenes as the built plugin makes them, once for all tests of a run. */
export function constructedScenes(): Promise<ConstructedScene[]> {
    constructed ??= construct();
    return constructed;
}

async function construct(): Promise<ConstructedScene[]> {
    const engine = await startFakeEngine();
    try {
        const made: ConstructedScene[] = [];
        for (const scene of await scenes()) {
            const { type, name, args } = scene;
            const run = await engine.construct({ type, name, inputs: args });
            assert.equal(run.error, undefined, `${type} ${name} is accepted`);
            made.push({ ...scene, resources: run.resources });
        }
        return made;
    } finally {
        await engine.close();
    }
}
