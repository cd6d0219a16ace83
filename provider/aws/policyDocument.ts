/** An IAM policy document as data. */
export interface PolicyDocument {
    Version: "2012-10-17";
    Statement: Statement[];
}

export interface Statement {
    Sid: string;
    Effect: "Allow" | "Deny";
    /** Stands in the policy of a key, a bucket or a role's trust; a role's permissions have none. */
    Principal?: "*" | Partial<Record<"AWS" | "Service" | "Federated", string | string[]>>;
    Action: string | string[];
    /** Absent in a role's trust. */
    Resource?: string | string[];
    Condition?: Conditions;
}

/** Operator -> condition key -> value or values. */
export type Conditions = Record<string, Record<string, string | string[]>>;

export function policyDocument(...statements: Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}
