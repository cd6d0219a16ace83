import assert from "node:assert/strict";
import type { AwsIdentityArgs, AwsPlatformArgs, BackupVaultArgs } from "../../provider/aws/arguments";
import { startFakeEngine } from "../fakeEngine";
import type { Registered } from "../fakeMonitor";
import { createAuthority } from "../postgres/certificates";
import { onAws, withEverything } from "../postgresArguments";

/** A component as a program would write it, and what the judges must know of it. */
export interface Scene {
    type: "PostgresDatabase" | "BackupVault";
    name: string;
    args: object;
    /** The part of `args` that says who the cluster is. */
    aws: AwsIdentityArgs & Partial<AwsPlatformArgs>;
    /** Each client by its folder, with the folders that it may read besides. */
    clients: Record<string, string[]>;
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
    const { platform } = onAws();
    const aws: AwsPlatformArgs = {
        ...(platform.aws ?? assert.fail("the README's program is on AWS")),
        permissionsBoundary: "arn:aws:iam::123456789012:policy/workloads",
    };
    const { oidcProviderArn, keyAdministrators, permissionsBoundary } = aws;
    const identity: AwsIdentityArgs = {
        oidcProviderArn,
        keyAdministrators,
        ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    };
    const orders = { namespace: "orders", serviceAccount: "orders" };
    const vault: BackupVaultArgs = {
        aws: identity,
        clients: [
            { namespace: "shop", serviceAccount: "orders" },
            {
                namespace: "staging",
                serviceAccount: "orders",
                restoresFrom: [{ namespace: "shop", serviceAccount: "orders" }, orders],
            },
        ],
        retentionDays: 90,
        deletionProtection: true,
    };
    const everything = withEverything((await createAuthority("ldap")).root);
    return [
        {
            type: "PostgresDatabase",
            name: "orders",
            args: {
                ...everything,
                platform: { ...everything.platform, aws },
                backup: { ...everything.backup, restorableBy: [{ namespace: "staging", name: "copy" }] },
            },
            aws,
            clients: { "orders/orders": [], "staging/copy": ["orders/orders"] },
        },
        {
            type: "BackupVault",
            name: "shared",
            args: vault,
            aws: identity,
            clients: { "shop/orders": [], "staging/orders": ["shop/orders", "orders/orders"] },
        },
    ];
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
