import { Command } from "commander";
import type { Metafile } from "esbuild";
import { gates, runGate } from "../testing/gates";
import { buildCommandLine } from "./commandLine";
import { buildPlugin } from "./plugin";
import { buildPolicyPack } from "./policyPack";
import { writeDocuments } from "./documents";
import { shipNotices } from "./notices";
import { packPackage } from "./package";
import { writeSchemas } from "./schema";
import { compileNodejsSdk, isOther, writeOtherSdk, writeSdks } from "./sdk";

const program = new Command("build").description("what the Makefile's targets do");

program.command("build").action(async () => {
    await step("schema", () => {
        writeSchemas();
    });
    const bundled: Metafile[] = [];
    await step("plugin", async () => {
        bundled.push(...(await buildPlugin("bin")));
    });
    await step("command line", async () => {
        bundled.push(await buildCommandLine("bin"));
    });
    await step("policy pack", async () => {
        bundled.push(await buildPolicyPack("policy/dist"));
    });
    await step("licence notices and bill of materials", () => {
        shipNotices("bin", bundled);
    });
    await step("Node.js SDK for the programs in examples/", () => {
        compileNodejsSdk();
    });
});
program.command("package").action(() => {
    console.log(packPackage());
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
    await step("SDKs (their generators are built first: minutes with an empty cache)", async () => {
        await writeSdks();
        // They are written anew, and what `make build` had compiled goes with the old ones.
        compileNodejsSdk();
    });
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
