import { Command, Option } from "commander";
import { engineNames } from "../controls";
import { severities } from "../rules/rule";
import { visible } from "../audit/reports/visible";
import { version } from "../package.json";
import type { AuditFlags } from "./auditCommand";
import type { ReportFlags } from "./reportCommand";
import type { WaiveFlags } from "./waiveCommand";

const list = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command line. What a command does is loaded when it is called, so that --help is quick. */
export function program(): Command {
    const root = new Command("hardened-db")
        .description(
            "Holds databases on Kubernetes to the DoK hardening guide: manifests, rendered charts, Pulumi states, clusters.",
        )
        .version(version)
        .exitOverride()
        .configureOutput({
            outputError: (text, write) => {
                write(text.split("\n").map(visible).join("\n"));
            },
        })
        .showSuggestionAfterError()
        .configureHelp({ helpWidth: Math.min(process.stdout.columns || 100, 110) });

    root.command("audit")
        .description("check manifests, Pulumi states or a cluster")
        .argument(
            "[path...]",
            "files, folders (searched; .gitignore respected, node_modules left out), or - for standard input",
        )
        .option(
            "--format <format[=file]>",
            "text, json, sarif, junit, markdown or html; several are allowed, all but one into files",
            list,
        )
        .addOption(
            new Option("--fail-on <level>", "exit with 1 from this severity on (default: high)").choices([
                ...severities,
                "never",
            ]),
        )
        .option("--waivers <file>", "accepted findings (default: .hardened-db-waivers.yaml where there is one)")
        .option("--baseline <file>", "an earlier json report: only what is new is reported")
        .option("--rule <id>", "only this rule; may be repeated", list)
        .option("--control <key>", "only rules of this control, for example NM-1; may be repeated", list)
        .addOption(
            new Option(
                "--engine <engine>",
                `only this engine and what stands around it: ${engineNames.join(", ")}; may be repeated`,
            ).argParser(list),
        )
        .option("--complete", "this is all there is: conclude from what is absent")
        .option("--fix", "change the files where a fix is safe; comments, order and quotes stay")
        .option("--dry-run", "with --fix: print the changes as a diff, make none")
        .option("--cluster [context]", "read a live cluster through kubectl, read-only")
        .option("--read-secrets", "with --cluster: look into Secrets as well; their values are shown nowhere")
        .option(
            "--config <file>",
            "defaults of a repository (default: .hardened-db.yaml here, or above within the repository)",
        )
        .addHelpText(
            "after",
            `
Examples:
  hardened-db audit .                                  this folder and all below it
  helm template my-chart | hardened-db audit -         a rendered chart
  pulumi stack export | hardened-db audit -            a Pulumi stack
  hardened-db audit --cluster                          the cluster that kubectl talks to
  hardened-db audit . --fix --dry-run                  what could be mended by itself
  hardened-db audit . --format json=known.json         today's findings, and from then on:
  hardened-db audit . --baseline known.json            only what is new
  hardened-db audit . --format text --format sarif=hardened-db.sarif

  kustomize build overlays/prod | hardened-db audit -  an overlay as a whole

Exit status: 0 nothing at or above the level, 1 findings, 2 wrong use or nothing to read.
Files that cannot be read are listed with their reasons; the rest is still judged.`,
        )
        .action(async (paths: string[], flags: AuditFlags) => {
            const { auditCommand } = await import("./auditCommand");
            process.exitCode = await auditCommand(paths, flags);
        });

    root.command("report")
        .description("the 52 controls of each database, each with its status and what shows it: a page for an auditor")
        .argument("[path...]", "a Pulumi state, files, folders (searched), or - for standard input")
        .addOption(
            new Option("--format <format>", "html, json or markdown (default: by the ending of -o, else html)").choices(
                ["html", "json", "markdown"],
            ),
        )
        .option("-o, --output <file>", "where it goes (default: standard output)")
        .option("--evidence <file>", "what people have recorded for controls that no configuration can show")
        .addOption(
            new Option("--fail-on <level>", "exit with 1 from this severity on (default: high)").choices([
                ...severities,
                "never",
            ]),
        )
        .option("--waivers <file>", "accepted findings (default: .hardened-db-waivers.yaml where there is one)")
        .option("--complete", "this is all there is: conclude from what is absent")
        .option("--cluster [context]", "read a live cluster through kubectl, read-only")
        .option("--read-secrets", "with --cluster: look into Secrets as well; their values are shown nowhere")
        .option(
            "--config <file>",
            "defaults of a repository (default: .hardened-db.yaml here, or above within the repository)",
        )
        .addHelpText(
            "after",
            `
Examples:
  pulumi stack export | hardened-db report - -o report.html     a Pulumi stack
  hardened-db report --cluster -o report.html                   the cluster that kubectl talks to
  hardened-db report . --evidence evidence.yaml -o report.html  this folder, and what people have recorded
  hardened-db report . --format markdown                        for a pull request or a wiki

Each control is enforced, violated, waived (by whom, until when), partial (why), impossible with this database
(why, and what to do instead), shown by evidence, without evidence, or unknown: nothing is left out.

The evidence file (YAML). Evidence counts for a year, a scan of images for 30 days:
  evidence:
    - control: SSC-1                 # hardened-db explain SSC-1 says what to record
      statement: The operator's regression tests passed for 1.30.1
      link: https://ci.example.org/runs/812
      date: 2027-01-15
      owner: platform
      database: Cluster/shop/orders  # leave it out where it is about all databases
    - control: SSC-4
      statement: Nightly scan of the database's image
      link: https://ci.example.org/runs/813
      date: 2027-01-15
      owner: platform
      trivy: scans/postgres.json     # of trivy image --format json; or sarif: of any scanner

Exit status, as of audit: 0 nothing violated at or above the level, 1 violations, 2 wrong use or nothing to read.`,
        )
        .action(async (paths: string[], flags: ReportFlags) => {
            const { reportCommand } = await import("./reportCommand");
            process.exitCode = await reportCommand(paths, flags);
        });

    root.command("controls")
        .description("the 52 controls of the guide, and the rules that decide each")
        .addOption(new Option("--format <format>", "text or json").choices(["text", "json"]).default("text"))
        .action(async ({ format }: { format: "text" | "json" }) => {
            const { controlsCommand } = await import("./controlsCommand");
            process.stdout.write(controlsCommand(format));
        });

    root.command("explain")
        .description("what a rule or a control asks for, why, and what to do")
        .argument("[rule|control]", "for example postgres-superuser-access, or NM-1; without it, all rules are listed")
        .action(async (name: string | undefined) => {
            const { explainCommand } = await import("./explainCommand");
            process.stdout.write(explainCommand(name));
        });

    root.command("waive")
        .description("accept a finding for a time: adds a waiver to the waiver file")
        .argument("[rule]", "the rule that is waived")
        .argument("[resource]", "Kind/namespace/name, Kind/name without a namespace, or a Pulumi URN; * within a part")
        .option("--reason <text>", "why it is accepted")
        .option("--owner <name>", "who answers for it")
        .option("--expires <date>", "last day on which it counts, YYYY-MM-DD (UTC), at most a year ahead")
        .option("--ticket <id>", "where it was decided")
        .option("--path <path>", "only this field and what is below it")
        .option("--file <file>", "the waiver file", ".hardened-db-waivers.yaml")
        .option("--to-pulumi", "print the waivers in Pulumi's policy-exception form instead")
        .option("--from-pulumi <file>", "add the waivers that a Pulumi policy-exception file holds")
        .addHelpText(
            "after",
            `
Example:
  hardened-db waive postgres-backup-missing Cluster/shop/orders \\
      --reason "test data, rebuilt nightly" --owner data-platform --expires 2027-03-31 --ticket SEC-812`,
        )
        .action(async (rule: string | undefined, resource: string | undefined, flags: WaiveFlags) => {
            const { waiveCommand } = await import("./waiveCommand");
            const { out, notes } = waiveCommand(rule, resource, flags);
            process.stdout.write(out);
            process.stderr.write(notes);
        });

    for (const command of root.commands) {
        command.exitOverride().copyInheritedSettings(root);
    }
    return root;
}
