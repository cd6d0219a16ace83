import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { packageName, type ComponentName } from "./api/components";
import { outputProblems } from "./api/plain";
import { formProblems } from "./api/validate";
import type { BackupVaultArgs } from "./aws/arguments";
import { vaultProblems } from "./aws/problems";
import { BackupVault } from "./aws/vault";
import { resolveKnown, type Known } from "./core/known";
import { asWritten } from "./core/options";
import { refuse, type Problem } from "./core/problems";
import type { PostgresDatabaseArgs, PostgresOperatorArgs } from "./postgres/arguments";
import { PostgresDatabase } from "./postgres/database";
import { PostgresOperator } from "./postgres/operator";
import { databaseProblems, operatorArgumentProblems } from "./postgres/problems";

type Construct = (
    name: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
) => Promise<ConstructResult>;

/** What one component needs to be served: its constructor, what is wrong with its arguments, and its outputs. */
interface Served<Args> {
    component: ComponentName;
    problems: (name: string, args: Known<Args>) => Problem[];
    build: (
        name: string,
        args: Args,
        options: pulumi.ComponentResourceOptions,
    ) => pulumi.ComponentResource & { urn: pulumi.Output<string> };
    outputs: readonly string[];
}

const served = [
    serve<PostgresDatabaseArgs>({
        component: "PostgresDatabase",
        problems: databaseProblems,
        build: (name, args, options) => new PostgresDatabase(name, args, options),
        outputs: [
            "name",
            "namespace",
            "host",
            "port",
            "caCertificate",
            "connections",
            "operator",
            "poolerHost",
            "bucket",
            "roleArn",
            "backupKeyArn",
            "backupKeyStatements",
            "volumeKeyArn",
            "volumeKeyStatements",
            "volumeSnapshotClass",
            "vault",
            "replica",
            "bucketStatements",
            "complianceSummary",
        ],
    }),
    serve<PostgresOperatorArgs>({
        component: "PostgresOperator",
        problems: operatorArgumentProblems,
        build: (name, args, options) => new PostgresOperator(name, args, options),
        outputs: ["namespace", "serviceAccount", "reference", "complianceSummary"],
    }),
    serve<BackupVaultArgs>({
        component: "BackupVault",
        problems: (_, args) => vaultProblems(args),
        build: (name, args, options) => new BackupVault(name, args, options),
        outputs: [
            "bucket",
            "logBucket",
            "keyArn",
            "keyStatements",
            "roleArns",
            "reference",
            "replica",
            "bucketStatements",
            "complianceSummary",
        ],
    }),
];

export const constructors: Readonly<Record<string, Construct>> = Object.fromEntries(
    served.map(({ component, construct }) => [`${packageName}:index:${component}`, construct]),
);

/** What each component answers, of all that its class holds. */
export const servedOutputs: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
    served.map(({ component, outputs }) => [component, outputs]),
);

/** Checks form first: what a check of meaning reads must have the shape that its interface says. */
function serve<Args>({ component, problems, build, outputs }: Served<Args>) {
    const construct: Construct = async (name, inputs, options) => {
        const known = (await resolveKnown(inputs)) as Known<Args>;
        const wrong = formProblems(component, known);
        const misplaced = outputProblems(component, inputs);
        const form = [...wrong, ...misplaced.filter(({ path }) => !wrong.some((each) => each.path === path))];
        refuse(
            `${component} "${name}"`,
            form.length > 0 ? [...form, ...meaning(() => problems(name, known))] : problems(name, known),
        );
        const resource = build(name, inputs as Args, asWritten(options));
        const state = Object.fromEntries(Object.entries(resource).filter(([output]) => outputs.includes(output)));
        return { urn: resource.urn, state };
    };
    return { component, construct, outputs };
}

/**
 * With a wrong form, whatever else can still be told is told too, so that nobody mends the arguments one error at a time;
 * a check that trips over the wrong form has nothing to say.
 */
function meaning(check: () => Problem[]): Problem[] {
    try {
        return check();
    } catch {
        return [];
    }
}
