import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import * as fc from "fast-check";

import {
    environmentFile,
    exportLines,
    processEnvironment,
    quote,
    readEnvironment,
    writeEnvironment,
    type Environment,
} from "./environment";

describe("the environment of a sandbox", () => {
    const environment: Environment = {
        path: ["/cache/pulumi", "/with a space/it's"],
        variables: { KUBECONFIG: "/home/o'neill/.sandbox/kubeconfig", PASSPHRASE: 'a$HOME`b"c\\' },
        toolchain: { folders: { etcd: "/cache/etcd" } },
    };

    it("reaches a shell as it is, whatever it holds", () => {
        const script = `${exportLines(environment).join("\n")}\nprintf '%s\\n' "$PATH" "$KUBECONFIG" "$PASSPHRASE"`;
        const lines = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8", env: { PATH: "/usr/bin:/bin" } });
        assert.deepEqual(lines.trimEnd().split("\n"), [
            "/cache/pulumi:/with a space/it's:/usr/bin:/bin",
            "/home/o'neill/.sandbox/kubeconfig",
            'a$HOME`b"c\\',
        ]);
    });

    it("quotes any text as one word of a shell", () => {
        const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !value.includes("\0"));
        fc.assert(
            fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (values) => {
                const script = values.map((value) => `printf '%s\\0' ${quote(value)}`).join("; ");
                const printed = execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" });
                assert.deepEqual(printed.split("\0").slice(0, -1), values);
            }),
            { numRuns: 25 },
        );
    });

    it("never puts the current folder on PATH when it has no folder of its own", () => {
        const lines = exportLines({ ...environment, path: [] });
        assert.deepEqual(
            lines.filter((line) => line.includes("PATH=")),
            [],
        );
        assert.equal(processEnvironment({ ...environment, path: [] }, { PATH: "/bin" })["PATH"], "/bin");
    });

    it("stands first on PATH once, also in a shell that has it already", () => {
        const once = processEnvironment(environment, { PATH: "/usr/bin" });
        assert.equal(once["PATH"], "/cache/pulumi:/with a space/it's:/usr/bin");
        assert.equal(processEnvironment(environment, once)["PATH"], once["PATH"]);
    });

    it("is read back as it was written, by its owner only", () => {
        const directory = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-environment-"));
        try {
            assert.equal(readEnvironment(directory), undefined);
            writeEnvironment(directory, environment);
            assert.deepEqual(readEnvironment(directory), environment);
            assert.equal(fs.statSync(environmentFile(directory)).mode & 0o777, 0o600);
        } finally {
            fs.rmSync(directory, { recursive: true });
        }
    });
});
