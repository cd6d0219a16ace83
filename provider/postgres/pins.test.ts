import assert from "node:assert/strict";
import { Estate } from "../../rules/estate";
import { judgeOne } from "../../rules/judge";
import { rule } from "../../rules/kubernetes/operator-version";
import { Subject } from "../../rules/subject";
import { operatorDeployment } from "./operatorDeployment";
import { images } from "./pins";

/** What the audit says of the holes of the operator in this image. */
function holesOf(operator: string): readonly string[] {
    const deployment = operatorDeployment({
        name: "cnpg",
        namespace: "operators",
        watchNamespaces: ["orders"],
        images: { ...images, operator },
        monitoringQueries: "queries",
    });
    const subject = Subject.ofManifest({ apiVersion: "apps/v1", kind: "Deployment", ...deployment });
    assert.ok(subject !== undefined && subject.is(...rule.kinds));
    const { outcomes, error } = judgeOne(rule, subject, new Estate([subject], { complete: true }));
    assert.equal(error, undefined);
    return outcomes.map(({ verdict, message }) => `${verdict}: ${message}`);
}

describe("The pinned versions", () => {
    it("are of an operator without a known hole, told from one that has some [SSC-5]", () => {
        assert.deepEqual(holesOf(images.operator), []);
        const [old = ""] = holesOf(images.operator.replace(/:\d+\.\d+\.\d+@/, ":1.27.0@"));
        assert.match(old, /^fail: .*CVE-/);
    });

    it("name each image by version and digest, each major of PostgreSQL by its own [SSC-2]", () => {
        const { postgres, ...rest } = images;
        for (const image of [...Object.values(rest), ...Object.values(postgres)]) {
            assert.match(image, /:v?\d+\.\d+[^@]*@sha256:[0-9a-f]{64}$/);
        }
        for (const [major, image] of Object.entries(postgres)) {
            assert.match(image, new RegExp(`/postgresql:${major}\\.\\d+-`));
        }
    });
});
