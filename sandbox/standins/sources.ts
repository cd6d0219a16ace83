import path from "node:path";
import type { SdkSource } from "./sdk-types";

export const providers = ["aws", "gcp", "random", "tls"] as const;
export type ProviderName = (typeof providers)[number];

/** What the stand-ins know of each SDK. A resource type of another module is refused; add the module here. */
const modules: Record<ProviderName, Pick<SdkSource, "modules" | "only">> = {
    aws: {
        modules: ["index", "kms", "s3", "iam", "eks", "ebs", "ec2", "cloudwatch", "sns"],
        only: { index: ["getCallerIdentity", "getRegion", "getPartition"], ec2: ["getVpc"] },
    },
    gcp: {
        modules: ["kms", "storage", "serviceaccount", "projects", "organizations"],
        only: { organizations: ["getClientConfig", "getProject"] },
    },
    random: { modules: ["index"] },
    tls: { modules: ["index"] },
};

export function sdkSource(provider: ProviderName, nodeModules: string): SdkSource {
    return { package: provider, directory: path.join(nodeModules, "@pulumi", provider), ...modules[provider] };
}
