import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fullyQualifiedStackName, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { stringify } from "yaml";
import type { Fleet } from "./fleet";

/** A stack and the program that it runs, each in a folder of this one. */
export interface StackPlan {
    readonly stack: string;
    readonly project: string;
    readonly program: "operator" | "tenant";
    readonly config: Readonly<Record<string, string>>;
}

const projects = { operator: "hardened-db-operator", tenant: "hardened-db-tenants" } as const;

export function operatorPlan({ config, operator, tenants }: Fleet): StackPlan {
    const project = projects.operator;
    return {
        stack: "operator",
        project,
        program: "operator",
        config: {
            ...config,
            [`${project}:operator`]: JSON.stringify(operator),
            [`${project}:tenants`]: JSON.stringify([...tenants.keys()]),
        },
    };
}

export function tenantPlan({ config, organization, tenants }: Fleet, tenant: string): StackPlan {
    const project = projects.tenant;
    return {
        stack: `tenant-${tenant}`,
        project,
        program: "tenant",
        config: {
            ...config,
            [`${project}:tenant`]: tenant,
            [`${project}:database`]: JSON.stringify(tenants.get(tenant) ?? {}),
            [`${project}:operatorStack`]: fullyQualifiedStackName(organization, projects.operator, "operator"),
        },
    };
}

/** The stack, made if it is not there yet, with the settings that the plan says and no others. */
export async function preparedStack(fleet: Fleet, plan: StackPlan): Promise<Stack> {
    const stack = await LocalWorkspace.createOrSelectStack(workspaceOf(fleet, plan), { envVars });
    const wanted = Object.entries(plan.config);
    const given = new Map(Object.entries(await stack.getAllConfig()).map(([key, { value }]) => [key, value]));
    const stray = [...given.keys()].filter((key) => !(key in plan.config));
    if (stray.length > 0) {
        await stack.removeAllConfig(stray);
    }
    if (wanted.some(([key, value]) => given.get(key) !== value)) {
        await stack.setAllConfig(Object.fromEntries(wanted.map(([key, value]) => [key, { value }])));
    }
    return stack;
}

/** Fails with StackNotFoundError when there is none. */
export function existingStack(fleet: Fleet, plan: StackPlan): Promise<Stack> {
    return LocalWorkspace.selectStack(workspaceOf(fleet, plan), { envVars });
}

/** The tenants that have a stack, whether the file still names them or not. */
export async function tenantsWithStack(fleet: Fleet): Promise<string[]> {
    const { workDir } = workspaceOf(fleet, operatorPlan(fleet));
    const workspace = await LocalWorkspace.create({ workDir, envVars });
    const stacks = await workspace.listStacks({ all: true });
    // A stack of another project comes with its organization and project.
    const ours = new RegExp(`/${projects.tenant}/tenant-([a-z0-9-]+)$`);
    return stacks.flatMap(({ name }) => ours.exec(name)?.[1] ?? []).sort();
}

/** Takes an empty stack away, with its settings. */
export async function forgetStack(stack: Stack): Promise<void> {
    await stack.workspace.removeStack(stack.name);
    rmSync(stack.workspace.workDir, { recursive: true });
}

/** Types are checked before a program is run (`npm run check`), and not again at each run of each tenant. */
const envVars = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/**
 * A folder for each stack: pulumi keeps what is selected in a file for each project's folder, and several at a time would write it
 * at a time.
 */
function workspaceOf(fleet: Fleet, { stack, project, program }: StackPlan): { stackName: string; workDir: string } {
    const workDir = join(fleet.folder, "stacks", stack);
    const file = join(workDir, "Pulumi.yaml");
    const from = (path: string): string => relative(workDir, path);
    const content = stringify({
        name: project,
        runtime: "nodejs",
        main: from(join(__dirname, program)),
        ...(fleet.plugin !== undefined && {
            plugins: { providers: [{ name: "hardened-db", path: from(fleet.plugin) }] },
        }),
    });
    if (!existsSync(file) || readFileSync(file, "utf8") !== content) {
        mkdirSync(workDir, { recursive: true });
        writeFileSync(`${file}.new`, content);
        renameSync(`${file}.new`, file);
    }
    return { stackName: stack, workDir };
}
