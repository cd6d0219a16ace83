/** The parts of an ARN, as https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html names them. */
export interface Arn {
    partition: string;
    service: string;
    region: string;
    account: string;
    resource: string;
}

export type ArnKind = keyof typeof kinds;

interface Kind {
    /** With its article, as it stands in a sentence. */
    title: string;
    example: string;
    matches: (arn: Arn) => boolean;
}

const account = /^\d{12}$/;
const friendlyPath = String.raw`(?:[\w+=,.@-]+/)*[\w+=,.@-]+`;

function isIam(arn: Arn, resource: RegExp): boolean {
    return arn.service === "iam" && arn.region === "" && account.test(arn.account) && resource.test(arn.resource);
}

function isRegional(arn: Arn, service: string): boolean {
    return arn.service === service && arn.region !== "" && account.test(arn.account);
}

const kinds = {
    oidcProvider: {
        title: "an IAM OIDC provider",
        example:
            "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        matches: (arn) => isIam(arn, /^oidc-provider\/[A-Za-z0-9.-]+(\/[\w./-]+)?$/),
    },
    role: {
        title: "an IAM role",
        example: "arn:aws:iam::111122223333:role/database-keys",
        matches: (arn) => isIam(arn, new RegExp(`^role/${friendlyPath}$`)),
    },
    user: {
        title: "an IAM user",
        example: "arn:aws:iam::111122223333:user/key-custodian",
        matches: (arn) => isIam(arn, new RegExp(`^user/${friendlyPath}$`)),
    },
    policy: {
        title: "an IAM policy",
        example: "arn:aws:iam::111122223333:policy/database-boundary",
        matches: (arn) =>
            isIam(
                { ...arn, account: arn.account === "aws" ? "111122223333" : arn.account },
                new RegExp(`^policy/${friendlyPath}$`),
            ),
    },
    kmsKey: {
        title: "a KMS key",
        example: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        matches: (arn) => isRegional(arn, "kms") && /^key\/(mrk-)?[0-9a-f-]{32,36}$/.test(arn.resource),
    },
    eksCluster: {
        title: "an EKS cluster",
        example: "arn:aws:eks:eu-central-1:111122223333:cluster/shop",
        // Names: Amazon EKS API Reference, CreateCluster.
        matches: (arn) => isRegional(arn, "eks") && /^cluster\/[0-9A-Za-z][\w-]{0,99}$/.test(arn.resource),
    },
    snsTopic: {
        title: "an SNS topic",
        example: "arn:aws:sns:eu-central-1:111122223333:key-alarms",
        // Names: Amazon SNS API Reference, CreateTopic. EventBridge sends to no FIFO topic, whose name ends in .fifo.
        matches: (arn) => isRegional(arn, "sns") && /^[\w-]{1,256}$/.test(arn.resource),
    },
} as const satisfies Record<string, Kind>;

export function parseArn(text: string): Arn | undefined {
    const [scheme, partition, service, region, owner, ...resource] = text.split(":");
    if (scheme !== "arn" || !partition?.startsWith("aws") || !service || region === undefined || owner === undefined) {
        return undefined;
    }
    return resource.length === 0
        ? undefined
        : { partition, service, region, account: owner, resource: resource.join(":") };
}

/** Why `text` is not the ARN of one of the wanted kinds, saying what it is instead; nothing when it is one. */
export function wrongArn(text: string, ...wanted: [ArnKind, ...ArnKind[]]): string | undefined {
    const arn = parseArn(text);
    if (arn !== undefined && wanted.some((kind) => kinds[kind].matches(arn))) {
        return undefined;
    }
    const titles = wanted.map((kind) => kinds[kind].title).join(" or ");
    return `must be the ARN of ${titles}, for example ${kinds[wanted[0]].example}; ${JSON.stringify(text)} is ${given(arn)}`;
}

function given(arn: Arn | undefined): string {
    if (arn === undefined) {
        return "no ARN (arn:<partition>:<service>:<region>:<account>:<resource>)";
    }
    const known = Object.values<Kind>(kinds).find(({ matches }) => matches(arn));
    if (known !== undefined) {
        return `that of ${known.title}`;
    }
    const assumed = /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1];
    if (arn.service === "sts" && assumed !== undefined) {
        return `a session of a role: write the role itself (aws iam get-role --role-name ${assumed})`;
    }
    if (arn.service === "iam" && arn.resource === "root") {
        return "the whole account, which would leave it to any IAM policy of the account who may do it";
    }
    if (arn.service === "kms" && arn.resource.startsWith("alias/")) {
        return `that of an alias, which anybody may point elsewhere: write the key's own (aws kms describe-key --key-id ${arn.resource})`;
    }
    return arn.resource.includes("*")
        ? "a pattern: name each one"
        : `of another kind (${arn.service}, ${arn.resource})`;
}
