import { isRecord, type JsonRecord } from "../../sandbox/json";
import { answer } from "../computedOutputs";
import type { Registered } from "../fakeMonitor";

/**
 * The resources of AWS as `terraform show -json` would show the plan for them: the providers of Pulumi are made from those of Terraform,
 * so names differ in their case, lists in their plural, and an object is a block, which there is a list.
 */
export function terraformPlan(resources: readonly Registered[]): JsonRecord {
    const cloud = resources.filter(({ type }) => type.startsWith("aws:"));
    const addresses = new Map(cloud.flatMap((each) => identifiersOf(each).map((text) => [text, addressOf(each)])));
    return {
        format_version: "1.2",
        terraform_version: "1.9.0",
        planned_values: {
            root_module: { resources: cloud.map((each) => ({ ...head(each), values: block(each.inputs) })) },
        },
        resource_changes: cloud.map((each) => ({
            ...head(each),
            change: { actions: ["create"], before: null, after: block(each.inputs), after_unknown: {} },
        })),
        configuration: {
            root_module: {
                resources: cloud.map((each) => ({ ...head(each), expressions: references(each, addresses) })),
            },
        },
    };
}

/** What Pulumi calls otherwise. */
const otherwiseNamed = new Map([["aws_s3_bucket_replication_config", "aws_s3_bucket_replication_configuration"]]);

/** `aws_s3_bucket_versioning` for `aws:s3/bucketVersioning:BucketVersioning`. */
function terraformType(type: string): string {
    const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    const terraform = ["aws", module, snake(name)].join("_");
    return otherwiseNamed.get(terraform) ?? terraform;
}

function addressOf({ type, name }: Registered): string {
    return `${terraformType(type)}.${label(name)}`;
}

function head(resource: Registered) {
    return {
        address: addressOf(resource),
        mode: "managed",
        type: terraformType(resource.type),
        name: label(resource.name),
        provider_name: "registry.terraform.io/hashicorp/aws",
        schema_version: 0,
    };
}

/** By what others name it. A setting of a bucket is named by none, and would hide the bucket. */
function identifiersOf({ type, name, wire, inputs }: Registered): string[] {
    const computed = Object.values(answer(type, name, wire, false).state).filter((text) => typeof text === "string");
    const own = {
        "aws:s3/bucket:Bucket": [inputs["bucket"]],
        "aws:kms/key:Key": computed.filter((text) => /^arn:aws:kms:|^[0-9a-f-]{36}$/.test(text)),
        "aws:iam/role:Role": [inputs["name"], ...computed.filter((text) => text.startsWith("arn:"))],
    }[type];
    return (own ?? []).filter((text): text is string => typeof text === "string");
}

function references({ inputs, ...self }: Registered, addresses: ReadonlyMap<string, string>): JsonRecord {
    return Object.fromEntries(
        Object.entries(inputs).flatMap(([property, value]) => {
            const address = typeof value === "string" ? addresses.get(value) : undefined;
            return address === undefined || address === addressOf({ inputs, ...self })
                ? []
                : [[snake(property), { references: [`${address}.id`, address] }]];
        }),
    );
}

function block(inputs: JsonRecord): JsonRecord {
    return Object.fromEntries(
        Object.entries(inputs).map(([property, value]) =>
            property === "tags"
                ? [property, value]
                : Array.isArray(value) && value.every(isRecord)
                  ? [snake(property).replace(/s$/, ""), value.map(block)]
                  : [snake(property), isRecord(value) ? [block(value)] : value],
        ),
    );
}

function snake(name: string): string {
    return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

function label(name: string): string {
    return name.replaceAll(/[^A-Za-z0-9_-]/g, "_");
}
