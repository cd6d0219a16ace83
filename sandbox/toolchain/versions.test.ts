import * as assert from "node:assert/strict";

import { decideOnPulumi, languageHosts } from "./versions";

describe("the choice between a Pulumi on PATH and the one built here", () => {
    const whole = ["pulumi", ...languageHosts];

    it("takes an official release that is new enough and has its language hosts beside it", () => {
        for (const version of ["v3.248.0\n", "v3.255.1", "3.300.0", "v3.260.0-dev.1"]) {
            assert.deepEqual(decideOnPulumi({ version, beside: whole }), { use: true }, version);
        }
    });

    it("leaves one that is too old, or of another major, and says what is needed", () => {
        for (const version of ["v3.247.9", "v3.25.0", "v2.300.0", "v4.0.0"]) {
            const decision = decideOnPulumi({ version, beside: whole });
            assert.deepEqual(decision, {
                use: false,
                because: `pulumi on PATH is ${version}; 3.248 or newer of the same major is needed`,
            });
        }
    });

    it("leaves one whose language hosts are missing, and names them", () => {
        const beside = whole.filter((name) => name !== "pulumi-language-yaml");
        assert.deepEqual(decideOnPulumi({ version: "v3.255.0", beside }), {
            use: false,
            because: "pulumi on PATH has no pulumi-language-yaml beside it",
        });
    });

    it("leaves one that does not say its version", () => {
        const decision = decideOnPulumi({ version: "development build", beside: whole });
        assert.equal(decision.use, false);
    });

    it("builds when there is none", () => {
        assert.deepEqual(decideOnPulumi(undefined), { use: false, because: "no pulumi on PATH" });
    });
});
