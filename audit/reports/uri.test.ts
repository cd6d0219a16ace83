import assert from "node:assert/strict";
import { relativeUri } from "./uri";

describe("the URI of a file", () => {
    const cases: Readonly<Record<string, string>> = {
        "manifests/orders.yaml": "manifests/orders.yaml",
        "./a b.yaml": "a%20b.yaml",
        ".//a//b.yaml": "a/b.yaml",
        "../up.yaml": "../up.yaml",
        "50%#?.yaml": "50%25%23%3F.yaml",
        "cluster:prod": "cluster%3Aprod",
        "größe.yaml": "gr%C3%B6%C3%9Fe.yaml",
        "/etc/a b.yaml": "file:///etc/a%20b.yaml",
        "-": "-",
        "": ".",
        ".": ".",
        "half\ud800.yaml": "half%EF%BF%BD.yaml",
    };
    for (const [file, uri] of Object.entries(cases)) {
        it(`${JSON.stringify(file)} is ${uri}`, () => {
            assert.equal(relativeUri(file), uri);
        });
    }
});
