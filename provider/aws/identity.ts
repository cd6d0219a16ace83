import * as pulumi from "@pulumi/pulumi";
import type { Endpoint, WorkloadIdentity } from "../core/seam";
import type { AwsIdentityArgs } from "./arguments";
import { eksCluster, type EksCluster } from "./cluster";

export type IdentityKind = EksCluster["identity"]["kind"];

/** ARN by which AWS knows the cluster's pods. Takes arguments that `identityProblems` accepts. */
export function identityOf({ oidcProviderArn, podIdentityCluster }: AwsIdentityArgs): pulumi.Input<string> {
    const identity = oidcProviderArn ?? podIdentityCluster;
    if (identity === undefined) {
        throw new Error("oidcProviderArn and podIdentityCluster were checked before");
    }
    return identity;
}

export function clusterOf(args: AwsIdentityArgs): pulumi.Output<EksCluster> {
    return pulumi.output(identityOf(args)).apply(eksCluster);
}

/** How the cluster's pods take roles, as the arguments say. */
export function identityKind({ podIdentityCluster }: { podIdentityCluster?: unknown }): IdentityKind {
    return podIdentityCluster === undefined ? "irsa" : "podIdentity";
}

/** What the pods of a role need to take it. */
export function workloadIdentity(kind: IdentityKind, role: pulumi.Output<string>): WorkloadIdentity {
    return kind === "irsa"
        ? { kind: "workloadIdentity", serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": role }, role }
        : { kind: "workloadIdentity", serviceAccountAnnotations: {}, agent: podIdentityAgent, role };
}

/** Where the agent of EKS Pod Identity answers on every node (EKS user guide, "Set up the Amazon EKS Pod Identity Agent"). */
const podIdentityAgent: Endpoint = { cidrs: ["169.254.170.23/32", "fd00:ec2::23/128"], port: 80 };
