import { oncePerEstate, type Estate } from "./estate";
import { aws, gcp, type Kind } from "./kinds";
import type { Subject } from "./subject";
import { hasVariable } from "./text";

/** What an aspect is an aspect of: the kinds, and the input by which such a resource is named. */
interface Owner {
    readonly kinds: readonly Kind[];
    /** Absent where a resource gets its name from the cloud, as a KMS key does. */
    readonly named?: string;
}

const owners = {
    awsBucket: { kinds: [aws.bucket, aws.bucketV2], named: "bucket" },
    awsKey: { kinds: [aws.key] },
    awsRole: { kinds: [aws.role], named: "name" },
    awsUser: { kinds: ["aws:iam/user:User"], named: "name" },
    gcpBucket: { kinds: [gcp.bucket], named: "name" },
    gcpKey: { kinds: [gcp.cryptoKey], named: "name" },
    gcpAccount: { kinds: ["gcp:serviceaccount/account:Account"], named: "accountId" },
} as const satisfies Record<string, Owner>;

type OwnerName = keyof typeof owners;

/** Resources that set something of another one, and the input that says of which. */
const aspects: ReadonlyMap<Kind, { readonly of: OwnerName; readonly by: string }> = new Map([
    ["aws:s3/bucketAcl:BucketAcl", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketAclV2:BucketAclV2", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketLogging:BucketLogging", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketLoggingV2:BucketLoggingV2", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketPolicy:BucketPolicy", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", { of: "awsBucket", by: "bucket" }],
    [
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        { of: "awsBucket", by: "bucket" },
    ],
    [
        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
        { of: "awsBucket", by: "bucket" },
    ],
    ["aws:s3/bucketVersioning:BucketVersioning", { of: "awsBucket", by: "bucket" }],
    ["aws:s3/bucketVersioningV2:BucketVersioningV2", { of: "awsBucket", by: "bucket" }],
    ["aws:kms/alias:Alias", { of: "awsKey", by: "targetKeyId" }],
    ["aws:kms/grant:Grant", { of: "awsKey", by: "keyId" }],
    [aws.keyPolicy, { of: "awsKey", by: "keyId" }],
    [aws.rolePolicy, { of: "awsRole", by: "role" }],
    ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", { of: "awsRole", by: "role" }],
    [aws.podIdentityAssociation, { of: "awsRole", by: "roleArn" }],
    [aws.accessKey, { of: "awsUser", by: "user" }],
    ["aws:iam/userPolicy:UserPolicy", { of: "awsUser", by: "user" }],
    ["aws:iam/userPolicyAttachment:UserPolicyAttachment", { of: "awsUser", by: "user" }],
    ["gcp:storage/bucketIAMMember:BucketIAMMember", { of: "gcpBucket", by: "bucket" }],
    ["gcp:storage/bucketIAMBinding:BucketIAMBinding", { of: "gcpBucket", by: "bucket" }],
    [gcp.cryptoKeyMember, { of: "gcpKey", by: "cryptoKeyId" }],
    [gcp.serviceAccountMember, { of: "gcpAccount", by: "serviceAccountId" }],
    [gcp.serviceAccountKey, { of: "gcpAccount", by: "serviceAccountId" }],
]);

export interface Aspect {
    readonly subject: Subject;
    /** False where it may as well be another's: its owner's name is not known yet, and it depends on several. */
    readonly certain: boolean;
}

/** The aspects of every bucket, key, role, user and service account of an estate. */
export const aspectsOf = oncePerEstate((estate): ReadonlyMap<Subject, readonly Aspect[]> => {
    const found = new Map<Subject, Aspect[]>();
    const named = ownersByName(estate);
    for (const [kind, { of, by }] of aspects) {
        for (const subject of estate.of(kind)) {
            const possible = ownersOf(subject, by, owners[of], named[of], estate);
            for (const owner of possible) {
                const aspect = { subject, certain: possible.length === 1 };
                const others = found.get(owner);
                if (others === undefined) {
                    found.set(owner, [aspect]);
                } else {
                    others.push(aspect);
                }
            }
        }
    }
    return found;
});

/** The resources that `subject` names in one of its inputs: one where that is sure. */
export function bucketsNamed(subject: Subject, by: string, estate: Estate): readonly Subject[] {
    return ownersOf(subject, by, owners.awsBucket, ownersByName(estate).awsBucket, estate);
}

const ownersByName = oncePerEstate((estate): Readonly<Record<OwnerName, ReadonlyMap<string, Subject>>> => {
    const index = ({ kinds, named }: Owner): ReadonlyMap<string, Subject> =>
        new Map(
            estate.of(...kinds).flatMap((subject) => {
                const name = nameOf(subject, named);
                return name === undefined ? [] : [[name, subject] as const];
            }),
        );
    return {
        awsBucket: index(owners.awsBucket),
        awsKey: index(owners.awsKey),
        awsRole: index(owners.awsRole),
        awsUser: index(owners.awsUser),
        gcpBucket: index(owners.gcpBucket),
        gcpKey: index(owners.gcpKey),
        gcpAccount: index(owners.gcpAccount),
    };
});

/**
 * By its name where that is known; else by what the input depends on; else by all that the resource depends on, which says less:
 * a policy may depend on two buckets.
 */
function ownersOf(
    aspect: Subject,
    by: string,
    owner: Owner,
    named: ReadonlyMap<string, Subject>,
    estate: Estate,
): readonly Subject[] {
    const { parent, dependencies = [], propertyDependencies } = aspect.pulumi ?? {};
    const among = (urns: readonly string[]): readonly Subject[] => {
        const subjects = urns.map((urn) => estate.resource(urn)).filter((subject) => subject !== undefined);
        return [...new Set(subjects.filter((subject) => owner.kinds.includes(subject.kind)))];
    };
    const candidates = among([...dependencies, ...(parent === undefined ? [] : [parent])]);
    const { text } = aspect.read(by);
    if (text === undefined || hasVariable(text)) {
        const ofInput = among(propertyDependencies?.[by] ?? []);
        return ofInput.length > 0 ? ofInput : candidates;
    }
    const name = bareName(text);
    const exact = candidates.find((candidate) => nameOf(candidate, owner.named) === name) ?? named.get(name);
    return exact === undefined
        ? candidates.filter((candidate) => nameOf(candidate, owner.named) === undefined)
        : [exact];
}

function nameOf(subject: Subject, named: string | undefined): string | undefined {
    return named === undefined ? undefined : subject.read(named).text;
}

/** A name may stand in a path, an ARN or an address: `projects/shop/serviceAccounts/orders@shop.iam.gserviceaccount.com`. */
function bareName(reference: string): string {
    return reference.replace(/^.*[/]/, "").replace(/@.*$/, "");
}
