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
};
