import { createHash } from "node:crypto";
import type { Standin } from "../standin";
import { text } from "../values";
import { accountOf } from "./account";

export const functions: Standin["functions"] = {
    "aws:index/getCallerIdentity:getCallerIdentity": (_, scope) => {
        const { partition, account } = accountOf(scope);
        return {
            accountId: account,
            arn: `arn:${partition}:iam::${account}:user/sandbox`,
            id: account,
            userId: "AIDASANDBOXSANDBOXSAN",
        };
    },
    "aws:index/getRegion:getRegion": (args, scope) => {
        const { region, dnsSuffix } = accountOf(scope, text(args["region"]) ?? text(args["name"]) ?? null);
        return { description: region, endpoint: `ec2.${region}.${dnsSuffix}`, id: region, name: region, region };
    },
    "aws:index/getPartition:getPartition": (_, scope) => {
        const { partition, dnsSuffix } = accountOf(scope);
        return { dnsSuffix, id: partition, partition, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
    },
    // Any name is that of a cluster, as it looks to programs that ask for an existing one.
    "aws:eks/getCluster:getCluster": (args, scope) => {
        const { partition, region, account, dnsSuffix } = accountOf(scope, args["region"]);
        const name = text(args["name"]) ?? "";
        const hex = hexOf(`cluster ${name}`);
        return {
            name,
            id: name,
            clusterId: "",
            region,
            arn: `arn:${partition}:eks:${region}:${account}:cluster/${name}`,
            endpoint: `https://${hex.slice(0, 32).toUpperCase()}.gr7.${region}.eks.${dnsSuffix}`,
            identities: [
                { oidcs: [{ issuer: `https://oidc.eks.${region}.${dnsSuffix}/id/${hex.slice(0, 32).toUpperCase()}` }] },
            ],
            kubernetesNetworkConfigs: [
                { ipFamily: "ipv4", serviceIpv4Cidr: "10.100.0.0/16", serviceIpv6Cidr: "", elasticLoadBalancings: [] },
            ],
            vpcConfig: {
                vpcId: `vpc-${hex.slice(0, 17)}`,
                subnetIds: ["a", "b"].map((zone) => `subnet-${hexOf(`${name} ${zone}`).slice(0, 17)}`),
                clusterSecurityGroupId: `sg-${hexOf(`${name} security group`).slice(0, 17)}`,
                securityGroupIds: [],
                endpointPrivateAccess: true,
                endpointPublicAccess: false,
                publicAccessCidrs: [],
            },
            roleArn: `arn:${partition}:iam::${account}:role/eks-cluster`,
            status: "ACTIVE",
            version: "1.34",
            platformVersion: "eks.1",
            tags: {},
        };
    },
    "aws:ec2/getVpc:getVpc": (args, scope) => {
        const { partition, region, account } = accountOf(scope, args["region"]);
        const id = text(args["id"]) ?? `vpc-${hexOf("default vpc").slice(0, 17)}`;
        const cidrBlock = "10.0.0.0/16";
        return {
            id,
            region,
            arn: `arn:${partition}:ec2:${region}:${account}:vpc/${id}`,
            ownerId: account,
            cidrBlock,
            cidrBlockAssociations: [{ associationId: `vpc-cidr-assoc-${id.slice(4)}`, cidrBlock, state: "associated" }],
            default: false,
            enableDnsHostnames: true,
            enableDnsSupport: true,
            instanceTenancy: "default",
            state: "available",
            tags: {},
        };
    },
};

function hexOf(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
