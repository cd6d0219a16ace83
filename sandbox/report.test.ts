import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { buildCommandLine } from "../build/commandLine";
import { reportOf, stateFile } from "./report";

const root = path.resolve(__dirname, "..");
const recorded = path.join("examples", "quickstart", "states", "0.1.0-spine.json");

describe("the page that `make up` ends with", function () {
    this.timeout(120_000);
    let folder = "";

    before("the command line is built", async () => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hardened-db-page-"));
        await buildCommandLine(path.join(root, "bin"));
    });
    after(() => {
        fs.rmSync(folder, { recursive: true, force: true });
    });

    it("shows the stack's database, with the evidence of the quickstart", async () => {
        const page = path.join(folder, "compliance.html");
        await reportOf(root, recorded, page);
        const text = fs.readFileSync(page, "utf8");
        assert.match(text, /<h1>Security compliance of PostgreSQL orders\/orders<\/h1>/);
        assert.match(text, /<strong>hardened-db-quickstart\/sandbox<\/strong>/);
        assert.match(text, /id="s0-SSC-1" data-status="evidence"/);
    });

    it("is made of the state that Pulumi keeps in the sandbox's folder", () => {
        const stacks = path.join(folder, "state", ".pulumi", "stacks", "project");
        assert.throws(() => stateFile(folder), /there is no stack sandbox/);
        fs.mkdirSync(stacks, { recursive: true });
        fs.writeFileSync(path.join(stacks, "sandbox.json"), "{}");
        fs.writeFileSync(path.join(stacks, "sandbox.json.bak"), "{}");
        assert.equal(stateFile(folder), path.join(stacks, "sandbox.json"));
    });
});
