import type { Estate } from "../../rules/estate";
import { cnpg, kubernetes } from "../../rules/kinds";
import { bindsOperator } from "../../rules/kubernetes/operatorAccounts";
import { operatorOf, type KnownOperator } from "../../rules/kubernetes/operators";
import type { OpenHoles } from "../../rules/postgres/knownHoles";
import type { Subject } from "../../rules/subject";
import { hasVariable } from "../../rules/text";
import { databasesWith } from "../belonging";
import { knownHolesOf } from "../knownHoles";
import { imagesFor, scanGaps } from "../scanGaps";
import { leftWhen, ownOfKind, type Gap, type Ground } from "./gap";

export const operatorGaps: readonly Gap[] = [
    {
        controls: ["KSI-1"],
        left: (ground) =>
            clusterRolesOf(ground).map(
                (name) =>
                    `The operator has rights across the whole cluster by the ClusterRole ${name}, which the guide wants only where somebody asks for it: take away what it can do without.`,
            ),
    },
    {
        controls: ["KSI-1", "KSI-3"],
        left: (ground) =>
            leftWhen(
                bindingsOf(ground).length === 0,
                "No Role and no ClusterRole of the operator was read, so what its service account may do is not known: read its bindings and roles too.",
            ),
    },
    { controls: ["KSI-3"], left: (ground) => wideRoles(ground) },
    {
        controls: ["SSC-2", "SSC-5"],
        left: (ground) =>
            leftWhen(
                operatorsOf(ground).length === 0,
                "The operator's Deployment was not read, so its version is not known: read it too.",
            ),
    },
    {
        controls: ["SSC-2"],
        left: (ground) =>
            [
                ...imagesFor("SSC-3", ground.database, ground.estate),
                ...imagesFor("SSC-4", ground.database, ground.estate),
            ]
                .filter(isUnfinished)
                .map((image) => `${image} is not meant for production, by its name: write a release.`),
    },
    {
        controls: ["SSC-2"],
        engine: "postgres",
        left: ({ database, estate }) => {
            const name = database.read("spec.imageCatalogRef.name").text ?? "";
            const kind = database.read("spec.imageCatalogRef.kind").text ?? "";
            const isWide = kind === "ClusterImageCatalog";
            return leftWhen(
                name !== "" &&
                    !hasVariable(`${kind}${name}`) &&
                    estate.find(
                        isWide ? cnpg.clusterImageCatalog : cnpg.imageCatalog,
                        isWide ? "" : database.namespace,
                        name,
                    ) === undefined,
                `The ${kind} ${name} was not read, so the database's image is not known: read it too.`,
            );
        },
    },
    {
        controls: ["SSC-5"],
        left: (ground) =>
            operatorsOf(ground)
                .filter(({ holes }) => holes.length === 0)
                .map(({ title }) => title)
                .filter((title, index, all) => all.indexOf(title) === index && !isScanned("SSC-3", ground))
                .map(
                    (title) =>
                        `This tool has no list of the known holes of ${title}: record a scan of its image as evidence for SSC-3.`,
                ),
    },
    {
        controls: ["SSC-5"],
        engine: "postgres",
        left: ({ database, estate }) => knownHolesOf(database, estate).map(sentenceOn),
    },
    {
        controls: ["SSC-5"],
        left: (ground) =>
            leftWhen(
                !isScanned("SSC-4", ground),
                "No check holds the database's own image against known vulnerabilities: record a scan of it as evidence for SSC-4.",
            ),
    },
];

function sentenceOn({ version, holes, fixed }: OpenHoles): string {
    const [first = "", ...others] = holes;
    const named = [first, ...others.slice(0, 2)].join(", ");
    const more = holes.length > 3 ? ` and ${holes.length - 3} more` : "";
    const remedy =
        fixed === undefined
            ? "this major version gets no fixes any more, move to a newer one"
            : `write an image of ${fixed} or later`;
    return `PostgreSQL ${version} has ${named}${more}, through which a user of the database runs code as the server: ${remedy}.`;
}

/** A plugin that runs beside the operator, and is none itself. */
const plugin = "plugin-barman-cloud";

function operatorsOf(ground: Ground): readonly KnownOperator[] {
    return ownOfKind(ground, kubernetes.deployment)
        .flatMap((deployment) => operatorOf(deployment) ?? [])
        .filter(({ title }) => title !== plugin);
}

/** What gives rights to the database's operator; a binding that belongs to no database in particular may be of any. */
function bindingsOf({ database, estate }: Ground): readonly Subject[] {
    return estate.of(kubernetes.roleBinding, kubernetes.clusterRoleBinding).filter((binding) => {
        const owners = databasesWith(binding, estate);
        return bindsOperator(binding, estate) && (owners.length === 0 || owners.includes(database));
    });
}

/** The ClusterRoles that hold for the operator in every namespace; one that a RoleBinding names holds in one. */
export function clusterRolesOf(ground: Ground): readonly string[] {
    return [
        ...new Set(
            bindingsOf(ground)
                .filter(({ kind }) => kind === kubernetes.clusterRoleBinding)
                .flatMap(({ read }) => read("roleRef.name").text ?? []),
        ),
    ];
}

function wideRoles(ground: Ground): readonly string[] {
    return bindingsOf(ground).flatMap((binding) => {
        const name = binding.read("roleRef.name").text ?? "";
        if (binding.kind !== kubernetes.roleBinding || binding.read("roleRef.kind").text !== "Role") {
            return [];
        }
        const role = roleIn(ground.estate, binding, name);
        return role === undefined
            ? [
                  `The Role ${binding.namespace}/${name} of the operator was not read, so what it allows is not known: read it too.`,
              ]
            : leftWhen(
                  role
                      .read("rules")
                      .items.some((entry) =>
                          [
                              ...entry.child("verbs").items,
                              ...entry.child("resources").items,
                              ...entry.child("apiGroups").items,
                          ].some(({ text }) => text === "*"),
                      ),
                  `The Role ${binding.namespace}/${name} gives the operator all of something (*): name what it needs, one by one.`,
              );
    });
}

function roleIn(estate: Estate, { namespace }: Subject, name: string): Subject | undefined {
    return estate.find(kubernetes.role, namespace, name);
}

/** Marks of versions before a release, in a tag; and repositories of builds that nobody has released. */
function isUnfinished(image: string): boolean {
    const [name = "", tag = ""] = (image.split("@")[0] ?? "").split("/").at(-1)?.split(":") ?? [];
    return (
        name.endsWith("-testing") || /\d[-.~_]?(alpha|beta|rc)\d*(?![a-z])|nightly|snapshot|devel|testing/i.test(tag)
    );
}

/** Whether scans that speak for the images were recorded, and leave none of those out that were read. */
function isScanned(control: "SSC-3" | "SSC-4", { database, estate, evidence }: Ground): boolean {
    const scans = evidence.filter(
        (each) => each.control === control && each.verdict === "shows" && each.scan !== undefined,
    );
    return scans.length > 0 && scanGaps(control, database, scans, estate).length === 0;
}
