import assert from "node:assert/strict";
import { Field } from "./field";
import { failWhen, type Outcome } from "./outcome";
import { formatPath } from "./path";
import { containersOf, eachContainer, environmentOf, podSpecOf, privilegesIn } from "./pod";
import { Subject } from "./subject";
import { unknownValue } from "./value";

function subject(apiVersion: string, kind: string, spec: unknown): Subject {
    const made = Subject.ofManifest({ apiVersion, kind, metadata: { name: "a" }, spec });
    assert.ok(made !== undefined);
    return made;
}

const field = (content: unknown): Field => new Field([], content);
const said = (outcomes: readonly Outcome[]): string[] =>
    outcomes.map(({ verdict, message }) => `${verdict} ${message}`);

describe("a pod's spec", () => {
    it("stands where its kind has it", () => {
        const marked = { marker: 1 };
        const template = { template: { spec: marked } };
        const found = [
            subject("v1", "Pod", marked),
            subject("batch/v1", "CronJob", { jobTemplate: { spec: template } }),
            subject("apps/v1", "Deployment", template),
            subject("apps/v1", "StatefulSet", template),
            subject("batch/v1", "Job", template),
        ].map(podSpecOf);
        assert.deepEqual(
            found.map(({ value }) => value),
            found.map(() => marked),
        );
        assert.deepEqual(
            found.map(({ name }) => name),
            ["spec", "spec.jobTemplate.spec.template.spec", ...Array<string>(3).fill("spec.template.spec")],
        );
    });

    it("has containers and init containers", () => {
        const spec = field({ containers: [{ name: "a" }, { name: "b" }], initContainers: [{ name: "c" }] });
        assert.deepEqual(
            containersOf(spec).map(({ path }) => formatPath(path)),
            ["containers[0]", "containers[1]", "initContainers[0]"],
        );
        assert.deepEqual(containersOf(field({})), []);
    });

    it("is judged container by container, and undecided where a list is not known", () => {
        const judge = (container: Field): readonly Outcome[] =>
            failWhen(true, container.child("name"), { wanted: "change it" });
        assert.deepEqual(
            said(eachContainer(field({ containers: [{ name: "a" }], initContainers: unknownValue }), judge)),
            ['fail containers[0].name is "a": change it', "unknown initContainers is not known yet"],
        );
        assert.deepEqual(said(eachContainer(field({ initContainers: [{ name: "a" }] }), judge)), [
            'fail initContainers[0].name is "a": change it',
        ]);
    });
});

describe("a container's variable", () => {
    const env = [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
        { name: "A", value: "3" },
    ];

    it("is found by its name, the last one that has it", () => {
        assert.equal(environmentOf(field({ env }), "B")?.child("value").text, "2");
        assert.equal(environmentOf(field({ env }), "A")?.name, "env[2]");
        assert.equal(environmentOf(field({ env }), "C"), undefined);
        assert.equal(environmentOf(field({}), "A"), undefined);
    });
});

describe("a security context", () => {
    it("may give nothing away", () => {
        for (const context of [
            undefined,
            {},
            { privileged: false, allowPrivilegeEscalation: false, runAsNonRoot: true, runAsUser: 1000 },
            { capabilities: { drop: ["ALL"], add: [] } },
            { runAsUser: 10 },
        ]) {
            assert.deepEqual(privilegesIn(field(context)), []);
        }
    });

    const gifts: readonly (readonly [object, string])[] = [
        [{ privileged: true }, "privileged is true: write false, or leave it out"],
        [{ allowPrivilegeEscalation: true }, "allowPrivilegeEscalation is true: write false"],
        [{ runAsNonRoot: false }, "runAsNonRoot is false: write true"],
        [{ runAsUser: 0 }, "runAsUser is 0: give another user than root"],
        [
            { capabilities: { add: ["NET_ADMIN", "SYS_TIME", { odd: 1 }] } },
            "capabilities.add is [NET_ADMIN, SYS_TIME, ?]: add no capabilities; drop ALL",
        ],
        [{ capabilities: { add: "ALL" } }, 'capabilities.add is "ALL": add no capabilities; drop ALL'],
    ];
    for (const [context, message] of gifts) {
        it(`may not give away: ${message}`, () => {
            assert.deepEqual(said(privilegesIn(field(context))), [`fail ${message}`]);
        });
    }

    it("is undecided where it is not known", () => {
        assert.equal(privilegesIn(field(unknownValue)).length, 5);
        assert.ok(privilegesIn(field(unknownValue)).every(({ verdict }) => verdict === "unknown"));
    });

    it("can be mended only where nothing that works would stop", () => {
        const mended = (context: object): unknown =>
            privilegesIn(field(context)).map((outcome) => ("edits" in outcome ? outcome.edits : "none"));
        assert.deepEqual(mended({ privileged: true }), [[{ change: "set", path: ["privileged"], value: false }]]);
        assert.deepEqual(mended({ allowPrivilegeEscalation: true }), [
            [{ change: "set", path: ["allowPrivilegeEscalation"], value: false }],
        ]);
        assert.deepEqual(mended({ runAsNonRoot: false, runAsUser: 0, capabilities: { add: ["A"] } }), [
            "none",
            "none",
            "none",
        ]);
    });
});
