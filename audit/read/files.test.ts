import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findFiles } from "./files";

describe("finding files", () => {
    let root = "";
    const write = (name: string, text = "a: 1\n"): void => {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
    };
    const found = (...below: string[]): string[] =>
        findFiles(below.length === 0 ? [root] : below.map((name) => join(root, name))).files.map((file) =>
            file.slice(root.length + 1),
        );

    beforeEach(() => {
        root = mkdtempSync(join(tmpdir(), "hardened-db-files-"));
    });
    afterEach(() => {
        rmSync(root, { recursive: true, force: true });
    });

    it("searches folders for YAML and JSON, in the order of names", () => {
        for (const name of ["b/z.yaml", "b/a.yml", "a.json", "read.me", "c.YAML", ".git/config.yaml"]) {
            write(name);
        }
        assert.deepEqual(found(), ["a.json", "b/a.yml", "b/z.yaml", "c.YAML"]);
    });

    it("takes a file that is named whatever it is called", () => {
        write("state");
        assert.deepEqual(found("state"), ["state"]);
    });

    it("respects every .gitignore on the way, and exceptions", () => {
        write(".gitignore", "out/\n*.gen.yaml\n");
        write("deep/.gitignore", "!keep.gen.yaml\nlocal.yaml\n");
        for (const name of ["out/a.yaml", "x.gen.yaml", "deep/keep.gen.yaml", "deep/local.yaml", "deep/b.yaml"]) {
            write(name);
        }
        assert.deepEqual(found(), ["deep/b.yaml", "deep/keep.gen.yaml"]);
    });

    it("respects those above the folder that is named, up to the repository", () => {
        mkdirSync(join(root, ".git"));
        write(".gitignore", "skip.yaml\n");
        write("deep/skip.yaml");
        write("deep/b.yaml");
        assert.deepEqual(found("deep"), ["deep/b.yaml"]);
    });

    it("leaves out what the configuration excludes", () => {
        write("charts/a.yaml");
        write("b.yaml");
        const { files } = findFiles([root], { folder: root, patterns: ["charts/"] });
        assert.deepEqual(files, [join(root, "b.yaml")]);
    });

    it("reads a folder once however many links lead to it, and says so", () => {
        write("a/x.yaml");
        symlinkSync(root, join(root, "a", "back"));
        symlinkSync(join(root, "a"), join(root, "b"));
        const { files, errors } = findFiles([root]);
        assert.deepEqual(files, [join(root, "a/x.yaml")]);
        assert.deepEqual(errors, [
            { file: join(root, "a/back"), message: `the same folder as ${root}, which is read there` },
            { file: join(root, "b"), message: `the same folder as ${join(root, "a")}, which is read there` },
        ]);
    });

    it("says what is wrong with a path and goes on", () => {
        symlinkSync("nowhere.yaml", join(root, "broken.yaml"));
        symlinkSync("loop.yaml", join(root, "loop.yaml"));
        execFileSync("mkfifo", [join(root, "pipe.yaml")]);
        write("ok.yaml");
        const { files, errors } = findFiles([root, join(root, "absent.yaml")]);
        assert.deepEqual(files, [join(root, "ok.yaml")]);
        assert.deepEqual(
            errors.map(({ file, message }) => `${file.slice(root.length + 1)}: ${message}`),
            [
                "broken.yaml: a link to nowhere",
                "loop.yaml: a link that leads back to itself",
                "pipe.yaml: neither a file nor a folder",
                "absent.yaml: no such file or folder",
            ],
        );
    });
});
