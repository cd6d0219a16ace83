import { chmodSync, chownSync, copyFileSync, linkSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { hasCode } from "../sandbox/run";

/** PostgreSQL refuses to run as root, and no server needs to; nobody owns nothing else. Undefined: they run as who runs the tests. */
export const serverUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

/** Folder that the server can use, and nobody else but root. */
export function serverFolder(folder: string): string {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveToServer(folder);
    return folder;
}

export function giveToServer(file: string): void {
    if (serverUser !== undefined) {
        chownSync(file, serverUser.uid, serverUser.gid);
    }
}

/** Whether the server's user can read what is in a folder that all may read. */
export function isReachable(folder: string): boolean {
    return serverUser === undefined || everybodyEnters(folder);
}

function everybodyEnters(folder: string): boolean {
    const enters = (statSync(folder).mode & 0o001) !== 0;
    return enters && (dirname(folder) === folder || everybodyEnters(dirname(folder)));
}

/** A folder with the same files, linked, else copied. */
export function linkTree(from: string, to: string): void {
    mkdirSync(to, { recursive: true });
    chmodSync(to, 0o755);
    for (const entry of readdirSync(from, { withFileTypes: true })) {
        const source = join(from, entry.name);
        const target = join(to, entry.name);
        if (entry.isDirectory()) {
            linkTree(source, target);
        } else {
            linkOrCopy(source, target);
        }
    }
}

function linkOrCopy(source: string, target: string): void {
    try {
        linkSync(source, target);
    } catch (error) {
        if (!hasCode(error, "EXDEV", "EPERM", "EMLINK")) {
            throw error;
        }
        copyFileSync(source, target);
    }
}
