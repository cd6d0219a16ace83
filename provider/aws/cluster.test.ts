import assert from "node:assert/strict";
import { eksCluster, notAnEksCluster, notAPodIdentityCluster, viaService } from "./cluster";

const provider = (partition: string, host: string): string =>
    `arn:${partition}:iam::111122223333:oidc-provider/${host}/id/ABCDEF0123456789`;

describe("the ARN of an EKS cluster's OIDC provider", () => {
    const clusters: [string, string, string, string][] = [
        ["a commercial region", "aws", "oidc.eks.eu-central-1.amazonaws.com", "eu-central-1"],
        ["GovCloud", "aws-us-gov", "oidc.eks.us-gov-west-1.amazonaws.com", "us-gov-west-1"],
        ["China", "aws-cn", "oidc.eks.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"],
        ["the European Sovereign Cloud", "aws-eusc", "oidc.eks.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"],
        ["a dual-stack issuer", "aws", "oidc-eks.ap-southeast-2.api.aws", "ap-southeast-2"],
    ];
    for (const [where, partition, host, region] of clusters) {
        it(`tells partition, account, region and issuer in ${where}`, () => {
            const oidcProviderArn = provider(partition, host);
            const issuer = `${host}/id/ABCDEF0123456789`;
            assert.equal(notAnEksCluster(oidcProviderArn), undefined);
            assert.deepEqual(eksCluster(oidcProviderArn), {
                partition,
                account: "111122223333",
                region,
                identity: { kind: "irsa", oidcProviderArn, issuer },
            });
        });
    }

    const wrong: [string, string, RegExp][] = [
        [
            "a role",
            "arn:aws:iam::111122223333:role/Admin",
            /^must be the ARN of an IAM OIDC provider, .* is that of an IAM role$/,
        ],
        ["a name", "shop", /^must be the ARN of an IAM OIDC provider, .* "shop" is no ARN/],
        [
            "another issuer",
            provider("aws", "token.example.org"),
            /^must be the OIDC provider of an EKS cluster, .*"token.example.org\/id\/ABCDEF0123456789" does not$/,
        ],
        [
            "an issuer that only holds an EKS host",
            provider("aws", "evil.oidc.eks.eu-central-1.amazonaws.com"),
            /does not$/,
        ],
        [
            "a partition that is not the region's",
            provider("aws", "oidc.eks.us-gov-west-1.amazonaws.com"),
            /^names the partition aws, but us-gov-west-1 is in aws-us-gov: write arn:aws-us-gov:iam::111122223333:oidc-provider\/oidc\.eks\.us-gov-west-1/,
        ],
    ];
    for (const [what, arn, message] of wrong) {
        it(`is told from ${what}`, () => {
            assert.match(notAnEksCluster(arn) ?? "", message);
            assert.throws(() => eksCluster(arn), /^Error: oidcProviderArn /);
        });
    }
});

describe("the ARN of an EKS cluster", () => {
    for (const [where, partition, region] of [
        ["a commercial region", "aws", "eu-central-1"],
        ["GovCloud", "aws-us-gov", "us-gov-west-1"],
        ["China", "aws-cn", "cn-northwest-1"],
        ["the European Sovereign Cloud", "aws-eusc", "eusc-de-east-1"],
    ] as const) {
        it(`tells partition, account, region and name in ${where}`, () => {
            const clusterArn = `arn:${partition}:eks:${region}:111122223333:cluster/shop_2-b`;
            assert.equal(notAPodIdentityCluster(clusterArn), undefined);
            assert.deepEqual(eksCluster(clusterArn), {
                partition,
                account: "111122223333",
                region,
                identity: { kind: "podIdentity", clusterArn, clusterName: "shop_2-b" },
            });
        });
    }

    const wrong: [string, string, RegExp][] = [
        [
            "a role",
            "arn:aws:iam::111122223333:role/Admin",
            /^must be the ARN of an EKS cluster, .* is that of an IAM role$/,
        ],
        [
            "its OIDC provider",
            provider("aws", "oidc.eks.eu-central-1.amazonaws.com"),
            /^must be the ARN of an EKS cluster, .* is that of an IAM OIDC provider: write oidcProviderArn in place of podIdentityCluster, or the cluster's ARN when its pods use EKS Pod Identity$/,
        ],
        ["a name", "shop", /^must be the ARN of an EKS cluster, .* "shop" is no ARN/],
        [
            "a partition that is not the region's",
            "arn:aws:eks:cn-north-1:111122223333:cluster/shop",
            /^names the partition aws, but cn-north-1 is in aws-cn: write arn:aws-cn:eks:cn-north-1:111122223333:cluster\/shop$/,
        ],
    ];
    for (const [what, arn, message] of wrong) {
        it(`is told from ${what}`, () => {
            assert.match(notAPodIdentityCluster(arn) ?? "", message);
        });
    }

    it("is told from an OIDC provider, with both ways out", () => {
        assert.match(
            notAnEksCluster("arn:aws:eks:eu-central-1:111122223333:cluster/shop") ?? "",
            /is that of an EKS cluster: write the one that `aws iam list-open-id-connect-providers` shows for its issuer, or, when its pods use EKS Pod Identity, podIdentityCluster in place of oidcProviderArn$/,
        );
    });

    it("is refused before anything is made of it when its partition is wrong", () => {
        assert.throws(
            () => eksCluster("arn:aws:eks:cn-north-1:111122223333:cluster/shop"),
            /^Error: podIdentityCluster names the partition aws/,
        );
    });
});

describe("the service that asks a key for its caller", () => {
    it("has one name in most partitions and two where the domain is another", () => {
        assert.deepEqual(viaService("s3", { region: "eu-central-1", partition: "aws" }), [
            "s3.eu-central-1.amazonaws.com",
        ]);
        assert.deepEqual(viaService("ec2", { region: "us-gov-east-1", partition: "aws-us-gov" }), [
            "ec2.us-gov-east-1.amazonaws.com",
        ]);
        assert.deepEqual(viaService("s3", { region: "cn-north-1", partition: "aws-cn" }), [
            "s3.cn-north-1.amazonaws.com",
            "s3.cn-north-1.amazonaws.com.cn",
        ]);
    });
});
