import assert from "node:assert/strict";
import fc from "fast-check";
import { bytesOf, sizeProblems } from "./quantity";

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
