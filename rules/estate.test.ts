import assert from "node:assert/strict";
import { Estate, onceAlone, oncePerEstate } from "./estate";
import { kubernetes } from "./kinds";
import { Subject } from "./subject";

function manifest(kind: string, name: string, namespace?: string): Subject {
    const subject = Subject.ofManifest({ apiVersion: "v1", kind, metadata: { name, namespace } });
    assert.ok(subject !== undefined);
    return subject;
}

function resource(urn: string): Subject {
    return Subject.ofPulumi({ urn, type: "aws:kms/key:Key", dependencies: [], marksSecrets: true }, {});
}

describe("an estate", () => {
    const secret = manifest("Secret", "a", "shop");
    const other = manifest("Secret", "a", "bank");
    const service = manifest("Service", "a", "shop");
    const key = resource("urn:pulumi:s::p::aws:kms/key:Key::a");
    const estate = new Estate([secret, other, service, key]);

    it("is neither complete nor wide unless that is said", () => {
        assert.deepEqual([estate.complete, estate.scope, estate.selectors], [false, "databases", []]);
        const said = new Estate([], { complete: true, scope: "everything", selectors: [{ app: "db" }] });
        assert.deepEqual([said.complete, said.scope, said.selectors], [true, "everything", [{ app: "db" }]]);
    });

    it("has its subjects by kind, in the order asked for", () => {
        assert.deepEqual(estate.of(kubernetes.secret), [secret, other]);
        assert.deepEqual(estate.of(kubernetes.service, kubernetes.secret), [service, secret, other]);
        assert.deepEqual(estate.of(kubernetes.pod), []);
        assert.deepEqual(estate.subjects, [secret, other, service, key]);
    });

    it("finds one by kind, namespace and name", () => {
        assert.equal(estate.find(kubernetes.secret, "shop", "a"), secret);
        assert.equal(estate.find(kubernetes.secret, "bank", "a"), other);
        assert.equal(estate.find(kubernetes.service, "shop", "a"), service);
        assert.equal(estate.find(kubernetes.service, "bank", "a"), undefined);
        assert.equal(estate.find(kubernetes.secret, "", "a"), undefined);
        assert.equal(estate.find(kubernetes.secret, "shop", "b"), undefined);
    });

    it("takes no two names together for two others", () => {
        const odd = new Estate([manifest("Secret", "b:c", "a"), manifest("Secret", "1:a", "6:1")]);
        assert.equal(odd.find(kubernetes.secret, "a:b", "c"), undefined);
        assert.equal(odd.find(kubernetes.secret, "ab", ":c"), undefined);
        assert.equal(odd.find(kubernetes.secret, "6:1", "1:a")?.name, "1:a");
    });

    it("takes the first of two of the same name", () => {
        const twin = manifest("Secret", "a", "shop");
        assert.equal(new Estate([secret, twin]).find(kubernetes.secret, "shop", "a"), secret);
        assert.deepEqual(new Estate([secret, twin]).of(kubernetes.secret), [secret, twin]);
    });

    it("finds a Pulumi resource by its URN", () => {
        assert.equal(estate.resource("urn:pulumi:s::p::aws:kms/key:Key::a"), key);
        assert.equal(estate.resource("urn:pulumi:s::p::aws:kms/key:Key::b"), undefined);
    });
});

describe("what is worked out once per estate", () => {
    it("is worked out once for each, also when it comes to nothing", () => {
        let runs = 0;
        const work = oncePerEstate((estate) => {
            runs += 1;
            return estate.complete ? undefined : estate.subjects.length;
        });
        const [one, two] = [new Estate([]), new Estate([], { complete: true })];
        assert.deepEqual([work(one), work(two), work(one), work(two)], [0, undefined, 0, undefined]);
        assert.equal(runs, 2);
    });
});

describe("what is worked out of an object alone", () => {
    it("is worked out once for it, also when Pulumi comes to know more of it", () => {
        const seen: string[] = [];
        const work = onceAlone(({ name }) => {
            seen.push(name);
            return name.length;
        });
        const key = resource("urn:pulumi:s::p::aws:kms/key:Key::orders");
        const linked = key.as({ ...key.pulumi!, dependencies: ["urn:pulumi:s::p::aws:iam/role:Role::keeper"] });
        assert.deepEqual(
            [work(key), work(linked), work(resource("urn:pulumi:s::p::aws:kms/key:Key::bank"))],
            [6, 6, 4],
        );
        assert.deepEqual(seen, ["orders", "bank"]);
    });
});
