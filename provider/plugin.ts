import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import { main, type ConstructResult, type Provider } from "@pulumi/pulumi/provider";

/** The gRPC entry: serves schema.json and hands each `construct` to its component. */
class HardenedDb implements Provider {
    readonly version: string;
    private held: string | undefined;

    constructor(private readonly directory: string) {
        const { version } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { version: string };
        this.version = version;
    }

    getSchema(): Promise<string> {
        this.held ??= readFileSync(join(this.directory, "schema.json"), "utf8");
        return Promise.resolve(this.held);
    }

    async construct(
        name: string,
        type: string,
        inputs: pulumi.Inputs,
        options: pulumi.ComponentResourceOptions,
    ): Promise<ConstructResult> {
        // Loaded at the first use: the engine starts plugins that it then asks only for their schema.
        const { constructors } = await import("./constructors");
        const build = constructors[type];
        if (build === undefined) {
            throw new Error(
                `there is no component ${type} in hardened-db ${this.version}; there are: ${Object.keys(constructors).join(", ")}`,
            );
        }
        return build(name, inputs, options);
    }
}

/** An engine that is killed cannot end its plugins, and they would stay for ever. */
function endWithEngine(): void {
    const engine = process.ppid;
    setInterval(() => {
        if (process.ppid !== engine) {
            process.exit();
        }
    }, 2_000).unref();
}

endWithEngine();
main(new HardenedDb(__dirname), process.argv.slice(2)).catch((problem: unknown) => {
    console.error(problem);
    process.exitCode = 1;
});
