import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, type RunResult } from "../../sandbox/run";
import { libraryFolders, unpackedPackages } from "../packages";
import { giveToServer, linkTree, serverUser } from "../serverUser";
import type { ObjectStore } from "./objectStore";

/** The distribution's barman-cloud tools, as the server's user runs them with one login of a store. */
export interface Barman {
    /** Script that PostgreSQL itself can call: `barman-cloud-wal-archive`. */
    script(name: string): string;
    run(name: string, args: readonly string[]): Promise<RunResult>;
}

const tools = {
    "barman-cloud-backup": "cloud_backup",
    "barman-cloud-backup-list": "cloud_backup_list",
    "barman-cloud-backup-delete": "cloud_backup_delete",
    "barman-cloud-restore": "cloud_restore",
    "barman-cloud-wal-archive": "cloud_walarchive",
    "barman-cloud-wal-restore": "cloud_walrestore",
};

/** Scripts in `folder`, which the server's user enters. */
export async function barman(folder: string, store: ObjectStore, user: string): Promise<Barman> {
    const packages = await unpackedPackages({
        name: "barman",
        choose: () => Promise.resolve(["barman-cli-cloud", "python3-boto3", "libpq5"]),
        byHand: "these tests run barman-cloud: use Debian or Ubuntu, whose package barman-cli-cloud has it",
    });
    const installed = join(folder, "installed");
    linkTree(packages, installed);
    mkdirSync(join(folder, "bin"));
    chmodSync(join(folder, "bin"), 0o755);
    const script = (name: string): string => join(folder, "bin", name);
    // A bucket has no name in DNS here.
    const settings = join(folder, "aws");
    writeFileSync(settings, "[default]\ns3 =\n  addressing_style = path\n", { mode: 0o600 });
    giveToServer(settings);
    const environment = {
        PYTHONPATH: join(installed, "usr/lib/python3/dist-packages"),
        PYTHONDONTWRITEBYTECODE: "1",
        LD_LIBRARY_PATH: libraryFolders(installed)
            .map((each) => join(installed, each))
            .join(":"),
        AWS_CA_BUNDLE: store.root,
        AWS_ACCESS_KEY_ID: user,
        AWS_SECRET_ACCESS_KEY: `${user}-secret`,
        AWS_DEFAULT_REGION: "eu-central-1",
        AWS_CONFIG_FILE: settings,
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        AWS_EC2_METADATA_DISABLED: "true",
    };
    for (const [name, module] of Object.entries(tools)) {
        const variables = Object.entries(environment).map(([key, value]) => `export ${key}='${value}'\n`);
        const text = `#!/bin/sh\n${variables.join("")}exec /usr/bin/python3 -m barman.clients.${module} "$@"\n`;
        writeFileSync(script(name), text, { mode: 0o700 });
        giveToServer(script(name));
    }
    return {
        script,
        run: (name, args) => run(script(name), args, { cwd: "/", ...(serverUser && { user: serverUser }) }),
    };
}
