import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesOf, canonicalQuantity, sizeProblems, thousandthsOf } from "./quantity";

describe("A size of a volume", () => {
    it("is a whole number of bytes, decimal or binary", () => {
        const decimal = ["", "k", "M", "G", "T", "P", "E"].map(
            (unit, power) => [unit, 1000n ** BigInt(power)] as const,
        );
        const binary = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map(
            (unit, power) => [unit, 1024n ** BigInt(power + 1)] as const,
        );
        fc.assert(
            fc.property(fc.nat(), fc.constantFrom(...decimal, ...binary), (count, [unit, bytes]) => {
                assert.equal(bytesOf(`${count}${unit}`), BigInt(count) * bytes);
            }),
        );
    });

    for (const text of ["", "Gi", "50 Gi", "50GB", "1.5Gi", "-1Gi", "1e9", "0x10", "50gi", "50ki", "toString"]) {
        it(`is not ${JSON.stringify(text)}; the message says what to write`, () => {
            assert.deepEqual(sizeProblems("storage.size", text), [
                {
                    path: "storage.size",
                    reason: `"${text}" is not a size; write a whole number and a unit, for example 50Gi`,
                },
            ]);
        });
    }

    it("is at least 1Gi", () => {
        for (const text of ["1Gi", "1024Mi", "1073741824", "2G", "1Ti"]) {
            assert.deepEqual(sizeProblems("storage.size", text), [], text);
        }
        for (const text of ["0", "1023Mi", "1G", "1073741823", "512Mi"]) {
            assert.deepEqual(sizeProblems("storage.size", text), [
                { path: "storage.size", reason: `"${text}" is too small; write 1Gi or more` },
            ]);
        }
    });
});

describe("A share of CPUs", () => {
    for (const [text, thousandths] of [
        ["2", 2000n],
        ["500m", 500n],
        ["0.5", 500n],
        ["1.25", 1250n],
        ["0", 0n],
    ] as const) {
        it(`is ${text}`, () => {
            assert.equal(thousandthsOf(text), thousandths);
        });
    }

    for (const text of ["", "m", "0.5m", "0.0001", ".5", "1.", "1e3", "-1", "2 cores", "1Gi"]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            assert.equal(thousandthsOf(text), undefined);
        });
    }
});

describe("A quantity as Kubernetes writes it back", () => {
    // Each was given to k8s.io/apimachinery 0.37.1: resource.ParseQuantity(text).String().
    for (const [text, canonical] of [
        ["2Gi", "2Gi"],
        ["2048Mi", "2Gi"],
        ["1536Mi", "1536Mi"],
        ["1024Ki", "1Mi"],
        ["512", "512"],
        ["1000", "1k"],
        ["1024", "1024"],
        ["1500M", "1500M"],
        ["1000M", "1G"],
        ["1000m", "1"],
        ["1500m", "1500m"],
        ["0.5", "500m"],
        ["1.25", "1250m"],
        ["2000", "2k"],
        ["0", "0"],
        ["0Gi", "0"],
        ["0m", "0"],
    ] as const) {
        it(`${text} is ${canonical}`, () => {
            assert.equal(canonicalQuantity(text), canonical);
        });
    }

    it("stays as it is when written so, and is worth the same", () => {
        const units = ["", "k", "M", "G", "Ki", "Mi", "Gi"];
        fc.assert(
            fc.property(fc.nat(), fc.constantFrom(...units), (count, unit) => {
                const canonical = canonicalQuantity(`${count}${unit}`);
                assert.equal(canonicalQuantity(canonical), canonical);
                assert.equal(bytesOf(canonical), bytesOf(`${count}${unit}`));
            }),
        );
    });

    it("is left alone when it is none", () => {
        assert.equal(canonicalQuantity("a lot"), "a lot");
    });
});
