import type { PolicyDocument } from "../../provider/aws/policyDocument";
import { actionsFor, otherwiseNamed } from "./actions";
import { notSetHere, setHere, type Aspect } from "./benchmarks";
import { boundary } from "./boundary";
import { providerCalls, readIn, type End, type Operation, type ProviderCalls } from "./calls";
import {
    deployPolicy,
    multiRegionPolicy,
    optionPolicies,
    teardownPolicy,
    withoutBoundary,
    type Policy,
} from "./policies";
import { placeholders } from "./scopes";

/** docs/aws.md: the rights that `pulumi up` needs on AWS, and what the benchmarks ask there. */
export function awsDocument(): string {
    return [
        "# AWS: the rights of `pulumi up`, and what benchmarks ask",
        "",
        "Made by `make docs` from build/aws; do not edit. What the operator may do in Kubernetes is in [operator-rights.md](operator-rights.md).",
        "",
        ...whoRuns,
        ...policyChapter(),
        ...callChapter(),
        ...benchmarkChapter(),
        ...unproven,
        "",
    ].join("\n");
}

const whoRuns = [
    "## Who runs `pulumi up`",
    "",
    "**The first time**: whoever has the policy [Deploy](#deploy). The EKS cluster, its OIDC provider, the role of its EBS CSI driver, the roles in",
    "`keyAdministrators` and, if you use one, the permissions boundary are there already: KMS refuses a key policy that names a role which is not.",
    "Nobody needs to be named in a key's policy for this: each has a statement `AccountManagement`, which leaves management to the IAM policies of",
    "the account, and management is all that IAM can give. Whoever deploys uses no key and reads no backup.",
    "",
    "**Later**: the same, with one exception. The bucket's policy, which is put on last, keeps versioning, lifecycle and Object Lock, and where there is a",
    "copy in a second region its replication, to the `keyAdministrators`, whatever IAM allows others. A program that changes `retentionDays` or the lock",
    "is therefore run as one of them; they need the same policy for it. Everything else (`pulumi refresh`, new clients of a vault, other roles and keys)",
    "goes on as before.",
    "",
    "**What this does not keep apart.** Whoever may deploy can put another policy on a key or a bucket (`kms:PutKeyPolicy`, `s3:PutBucketPolicy`), and could so let",
    "himself in: both are needed to make them, and a key's policy changes with the clients of its vault. What helps is a second pair of eyes: a pipeline whose",
    "changes are reviewed, and somebody who is told of `PutKeyPolicy` and `CreateGrant` (`keys.alarmTopicArn`).",
    "",
    '**In Kubernetes** the same `pulumi up` makes a namespace, CRDs, a ClusterRole and a StorageClass; the README\'s "Only one namespace is yours?" says what an',
    "administrator makes beforehand for somebody who may not. The pods' own rights on AWS are the roles made here: a bucket, a folder in it, a key.",
    "",
];

function policyChapter(): string[] {
    return [
        "## The policies",
        "",
        "Replace the words in capitals, for example with `sed 's/ACCOUNT/111122223333/g; s/REGION/eu-central-1/g; s/PROJECT/shop/g'`:",
        "",
        ...table(
            ["In the policy", "What it is"],
            Object.entries(placeholders).map(([word, meaning]) => [`\`${word}\``, meaning]),
        ),
        "",
        "In China, GovCloud and the European Sovereign Cloud, `arn:aws:` is another partition's (`arn:aws-cn:` ...). In Bahrain and the UAE (me-south-1, me-central-1) S3 has",
        "no namespaces for accounts: write `arn:aws:s3:::hdb-*` there. A vault in another region, or the region of a copy, takes Deploy once more with",
        "that region; a vault in another account takes it in that account. Each is far below the 6,144 characters that IAM allows.",
        "",
        ...policySection(deployPolicy),
        "A tag that was just given may take KMS up to five minutes to go by. If a first `pulumi up` is refused on the key that it has just made, run it again.",
        "",
        "**TagKeys** is wider than we would like. KMS asks for the right to tag on every key of the account and region when a key is made with tags, and does not say that the",
        "key is new. Keys of other projects are safe, since they carry another project's name; a key without that tag can be given yours, and then be",
        "managed, unless its own policy keeps IAM out. Where that matters, give the databases an account of their own.",
        "",
        ...policySection(withoutBoundary),
        "Somebody who can make a role and write its policy and its trust can make himself an administrator. With the boundary he cannot.",
        "",
        "### The permissions boundary",
        "",
        "To be made by an administrator, and given as `permissionsBoundary`: the most that a role made here may ever do. It allows nothing by itself. A bucket",
        "of your own (`existingBucket`) is added to the first two statements, a bucket of another account with that account's number in its name; in Bahrain and",
        "the UAE they are `arn:aws:s3:::hdb-*`. A key of another account is added to the third by its ARN.",
        "",
        ...json(boundary),
        ...[...Object.values(optionPolicies), multiRegionPolicy, teardownPolicy].flatMap(policySection),
    ];
}

function policySection({ title, name, when, document, reasons }: Policy): string[] {
    return [
        `### ${title}`,
        "",
        `\`${name}\`, ${JSON.stringify(document).length} characters. ${when}`,
        "",
        ...json(document),
        ...table(["Statement", "What for"], Object.entries(reasons)),
        "",
    ];
}

function json(document: PolicyDocument): string[] {
    return ["```json", JSON.stringify(document, null, 2), "```", ""];
}

const ends: Readonly<Record<End, string>> = {
    change: "when it leaves the program",
    teardown: "when it is unprotected and destroyed",
    never: "never: it goes with its bucket",
};

function callChapter(): string[] {
    return [
        "## What is called for each resource",
        "",
        `Read in the source of ${readIn.repository}, which is inside of ${readIn.package}; which major version of a file was read stands beside it.`,
        "Reading is also what `pulumi refresh` does, and what follows each change. A test holds this list to the resources that a database with everything makes.",
        "",
        ...table(
            ["Resource, and the file that calls", "Create", "Read", "Change and tag", "Delete", "Deleted"],
            Object.entries(providerCalls).map(([type, calls]) => [
                `${shortType(type)}<br>${calls.source} (${calls.readAt}.x)`,
                operations(calls.create),
                operations(calls.read),
                operations([...calls.update, ...(calls.tag ?? [])]),
                operations(calls.delete),
                ends[calls.end],
            ]),
        ),
        "",
        "IAM knows some of them by another name, or asks for more than one action:",
        "",
        ...table(
            ["Call", "Actions"],
            (Object.keys(otherwiseNamed) as Operation[])
                .filter((operation) => called.has(operation))
                .map((operation) => [
                    `\`${operation}\``,
                    actionsFor(operation)
                        .map((action) => `\`${action}\``)
                        .join(", "),
                ]),
        ),
        "",
    ];
}

const called = new Set<Operation>(
    Object.values(providerCalls).flatMap(({ create, read, update, tag = [], delete: removal }: ProviderCalls) => [
        ...create,
        ...read,
        ...update,
        ...tag,
        ...removal,
    ]),
);

/** `aws.s3.BucketPolicy`, as programs write it. */
function shortType(type: string): string {
    const [packageName, file = "", name = ""] = type.split(":");
    return `\`${[packageName, file.split("/")[0], name].join(".")}\``;
}

/** Without the service, which the resource's name says, except for the second endpoint of S3. */
function operations(all: readonly Operation[]): string {
    return all.map((operation) => operation.replace(/^(?!s3control:)[a-z0-9]+:/, "")).join(", ");
}

function benchmarkChapter(): string[] {
    return [
        "## What benchmarks ask",
        "",
        "Controls of AWS Foundational Security Best Practices (FSBP, with the numbers of AWS Security Hub, some of which it keeps in other standards) and of the CIS AWS",
        "Foundations Benchmark, after Prowler's mapping of August 2026. The rules are in [rules/](rules/README.md#aws-around-a-database-pulumi): `hardened-db audit` and the policy pack",
        "hold any stack to them. No auditor has looked at this.",
        "",
        ...aspects(setHere),
        "",
        "### Not set here",
        "",
        "These are an account's or a cluster's: a component that changed them would change them for everybody there.",
        "",
        ...aspects(notSetHere),
        "",
    ];
}

function aspects(all: readonly Aspect[]): string[] {
    return table(
        ["Aspect", "How it stands", "FSBP", "CIS AWS 5.0 / 7.0", "Rule"],
        all.map(({ aspect, answer, fsbp, cis5, cis7, rules }) => [
            aspect,
            answer,
            fsbp.join(", "),
            cis5.length + cis7.length === 0 ? "" : `${cis5.join(", ") || "-"} / ${cis7.join(", ") || "-"}`,
            rules.map((rule) => `\`${rule}\``).join(", "),
        ]),
    );
}

const unproven = [
    "## Never run on AWS",
    "",
    "None of these policies has met AWS. An evaluator of IAM policies (iam-simulate, with AWS's own list of actions, resources and condition keys) allows with them each call that",
    "is listed above, on the names that the components give, and denies each on a neighbour's. What it cannot show: that the provider calls nothing else, that AWS asks for no",
    "other action, that a condition key is in the request as the reference says (`aws:RequestTag` and `aws:ResourceTag` of KMS at creation, `iam:PermissionsBoundary`, `iam:PassedToService` of EKS), and",
    "how soon a new tag counts. If something is refused, the message of the error names action and resource; please tell us.",
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
    return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}

function line(cells: readonly string[]): string {
    return `| ${cells.join(" | ")} |`;
}
