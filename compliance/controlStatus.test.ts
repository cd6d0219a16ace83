import assert from "node:assert/strict";
import fc from "fast-check";
import { controlOf, type Answer } from "../controls";
import { controlStatus, statuses, type ControlStatus, type Grounds } from "./controlStatus";

const byRules = { check: "rules" } as const;
const byEvidence = { check: "evidence" } as const;
const impossible: Answer = { how: "impossible", note: "No.", reason: "Because.", instead: "Something else." };

function status(grounds: Partial<Grounds>, control: { check: "rules" | "evidence" } = byRules): ControlStatus {
    return controlStatus(control, { verdicts: [], ...grounds });
}

describe("the status of a control", () => {
    it("is enforced when every check passes", () => {
        assert.equal(status({ verdicts: ["pass", "pass"] }), "enforced");
    });

    it("is violated by one failure, whatever else speaks for it", () => {
        const others = { gaps: ["g"], evidence: ["shows" as const], answer: impossible, builtIn: true };
        assert.equal(status({ verdicts: ["pass", "waived", "fail", "unknown"], ...others }), "violated");
    });

    it("is violated by evidence that speaks against it", () => {
        assert.equal(status({ verdicts: [], evidence: ["shows", "refutes"] }, byEvidence), "violated");
    });

    it("is waived when its failures are accepted, also where other checks are undecided", () => {
        assert.equal(status({ verdicts: ["waived", "pass", "unknown"] }), "waived");
    });

    it("is unknown when nothing tells, and never enforced then", () => {
        assert.equal(status({ verdicts: [] }), "unknown");
        assert.equal(status({ verdicts: ["unknown"] }), "unknown");
    });

    it("is partial when some checks pass and others cannot be decided, or when there is a known gap", () => {
        assert.equal(status({ verdicts: ["pass", "unknown"] }), "partial");
        assert.equal(status({ verdicts: ["pass"], gaps: ["g"] }), "partial");
    });

    it("is impossible where the engine has no way, unless a check fails or somebody accepted that", () => {
        assert.equal(status({ answer: impossible, verdicts: ["pass"] }), "impossible");
        assert.equal(status({ answer: controlOf("SM-2").answers.postgres }), "impossible");
        assert.equal(status({ answer: impossible, verdicts: ["fail"] }), "violated");
        assert.equal(status({ answer: impossible, verdicts: ["waived"] }), "waived");
    });

    it("is built in where the operator does it by itself and no check could find it switched off", () => {
        assert.equal(status({ builtIn: true }), "enforced");
        assert.equal(
            status({ builtIn: true }, byEvidence),
            "missing",
            "what only evidence shows stays without evidence",
        );
    });

    it("asks for evidence where no manifest can decide, and takes it", () => {
        assert.equal(status({}, byEvidence), "missing");
        assert.equal(status({ evidence: ["shows"] }, byEvidence), "evidence");
        assert.equal(status({ evidence: ["shows"], gaps: ["an image without a scan"] }, byEvidence), "partial");
        assert.equal(status({ evidence: ["outdated"] }, byEvidence), "partial");
        assert.equal(status({ evidence: ["outdated", "shows"] }, byEvidence), "evidence");
    });

    it("takes evidence for what the checks could not decide, not in place of a check that passes", () => {
        assert.equal(status({ verdicts: ["unknown"], evidence: ["shows"] }), "evidence");
        assert.equal(status({ verdicts: [], evidence: ["shows"] }), "evidence");
        assert.equal(status({ verdicts: ["pass"], evidence: ["shows"] }), "enforced");
    });

    it("never gets better by a failure, and is always one of the eight", () => {
        const verdicts = fc.array(fc.constantFrom("pass", "fail", "waived", "unknown"));
        const evidence = fc.array(fc.constantFrom("shows", "refutes", "outdated"));
        const control = fc.constantFrom(byRules, byEvidence);
        fc.assert(
            fc.property(control, verdicts, evidence, fc.boolean(), (each, some, recorded, builtIn) => {
                const grounds = { verdicts: some, evidence: recorded, builtIn };
                assert.ok(statuses.includes(controlStatus(each, grounds)));
                assert.equal(controlStatus(each, { ...grounds, verdicts: [...some, "fail"] }), "violated");
            }),
        );
    });
});
