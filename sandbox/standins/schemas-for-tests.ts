import path from "node:path";
import type { PackageSchema } from "./schema";
import { readSdk } from "./sdk-types";
import { sdkSource, type ProviderName } from "./sources";

const nodeModules = path.resolve(__dirname, "..", "..", "node_modules");
const read = new Map<ProviderName, Promise<PackageSchema>>();

/** The schema of an installed SDK, read once in a test run. */
export function schemaOf(provider: ProviderName): Promise<PackageSchema> {
    const schema = read.get(provider) ?? readSdk(sdkSource(provider, nodeModules));
    read.set(provider, schema);
    return schema;
}
