import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../sandbox/run";
import { kubernetesKinds } from "../rules/kinds";
import { rules } from "../rules";
import type { Program } from "./analyzerLoad";

const manifest = {
    name: "peers",
    version: "1.0.0",
    private: true,
    dependencies: { "@pulumi/policy": "1.21.0", "@pulumi/pulumi": "3.248.0", typescript: "5.9.3" },
    overrides: { "@pulumi/pulumi": "3.248.0" },
};

/** Packs made with @pulumi/policy for as many policies as there are rules, each of which looks at one field. */
export async function withPeers<Result>(use: (peers: Record<string, Program>) => Promise<Result>): Promise<Result> {
    const folder = mkdtempSync(join(tmpdir(), "hardened-db-peers-"));
    try {
        writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
        const { code, stderr } = await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
        if (code !== 0) {
            throw new Error(`@pulumi/policy could not be installed: ${stderr}`);
        }
        return await use({
            "@pulumi/policy, a bare pack": peer(folder, "bare", bare),
            "@pulumi/policy, a policy a rule, typed": peer(folder, "typed", typed()),
            "@pulumi/policy, one dispatching policy": peer(folder, "dispatching", dispatching()),
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function peer(folder: string, name: string, text: string): Program {
    const pack = join(folder, name);
    mkdirSync(pack);
    writeFileSync(join(pack, "package.json"), JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(join(pack, "index.js"), text);
    return {
        command: process.execPath,
        args: [join(folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", pack],
        cwd: pack,
    };
}

const begin = 'const { PolicyPack } = require("@pulumi/policy");\n';
const policy = (name: string, judge: string): string =>
    `{ name: ${JSON.stringify(name)}, description: "d", enforcementLevel: "mandatory", validateResource: ${judge} }`;
const looks =
    '(args, report) => { if (args.props.spec && args.props.spec.enableSuperuserAccess === true) report("it is true"); }';

const bare = `${begin}new PolicyPack("bare", { policies: [${policy("none", "() => {}")}] });\n`;

/** A rule on several kinds needs a policy for each type, since a policy has one type. */
function typed(): string {
    const policies = rules.flatMap(({ id, kinds }) =>
        kinds.map((kind, place) =>
            policy(`${id}-${place}`, `Object.assign(${looks}, { __pulumiType: ${JSON.stringify(typeOf(kind))} })`),
        ),
    );
    return `${begin}new PolicyPack("typed", { policies: [\n${policies.join(",\n")}\n] });\n`;
}

function typeOf(kind: string): string {
    const [group, name] = kind.includes("/") ? kind.split("/") : ["core", kind];
    return kubernetesKinds.includes(kind) ? `kubernetes:${group ?? ""}/v1:${name ?? ""}` : kind;
}

/** One policy that judges, the others there for their metadata: each is asked about every resource all the same. */
function dispatching(): string {
    const others = rules.map(({ id }) =>
        policy(id, "() => {}").replace("() => {}", 'Object.assign(() => {}, { __pulumiType: "none:none:None" })'),
    );
    return `${begin}new PolicyPack("dispatching", { policies: [\n${[policy("judge", looks), ...others].join(",\n")}\n] });\n`;
}
