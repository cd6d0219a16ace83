/**
 * The part of Pulumi's package schema (pulumi/pulumi, pkg/codegen/schema/pulumi.json) that the stand-ins write and read.
 * Made from the SDK's type declarations by sdk-types.ts; it also is the answer to GetSchema, so that YAML programs run.
 */
export interface TypeSpec {
    type?: "string" | "number" | "boolean" | "array" | "object";
    items?: TypeSpec;
    additionalProperties?: TypeSpec;
    $ref?: string;
    oneOf?: TypeSpec[];
}

export interface PropertySpec extends TypeSpec {
    secret?: boolean;
}

export type PropertySpecs = Record<string, PropertySpec>;

export interface ObjectSpec {
    type: "object";
    properties: PropertySpecs;
    required?: string[];
}

export interface ResourceSpec {
    inputProperties: PropertySpecs;
    requiredInputs: string[];
    properties: PropertySpecs;
    required: string[];
    aliases?: { type: string }[];
}

export interface FunctionSpec {
    inputs: ObjectSpec;
    outputs: ObjectSpec;
}

export interface PackageSchema {
    name: string;
    version: string;
    provider: ResourceSpec;
    config: { variables: PropertySpecs };
    types: Record<string, ObjectSpec>;
    resources: Record<string, ResourceSpec>;
    functions: Record<string, FunctionSpec>;
}

export const any = "pulumi.json#/Any";
export const asset = "pulumi.json#/Asset";

/** `aws:kms/key:Key` -> `kms`. */
export function moduleOf(token: string): string {
    return token.split(":")[1]?.split("/")[0] ?? "";
}
