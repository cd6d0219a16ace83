import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface OpenSsl {
    /** What `openssl verify -x509_strict` says of the first certificate, helped by those that follow it; it throws what is wrong. */
    verify(shown: string, roots: string, ...options: string[]): string;
    /** The first certificate as people read it. */
    text(certificate: string): string;
    run(...args: string[]): string;
    /** Path of a file with this content. */
    file(name: string, content: string): string;
}

/** The real openssl, in a folder of its own for the tests of one `describe`. */
export function openSsl(): OpenSsl {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "certificates-"));
    });
    after(() => {
        rmSync(folder, { recursive: true });
    });
    const run = (...args: string[]): string => {
        try {
            return execFileSync("openssl", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
        } catch (error) {
            if (error instanceof Error && "code" in error && error.code === "ENOENT") {
                throw new Error("this test needs openssl; install it with: apt-get install openssl", { cause: error });
            }
            throw error;
        }
    };
    const file = (name: string, content: string): string => {
        const path = join(folder, name);
        writeFileSync(path, content, { mode: 0o600 });
        return path;
    };
    return {
        run,
        file,
        verify: (shown, roots, ...options) =>
            run(
                "verify",
                "-x509_strict",
                ...["-CAfile", file("roots.pem", roots), "-no-CApath"],
                // Its own certificate among them does no harm: an untrusted one is only ever a link.
                ...["-untrusted", file("shown.pem", shown)],
                ...options,
                file("leaf.pem", shown),
            ),
        text: (certificate) => run("x509", "-in", file("certificate.pem", certificate), "-noout", "-text"),
    };
}
