import assert from "node:assert/strict";
import { policyDocuments, type CarriedDocument } from "../../testing/aws/documents";
import { optionsIn, optionsOfSchema } from "../../testing/aws/options";
import { constructedScenes, type ConstructedScene } from "../../testing/aws/scenes";
import { policyCases } from "./policyCases";
import type { Ask, Twins } from "./policyCases/cases";
import { answerOf, changed, distance } from "./policyCases/judge";
import { reductions, type Reduction } from "./policyCases/reductions";
import { surroundingsOf } from "./policyCases/surroundings";
import type { PolicyDocument, Statement } from "./policyDocument";

interface Judged extends CarriedDocument {
    scene: ConstructedScene;
    twins: Twins[];
}

describe("Every policy document of AWS, as the built plugin registers it [CM-1, CM-5, ED-1, KSI-4]", function () {
    this.timeout(300_000);
    let scenes: ConstructedScene[] = [];
    let judged: Judged[] = [];
    before(async () => {
        scenes = await constructedScenes();
        judged = scenes.flatMap((scene) =>
            policyDocuments(scene.resources).map((carried) => ({ ...carried, scene, twins: twinsFor(scene, carried) })),
        );
        assert.ok(judged.length > 30, `${judged.length} documents`);
    });

    it("comes from a program with every AWS option there is (testing/aws/scenes.ts)", () => {
        const used = new Set(scenes.flatMap(optionsIn));
        assert.ok(used.has("AwsPlatform.ebsCsiRoleArn") && used.has("BackupOwner.namespace"));
        assert.deepEqual(
            optionsOfSchema().filter((option) => !used.has(option)),
            [],
        );
    });

    it("comes with the statements that owners of keys and buckets are given to copy", () => {
        assert.deepEqual(
            judged.filter(({ resource }) => !resource.custom).map(({ name }) => name),
            [
                "ledger-backupKeyStatements",
                "ledger-volumeKeyStatements",
                "ledger-vault-keyStatements",
                "taken-bucketStatements",
                "taken-keyStatements",
            ],
        );
    });

    it("has requests that judge it (provider/aws/policyCases)", () => {
        assert.deepEqual(judged.filter(({ twins }) => twins.length === 0).map(title), []);
    });

    it("allows each request of its own, and denies each twin", async () => {
        const wrong: string[] = [];
        for (const each of judged) {
            for (const { title: what, ask, expected } of each.twins.flatMap(asks)) {
                const answer = await allows(each.document, ask);
                if (answer !== expected) {
                    wrong.push(`${title(each)}: ${what} is ${answer ? "allowed" : "denied"}`);
                }
            }
        }
        assert.deepEqual(wrong, []);
    });

    it("is asked by twins that differ in one value", () => {
        const others = judged.flatMap((each) =>
            each.twins.flatMap(({ title: what, allowed, denied }) =>
                Object.entries(denied)
                    .filter(([, change]) => distance(allowed, changed(allowed, change)) !== 1)
                    .map(([name]) => `${title(each)}: ${what}, ${name}`),
            ),
        );
        assert.deepEqual(others, []);
    });

    it("has no statement, action, resource, principal or condition that could go without a request noticing", async () => {
        const unmissed: string[] = [];
        for (const each of judged) {
            unmissed.push(...(await unmissedPieces(each, reductions(each.document))));
        }
        assert.deepEqual(unmissed, []);
    });

    it("would not go on to have a statement, an action or a condition that nobody asks about", async () => {
        for (const each of judged) {
            const [first, ...rest] = each.document.Statement;
            assert.ok(first);
            const extra: Statement = {
                ...first,
                Sid: "Extra",
                Effect: "Allow",
                Action: ["s3:GetObjectAcl", "s3:GetObjectTagging"],
                Condition: { StringEquals: { "aws:PrincipalTag/team": "orders" } },
            };
            const document = { ...each.document, Statement: [extra, first, ...rest] };
            const ofExtra = reductions(document).filter(({ piece }) => piece.startsWith("Extra"));
            assert.ok(ofExtra.length >= 4, `${ofExtra.length} pieces`);
            assert.deepEqual(
                await unmissedPieces(each, ofExtra),
                ofExtra.map(({ piece }) => `${title(each)}: ${piece}`),
            );
        }
    });
});

interface Expected {
    title: string;
    ask: Ask;
    expected: boolean;
}

function asks({ title: what, allowed, denied }: Twins): Expected[] {
    return [
        { title: what, ask: allowed, expected: true },
        ...Object.entries(denied).map(([name, change]) => ({
            title: `${what}, ${name}`,
            ask: changed(allowed, change),
            expected: false,
        })),
    ];
}

async function allows(document: PolicyDocument, ask: Ask): Promise<boolean> {
    return (await answerOf(document, ask)) === "Allowed";
}

async function unmissedPieces(each: Judged, smaller: readonly Reduction[]): Promise<string[]> {
    const all = each.twins.flatMap(asks);
    const unmissed: string[] = [];
    for (const reduction of smaller) {
        if (!(await isMissed(reduction, all))) {
            unmissed.push(`${title(each)}: ${reduction.piece}`);
        }
    }
    return unmissed;
}

/** Whether a request comes out otherwise. A statement has no say in requests for other actions; those about the piece are asked first. */
async function isMissed({ document, piece, of }: Reduction, all: readonly Expected[]): Promise<boolean> {
    const touched = all.filter(({ ask }) => [of.Action].flat().some((action) => covers(action, ask.action)));
    const near = touched.filter(({ ask }) => piece.includes(ask.action));
    for (const { ask, expected } of [...near, ...touched.filter((each) => !near.includes(each))]) {
        if ((await allows(document, ask)) !== expected) {
            return true;
        }
    }
    return false;
}

/** Whether the action of a statement, which may end in `*`, is the one that is asked for. */
function covers(action: string, asked: string): boolean {
    return action.endsWith("*") ? asked.startsWith(action.slice(0, -1)) : action === asked;
}

function twinsFor(scene: ConstructedScene, carried: CarriedDocument): Twins[] {
    return policyCases
        .filter(({ carriers }) => carriers.test(carried.name))
        .flatMap(({ twins }) => twins(surroundingsOf(scene, carried)));
}

function title({ scene, resource, property }: Judged): string {
    return `${property} of ${resource.name} in ${scene.type} ${scene.name}`;
}
