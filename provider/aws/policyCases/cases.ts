import type { Scene } from "../../../testing/aws/scenes";
import type { EksCluster } from "../cluster";

/** A request to AWS, as far as policies look at it. */
export interface Ask {
    principal: string;
    action: string;
    resource: string;
    /** Condition keys; AWS itself adds the caller as `aws:PrincipalArn`. */
    context: Record<string, string>;
    /** What IAM allows the caller. Default: nothing, so that the judged document alone decides. */
    iam?: "everything";
}

/** A request that a document allows, and requests that it denies although they differ from that one in a single value. */
export interface Twins {
    title: string;
    allowed: Ask;
    /** What differs, and how; in `context`, undefined takes a key away. */
    denied: Record<string, Change>;
}

export interface Change extends Partial<Omit<Ask, "context" | "iam">> {
    iam?: undefined;
    context?: Record<string, string | undefined>;
}

/** What the cases of a document are told about where it stands. */
export interface Surroundings {
    /** Namespace and service account of the client that the resource belongs to, as its name says; empty for what belongs to none. */
    client: { namespace: string; serviceAccount: string };
    scene: Scene;
    /** The cluster, in the region where the vault is; for what the copies are made of, in theirs. */
    cluster: EksCluster;
    /** Bucket and key of the side on which the document stands. */
    vault: VaultSide;
    copies: VaultSide;
    /** The role that copies the backups, where there is one. */
    copier: string | undefined;
    administrators: string[];
    /** A role of the same account that no document names. */
    stranger: string;
    /** ARN of the resource that the document protects; of the role for a role's permissions. */
    self: string;
    /** ARN of a sibling: `-bucket` after the name of the component that both belong to. */
    arn: (ending: string) => string;
}

/** A vault or its copy: what it is made of, by ARN, or what was given in its place. */
export interface VaultSide {
    readonly bucket: string;
    readonly key: string;
    cluster: EksCluster;
}

/** What a client's own folder is called, and where its objects lie. */
export function folderOf({ namespace, serviceAccount }: Surroundings["client"]): string {
    return `${namespace}/${serviceAccount}`;
}

/** The requests for one kind of document. */
export interface PolicyCases {
    /** Which documents these are, by their names (testing/aws/documents.ts): those of resources are public. */
    carriers: RegExp;
    twins: (surroundings: Surroundings) => Twins[];
}

/** The same twins for each of several actions. */
export function forEach(
    actions: readonly string[],
    twins: (action: string) => Omit<Twins, "title">,
    title: string,
): Twins[] {
    return actions.map((action) => ({ title: `${title} ${action}`, ...twins(action) }));
}
