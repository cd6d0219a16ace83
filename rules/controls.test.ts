import assert from "node:assert/strict";
import { controlKeys, controls, engineNames } from "../controls";
import { rules } from "./index";
import { severities } from "./rule";

describe("the rules and the controls", () => {
    for (const control of controls) {
        const naming = rules.filter((rule) => rule.controls.includes(control.key));
        if (control.check === "rules") {
            it(`${control.key} ${control.name}: a rule names it`, () => {
                assert.ok(naming.length > 0, `no rule names ${control.key}, and its check is "rules"`);
            });
        } else {
            it(`${control.key} ${control.name}: evidence of a named kind shows it`, () => {
                assert.ok(control.evidence.kind.length > 0 && control.evidence.record.length > 0);
            });
        }
    }

    it("name no other controls, and none twice", () => {
        for (const { id, controls: named } of rules) {
            assert.deepEqual(
                named.filter((key) => !controlKeys.includes(key)),
                [],
                id,
            );
            assert.equal(new Set(named).size, named.length, `${id} names a control twice`);
        }
    });

    it("have severities, engines and scopes that there are", () => {
        for (const { id, severity, engine, scope = "resource" } of rules) {
            assert.ok(severities.includes(severity), `${id}: ${severity}`);
            assert.ok(engine === undefined || engineNames.includes(engine), `${id}: ${engine}`);
            assert.ok(["resource", "estate"].includes(scope), `${id}: ${scope}`);
        }
    });
});
