import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../aws/recording.test";
import { unknown } from "../core/known";
import { bundle, rootProblems } from "./certificateText";
import { openSsl } from "./openssl.test";

describe("A root certificate that is given", () => {
    const openssl = openSsl();
    let root = "";
    let other = "";
    let intermediate = "";
    let server = "";
    let key = "";

    before(() => {
        const rootKey = openssl.file("root.key", openssl.run("genpkey", ...ec));
        key = openssl.run("genpkey", ...ec);
        const lowerKey = openssl.file("lower.key", key);
        const self = (file: string, name: string) =>
            openssl.run("req", "-x509", "-new", "-key", file, "-subj", `/O=example/CN=${name}`, "-days", "2");
        root = self(rootKey, "root");
        other = self(lowerKey, "other");
        const rootFile = openssl.file("root.pem", root);
        const request = openssl.file("request.pem", openssl.run("req", "-new", "-key", lowerKey, "-subj", "/CN=lower"));
        const signed = (extensions: string) =>
            openssl.run(
                ...["x509", "-req", "-in", request, "-CA", rootFile, "-CAkey", rootKey, "-set_serial", "7"],
                ...["-days", "1", "-extfile", openssl.file("extensions", extensions)],
            );
        intermediate = signed("basicConstraints=critical,CA:TRUE\n");
        server = signed("basicConstraints=critical,CA:FALSE\n");
    });

    const ec = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];

    it("is accepted alone, with others, with text around it, and while it is not known [NM-8]", () => {
        for (const value of [root, root + other, intermediate + root, `the root\n${root}`, unknown]) {
            assert.deepEqual(rootProblems("tls.ca", value), []);
        }
    });

    const refused: [what: string, value: () => string, reason: RegExp][] = [
        ["a file's name", () => "root.pem", /^is no certificate in PEM; write the content of the file/],
        ["nothing", () => "", /^is no certificate in PEM/],
        ["a broken certificate", () => root.replace(/\n[A-Za-z0-9+/]{20}/, "\nAAAA"), /^is no certificate in PEM/],
        [
            "a whole one before a broken one",
            () => root + other.replace(/\n[A-Za-z0-9+/]{20}/, "\nAAAA"),
            /^is no certificate in PEM/,
        ],
        [
            "a server's certificate",
            () => server,
            /^holds the certificate of "CN=lower", which is no CA; write the root/,
        ],
        [
            "an intermediate alone",
            () => intermediate,
            /^holds an intermediate alone \("CN=lower"\); write the root above it/,
        ],
    ];
    for (const [what, value, reason] of refused) {
        it(`is not ${what}`, () => {
            const [problem, ...more] = rootProblems("tls.ca", value());
            assert.deepEqual(more, []);
            assert.equal(problem?.path, "tls.ca");
            assert.match(problem.reason, reason);
        });
    }

    it("comes without its key, which is not repeated", () => {
        const [problem] = rootProblems("tls.ca", root + key);
        assert.match(
            problem?.reason ?? "",
            /^holds a private key; write the certificate alone, and take the key for published$/,
        );
        assert.ok(!JSON.stringify(problem).includes(key.split("\n")[1] ?? assert.fail()));
    });
});

describe("Certificates one after the other", () => {
    it("each begin on a line of their own, and one alone stays as it is", async () => {
        assert.equal(await valueOf(bundle(["a\n"])), "a\n");
        assert.equal(await valueOf(bundle(["a", pulumi.output("b\n\n"), Promise.resolve("c\n")])), "a\nb\nc\n");
    });

    it("are a secret when one is", async () => {
        assert.equal(await pulumi.isSecret(bundle(["a", pulumi.secret("b")])), true);
        assert.equal(await pulumi.isSecret(bundle(["a", "b"])), false);
    });
});
