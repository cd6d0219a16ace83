import { createHash, randomUUID } from "node:crypto";
import { moduleOf, type PackageSchema, type ResourceSpec } from "../schema";
import type { Standin } from "../standin";
import { modelOf, type Cloud, type Row } from "../table";
import { isProperties, text, type Properties } from "../values";
import { accountOf, defaultTags } from "./account";
import { functions } from "./functions";
import { policyProblems } from "./policies";
import { refusals } from "./refusals";
import { rows } from "./resources";

const cloud: Cloud = {
    newIdentity: randomUUID,
    values: (inputs, scope, identity) => {
        const digest = createHash("sha256").update(identity).digest();
        const hex = digest.toString("hex");
        return {
            ...accountOf(scope, inputs["region"]),
            uuid: identity,
            hex,
            hex17: hex.slice(0, 17),
            unique: base32(digest).slice(0, 17),
            now: scope.now.toISOString(),
            issuer: (text(inputs["url"]) ?? "").replace(/^https:\/\//, ""),
            targetKeyArn: keyArn(inputs["targetKeyId"], accountOf(scope, inputs["region"])),
        };
    },
    common: (spec, inputs, scope) => {
        const { region } = accountOf(scope, inputs["region"]);
        const tags = isProperties(inputs["tags"]) ? inputs["tags"] : {};
        return {
            ...("region" in spec.properties ? { region } : {}),
            ...("tagsAll" in spec.properties ? { tagsAll: { ...defaultTags(scope), ...tags } } : {}),
        };
    },
    // Since v7 of the provider every regional resource can be put elsewhere by `region`.
    alwaysReplacedBy: ["region"],
    problems: policyProblems,
};

export function awsStandin(schema: PackageSchema): Standin {
    return {
        schema,
        functions,
        refusals,
        model: (type) => {
            const spec = schema.resources[type];
            if (spec === undefined) {
                throw new Error(`@pulumi/aws ${schema.version} has no resource type ${type}`);
            }
            const name = type.slice("aws:".length);
            return modelOf(type, rows[name] ?? rowLike(type, spec), spec, cloud);
        },
    };
}

/** Types without a row of their own: the aspects of a bucket share its name; anything else gets an id and an ARN. */
function rowLike(type: string, spec: ResourceSpec): Row {
    const service = moduleOf(type);
    if (service === "s3" && spec.requiredInputs.includes("bucket")) {
        return { id: "{bucket}", replacedBy: ["bucket", "expectedBucketOwner", "name"], idIs: "bucket" };
    }
    const kind = (type.split(":")[2] ?? "").toLowerCase();
    return {
        id: "{uuid}",
        outputs: { arn: `arn:{partition}:${service}:{region}:{account}:${kind}/{id}` },
        replacedBy: ["name", "namePrefix"],
    };
}

function keyArn(
    target: Properties[string] | undefined,
    { partition, region, account }: ReturnType<typeof accountOf>,
): string {
    const key = text(target) ?? "";
    return key.startsWith("arn:") ? key : `arn:${partition}:kms:${region}:${account}:key/${key}`;
}

/** Letters and digits as in AWS' unique ids. */
function base32(bytes: Uint8Array): string {
    return [...bytes].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");
}
