import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../sandbox/run";
import { libraryFolders, unpackedPackages } from "../packages";

/** The text of a PDF, as the distribution's pdftotext reads it. */
export async function textOfPdf(pdf: Uint8Array): Promise<string> {
    const folder = await unpackedPackages({
        name: "poppler",
        choose: () => Promise.resolve(["poppler-utils"]),
        byHand: "these tests read what the report prints with pdftotext, from the packages of Debian or a distribution made of it",
    });
    const scratch = mkdtempSync(join(tmpdir(), "hardened-db-pdf-"));
    try {
        writeFileSync(join(scratch, "page.pdf"), pdf);
        const libraries = libraryFolders(folder).map((each) => join(folder, each));
        const { code, stdout, stderr } = await run(
            join(folder, "usr/bin/pdftotext"),
            ["-enc", "UTF-8", "page.pdf", "-"],
            { cwd: scratch, env: { LD_LIBRARY_PATH: libraries.join(":") } },
        );
        if (code !== 0) {
            throw new Error(`pdftotext ended with ${String(code)}: ${stderr}`);
        }
        return stdout;
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}
