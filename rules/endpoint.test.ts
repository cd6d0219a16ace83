import assert from "node:assert/strict";
import { isAws, isPlaintext } from "./endpoint";
import { Field } from "./field";
import { unknownValue } from "./value";

const field = (content?: unknown): Field => new Field(["endpointURL"], content);

describe("an S3 endpoint", () => {
    const own = [
        ...["", "https://s3.amazonaws.com", "s3.eu-west-1.amazonaws.com", "https://s3.cn-north-1.amazonaws.com.cn"],
        ...[
            "amazonaws.com",
            "HTTPS://S3.AMAZONAWS.COM:443/path",
            "https://${BUCKET}.s3.amazonaws.com",
            "amazonaws.com?a",
        ],
        ...["https://s3.${REGION}.amazonaws.com/${PATH}", "${SCHEME}://s3.amazonaws.com", "h${X}s://amazonaws.com#a"],
    ];
    const foreign = [
        ...["https://minio.shop.svc:9000", "https://amazonaws.com.example.org", "https://notamazonaws.com", "minio"],
        ...[
            "https://example.org/amazonaws.com",
            "https://example.org?amazonaws.com",
            "https://example.org#amazonaws.com",
        ],
        ...[
            "https://${BUCKET}.example.org",
            "${SCHEME}://minio:9000",
            "https://minio/${PATH}",
            "amazonaws.comx",
            "amazonawsxcom",
        ],
        ...["s3.amazonaws.com.de", "9://amazonaws.com", "https://minio:9000\n.amazonaws.com"],
    ];
    const open = [
        "${ENDPOINT}",
        "https://${HOST}",
        "https://s3.${DOMAIN}",
        "https://${HOST}:9000/a.b",
        "https://${X}com",
    ];

    it("is AWS's own when there is none, or its host is under amazonaws.com", () => {
        assert.equal(isAws(field()), true);
        for (const endpoint of own) {
            assert.equal(isAws(field(endpoint)), true, endpoint);
        }
    });

    it("is somebody else's otherwise", () => {
        for (const endpoint of foreign) {
            assert.equal(isAws(field(endpoint)), false, endpoint);
        }
    });

    it("is undecided where a variable holds the end of the host", () => {
        assert.equal(isAws(field(unknownValue)), "unknown");
        for (const endpoint of open) {
            assert.equal(isAws(field(endpoint)), "unknown", endpoint);
        }
    });
});

describe("a URL", () => {
    it("is in the clear when it begins with http://", () => {
        for (const url of ["http://a", "HTTP://a", "Http://a", "http://${HOST}"]) {
            assert.equal(isPlaintext(field(url)), true, url);
        }
        for (const url of ["https://a", "s3://a", "a", ""]) {
            assert.equal(isPlaintext(field(url)), false, url);
        }
        assert.equal(isPlaintext(field()), false);
    });

    it("is undecided where a variable holds the scheme, in whatever case the rest is", () => {
        for (const url of ["${URL}", "h${X}", "HT${X}", "Htt${X}", unknownValue]) {
            assert.equal(isPlaintext(field(url)), "unknown");
        }
        assert.equal(isPlaintext(field("https${X}")), false);
    });
});
