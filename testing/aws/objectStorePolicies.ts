import type { PolicyDocument } from "../../provider/aws/policyDocument";

export const bucket = "backups";

/** SeaweedFS names its keys without colons. */
export const key = "vault-key";

/** The document as SeaweedFS can take it. */
export function forObjectStore(document: PolicyDocument): { document: PolicyDocument; adapted: string[] } {
    const adapted: string[] = [];
    const statements = document.Statement.flatMap((statement) => {
        const { Sid, Action, Condition = {} } = statement;
        if ([Action].flat().every((action) => action.startsWith("kms:"))) {
            adapted.push(`${Sid}: left out, its keys have no policies`);
            return [];
        }
        const { ArnNotEquals: arns, NumericLessThan: versions, ...others } = Condition;
        if (versions !== undefined) {
            adapted.push(`${Sid}: left out, it has no s3:TlsVersion`);
            return [];
        }
        if (arns?.["aws:PrincipalArn"] !== undefined) {
            adapted.push(`${Sid}: StringNotEquals aws:username, it has no aws:PrincipalArn`);
            return [{ ...statement, Condition: { ...others, StringNotEquals: { "aws:username": ["administrator"] } } }];
        }
        if (arns !== undefined) {
            adapted.push(`${Sid}: StringNotEquals, it has no ArnNotEquals`);
            return [{ ...statement, Condition: { ...others, StringNotEquals: arns } }];
        }
        return [statement];
    });
    const text = JSON.stringify({ ...document, Statement: statements })
        .replaceAll(/arn:aws:kms:[^"]*/g, key)
        .replaceAll(/arn:aws:s3:::[^"/]*/g, `arn:aws:s3:::${bucket}`);
    return { document: JSON.parse(text) as PolicyDocument, adapted };
}
