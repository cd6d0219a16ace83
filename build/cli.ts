import { Command } from "commander";
import { gates, runGate } from "../testing/gates";
import { buildCommandLine } from "./commandLine";
import { buildPlugin } from "./plugin";
import { buildPolicyPack } from "./policyPack";
import { writeDocuments } from "./documents";
import { writeSchemas } from "./schema";
import { compileNodejsSdk, isOther, writeOtherSdk, writeSdks } from "./sdk";

const program = new Command("build").description("what the Makefile's targets do");

program.command("build").action(async () => {
    await step("schema", () => {
        writeSchemas();
    });
    await step("plugin", () => buildPlugin("bin"));
    await step("command line", () => buildCommandLine("bin"));
    await step("policy pack", () => buildPolicyPack("policy/dist"));
    await step("Node.js SDK for the programs in examples/", () => {
        compileNodejsSdk();
    });
});
program.command("schema").action(() =>
    step("schema", () => {
        writeSchemas();
    }),
);
program.command("sdk [also...]").action(async (also: string[]) => {
    const unknown = also.filter((language) => !isOther(language));
    if (unknown.length > 0) {
        throw new Error(`no SDK can be made for ${unknown.join(" or ")}; on demand: dotnet, java`);
    }
    await step("SDKs (their generators are built first: minutes with an empty cache)", () => writeSdks());
    for (const language of also.filter(isOther)) {
        await step(`SDK for ${language}, in sdk/${language}`, () => writeOtherSdk(language, "sdk"));
    }
});
program.command("docs").action(() =>
    step("documents", () => {
        writeDocuments();
    }),
);
program.command("lint").action(async () => {
    for (const gate of gates) {
        await step(gate.title, async () => {
            const complaint = await runGate(gate);
            if (complaint !== undefined) {
                console.log(complaint);
                process.exitCode = 1;
            }
        });
    }
});

async function step(title: string, run: () => void | Promise<void>): Promise<void> {
    const begin = performance.now();
    process.stdout.write(`${title} ... `);
    await run();
    console.log(`${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

program.parseAsync().catch((problem: unknown) => {
    console.error(`\n${problem instanceof Error ? problem.message : String(problem)}`);
    process.exitCode = 1;
});
